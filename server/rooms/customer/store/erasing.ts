import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'

/** Customers known by one of these exact keys. */
export async function customersBy(tx: Tx, keys: readonly string[]): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ customerId: string }>`select distinct customer_id from customer_key
      where org_id = ${tx.orgId} and key = any(${[...keys]}::text[])`,
  )
  return found.map(({ customerId }) => customerId)
}

/** Forgets what imports changed of customers, and returns the rows that did. */
export async function forgetChanges(
  tx: Tx,
  customerIds: readonly string[],
): Promise<{ importId: string; rowNo: number }[]> {
  return rows(
    tx,
    sql<{ importId: string; rowNo: number }>`update customer_arrival set changes = '[]', reasons = '[]'
      where org_id = ${tx.orgId} and customer_id = any(${[...customerIds]}::uuid[])
      returning import_id, row_no`,
  )
}
