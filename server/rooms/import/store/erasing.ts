import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'

interface Concerned {
  readonly rows: readonly { readonly importId: string; readonly rowNo: number }[]
  readonly leadIds: readonly string[]
  readonly customerIds: readonly string[]
}

/**
 * Empties the staged rows that brought somebody, or were expected to: their cells, and what was said of them; and the samples
 * of the files they came in.
 */
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
  await eraseSamples(tx, concerned.rows)
}

/** Forgets the first values of each column, kept for whoever maps them, of the files that rows came in. */
async function eraseSamples(tx: Tx, came: Concerned['rows']): Promise<void> {
  const importIds = [...new Set(came.map(({ importId }) => importId))]
  await rows(
    tx,
    sql`update import set mapping = (
        select coalesce(jsonb_agg(mapped || '{"samples": []}' order by place), '[]')
        from jsonb_array_elements(mapping) with ordinality as told (mapped, place))
      where org_id = ${tx.orgId} and import_id = any(${importIds}::uuid[])`,
  )
}

/** Empties what the columns of the referrer hold in staged rows, and the samples of their files. */
export async function eraseReferrers(tx: Tx, came: Concerned['rows']): Promise<void> {
  const those = came.map(({ importId, rowNo }) => ({ import_id: importId, row_no: rowNo }))
  await rows(
    tx,
    sql`update import_row set cells = (
        select jsonb_agg(case when exists (
            select from jsonb_array_elements(import.mapping) as mapped
            where mapped ->> 'field' = 'referrer' and (mapped ->> 'index')::int = place - 1
          ) then '""' else cell end order by place)
        from jsonb_array_elements(import_row.cells) with ordinality as told (cell, place))
      from jsonb_to_recordset(${JSON.stringify(those)}::jsonb) as came (import_id uuid, row_no int)
      join import on import.org_id = ${tx.orgId} and import.import_id = came.import_id
      where import_row.org_id = ${tx.orgId} and import_row.import_id = came.import_id and import_row.row_no = came.row_no
        and jsonb_array_length(import_row.cells) > 0`,
  )
  await eraseSamples(tx, came)
}
