import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'
import { type Customer, customerKeys } from '../decide/customer.ts'

interface Key {
  readonly key: string
  readonly customer_id: string
}

/** Gives customers keys that they may have already. */
export async function addKeys(tx: Tx, held: readonly Key[]): Promise<void> {
  if (held.length === 0) return
  await rows(
    tx,
    sql`insert into customer_key (org_id, key, customer_id)
      select ${tx.orgId}, key, customer_id
      from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as held (key text, customer_id uuid)
      on conflict do nothing`,
  )
}

/** Takes keys from customers. */
export async function dropKeys(tx: Tx, gone: readonly Key[]): Promise<void> {
  await rows(
    tx,
    sql`delete from customer_key
      using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as gone (key text, customer_id uuid)
      where customer_key.org_id = ${tx.orgId} and customer_key.key = gone.key
        and customer_key.customer_id = gone.customer_id`,
  )
}

/**
 * Gives the customers behind `after` the keys that the code of today makes of them, beside those they have. Returns the
 * last one's id and how many they were.
 */
export async function rekeyCustomers(
  tx: Tx,
  { after, most }: { readonly after: string | null; readonly most: number },
): Promise<{ last: string | null; count: number }> {
  const held = await rows(
    tx,
    sql<Customer>`select * from customer where org_id = ${tx.orgId} and (${after}::uuid is null or customer_id > ${after}::uuid)
      order by customer_id limit ${most} for share`,
  )
  await addKeys(
    tx,
    held.flatMap((one) => customerKeys(one).all.map((key) => ({ key, customer_id: one.customerId }))),
  )
  return { last: held.at(-1)?.customerId ?? null, count: held.length }
}
