import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'

interface Concerned {
  readonly rows: readonly { readonly importId: string; readonly rowNo: number }[]
  readonly leadIds: readonly string[]
  readonly customerIds: readonly string[]
}

/** Empties the staged rows that brought somebody, or were expected to: their cells, and what was said of them. */
export async function eraseRows(tx: Tx, concerned: Concerned): Promise<void> {
  const came = concerned.rows.map(({ importId, rowNo }) => ({ import_id: importId, row_no: rowNo }))
  const empty = sql`cells = '[]', reasons = null, meant = null, keys = '{}'`
  await rows(
    tx,
    sql`update import_row set ${empty}
      from jsonb_to_recordset(${JSON.stringify(came)}::jsonb) as came (import_id uuid, row_no int)
      where import_row.org_id = ${tx.orgId} and import_row.import_id = came.import_id and import_row.row_no = came.row_no`,
  )
  await rows(
    tx,
    sql`update import_row set ${empty}
      where org_id = ${tx.orgId} and (twin_lead_id = any(${[...concerned.leadIds]}::uuid[])
        or twin_customer_id = any(${[...concerned.customerIds]}::uuid[]))`,
  )
}
