import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { type Encode, encoderFor } from './copytext.ts'
import { onConnection, type Tx } from './db.ts'

type Row = readonly unknown[]

/**
 * Writes rows by COPY, the fastest way in, inside the transaction; returns how many. Row-level security
 * refuses COPY, so for this one statement the transaction is the tables' owner again: hence org_id must be
 * among the columns, and a row of another organisation is an error. Values are encoded by the columns'
 * types; `date` takes 'YYYY-MM-DD', json takes anything JSON does, null is null.
 */
export function copyInto(
  tx: Tx,
  table: string,
  columns: readonly string[],
  values: Iterable<Row>,
): Promise<number> {
  const place = columns.indexOf('org_id')
  if (place < 0) return Promise.reject(new Error(`copyInto ${table}: org_id is not among the columns`))
  return onConnection(tx, async (client) => {
    const encoders = await encodersOf(client, table, columns)
    await client.query('set local role none')
    const copy = client.query(copyFrom(`copy ${quote(table)} (${columns.map(quote).join(', ')}) from stdin`))
    await pipeline(Readable.from(chunks(own(values, place, tx.orgId), encoders), { objectMode: true }), copy)
    await client.query('set local role sluice_app') // after a failed COPY the rollback does it
    return copy.rowCount
  })
}

function* own(values: Iterable<Row>, place: number, orgId: string): Iterable<Row> {
  for (const row of values) {
    if (row[place] !== orgId) throw new Error('copyInto: a row of another organisation')
    yield row
  }
}

const CHUNK = 64 * 1024 // characters: large enough that a write costs nothing, small enough to stay in cache

function* chunks(values: Iterable<Row>, encoders: readonly Encode[]): Iterable<Buffer> {
  let text = ''
  for (const row of values) {
    if (row.length !== encoders.length)
      throw new Error(`copyInto: ${row.length} values for ${encoders.length} columns`)
    for (let i = 0; i < encoders.length; i++) {
      const value = row[i]
      if (i > 0) text += '\t'
      text += value === null || value === undefined ? '\\N' : (encoders[i] as Encode)(value)
    }
    text += '\n'
    if (text.length < CHUNK) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text) yield Buffer.from(text)
}

// Per connection: a table's columns cannot change under it but by a migration, which comes before the pool.
const known = new WeakMap<pg.PoolClient, Map<string, Map<string, string>>>()

async function encodersOf(
  client: pg.PoolClient,
  table: string,
  columns: readonly string[],
): Promise<Encode[]> {
  const tables = known.get(client) ?? new Map<string, Map<string, string>>()
  known.set(client, tables)
  const types = tables.get(table) ?? (await typesOf(client, table))
  tables.set(table, types)
  return columns.map((column) => {
    const type = types.get(column)
    if (!type) throw new Error(`copyInto ${table}: no column ${column}`)
    return encoderFor(type)
  })
}

async function typesOf(client: pg.PoolClient, table: string): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; type: string }>(
    `select attname as name, format_type(atttypid, null) as type from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
    [quote(table)],
  )
  return new Map(rows.map(({ name, type }) => [name, type]))
}

function quote(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join('.')
}
