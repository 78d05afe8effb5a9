import { type RawBuilder, sql } from 'kysely'
import { copyInto } from './copy.ts'
import { rows, type Tx } from './db.ts'

/** Below this COPY's three extra round trips cost more than it saves. */
const COPY_FROM = 300

type Row = readonly unknown[]

interface Insert {
  readonly table: string
  readonly columns: readonly string[]
  readonly values: readonly Row[]
}

const heldBack = new WeakMap<Tx, Insert[]>()

/**
 * Inserts rows given as arrays in the order of `columns` (org_id among them): one statement for a few,
 * COPY for many. Bytes are Buffers, json anything JSON does, moments Dates.
 */
export async function insertRows(
  tx: Tx,
  table: string,
  columns: readonly string[],
  values: readonly Row[],
): Promise<void> {
  if (values.length === 0) return
  const insert = { table, columns, values }
  const held = heldBack.get(tx)
  if (held) held.push(insert)
  else await write(tx, [insert])
}

/**
 * Runs `run` and writes all that it inserts at its end, few rows of many tables in one statement: a lead that
 * arrives alone costs one round trip, not ten. Until then nothing of it can be read.
 */
export async function together(tx: Tx, run: () => Promise<void>): Promise<void> {
  const held: Insert[] = []
  heldBack.set(tx, held)
  try {
    await run()
  } finally {
    heldBack.delete(tx)
  }
  await write(tx, held)
}

async function write(tx: Tx, inserts: readonly Insert[]): Promise<void> {
  const few = inserts.filter(({ values }) => values.length < COPY_FROM)
  if (few.length > 0) {
    const parts = few.map((insert, i) => sql`${sql.raw(`part_${i}`)} as (${insertFew(insert)})`)
    await rows(tx, sql`with ${sql.join(parts)} select`)
  }
  for (const { table, columns, values } of inserts) {
    if (values.length >= COPY_FROM) await copyInto(tx, table, columns, values)
  }
}

function insertFew({ table, columns, values }: Insert): RawBuilder<unknown> {
  const records = values.map((row) => Object.fromEntries(columns.map((column, i) => [column, wire(row[i])])))
  const target = sql.table(table)
  const named = sql.join(columns.map((column) => sql.ref(column)))
  return sql`insert into ${target} (${named})
    select ${named} from jsonb_populate_recordset(null::${target}, ${JSON.stringify(records)}::jsonb)`
}

function wire(value: unknown): unknown {
  return Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : value
}
