import { sql } from 'kysely'
import { copyInto } from './copy.ts'
import { rows, type Tx } from './db.ts'

/** Below this COPY's three extra round trips cost more than it saves. */
const COPY_FROM = 40

/**
 * Inserts rows given as arrays in the order of `columns` (org_id among them): one statement for a few,
 * COPY for many. Bytes are Buffers, json anything JSON does, moments Dates.
 */
export async function insertRows(
  tx: Tx,
  table: string,
  columns: readonly string[],
  values: readonly (readonly unknown[])[],
): Promise<void> {
  if (values.length === 0) return
  if (values.length >= COPY_FROM) return void (await copyInto(tx, table, columns, values))
  const records = values.map((row) => Object.fromEntries(columns.map((column, i) => [column, wire(row[i])])))
  const target = sql.table(table)
  const named = sql.join(columns.map((column) => sql.ref(column)))
  await rows(
    tx,
    sql`insert into ${target} (${named})
        select ${named} from jsonb_populate_recordset(null::${target}, ${JSON.stringify(records)}::jsonb)`,
  )
}

function wire(value: unknown): unknown {
  return Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value
}
