import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { migrate } from './migrate.ts'

// A snapshot is gzipped text: a line of JSON saying what it is; then for each table a line of JSON naming it and its
// columns, its rows as COPY writes them (the same text in every PostgreSQL since 9), and `\.`; at last a line that says
// the file is whole.
const FORMAT = 'sluice-snapshot-1'
const END = String.raw`\.`

interface Head {
  readonly format: string
  readonly schemaVersion: number
  readonly postgres: string
  readonly takenAt: string
}

interface Table {
  readonly schema: string
  readonly name: string
  readonly columns: readonly string[]
}

/** What a snapshot held or gave back. */
export interface Tally {
  readonly tables: number
  readonly rows: number
  readonly schemaVersion: number
}

/**
 * Writes everything Sluice keeps into one file, as it stood at one moment, while the server goes on. The file appears
 * whole or not at all. Waiting jobs are not in it: they are derived from the tables and made again.
 */
export async function takeSnapshot(connection: pg.PoolConfig, file: string): Promise<Tally> {
  const client = new pg.Client(connection)
  await client.connect()
  const partial = `${file}.partial`
  try {
    await client.query('begin isolation level repeatable read read only')
    const schemaVersion = await versionOf(client)
    const tables = await tablesOf(client)
    let rows = 0
    const head = {
      format: FORMAT,
      schemaVersion,
      postgres: await serverVersion(client),
      takenAt: new Date().toISOString(),
    }
    async function* parts(): AsyncGenerator<string | Buffer> {
      yield `${JSON.stringify(head satisfies Head)}\n`
      for (const table of tables) {
        yield `${JSON.stringify(table)}\n`
        const copy = client.query(
          // COPY reads a table in partitions by a query only.
          copyTo(
            `copy (select ${table.columns.map(pg.escapeIdentifier).join(', ')} from ${nameOf(table)}) to stdout`,
          ),
        )
        for await (const chunk of copy) yield chunk as Buffer
        rows += copy.rowCount
        yield `${END}\n`
      }
      yield `${JSON.stringify({ whole: true, rows })}\n`
    }
    await pipeline(
      Readable.from(parts()),
      createGzip({ level: 6 }),
      createWriteStream(partial, { mode: 0o600 }),
    )
    await flush(partial)
    await rename(partial, file)
    return { tables: tables.length, rows, schemaVersion }
  } catch (error) {
    await rm(partial, { force: true })
    throw error
  } finally {
    await client.end()
  }
}

/**
 * Loads a snapshot into an empty database, in one transaction, then brings it up to this code's schema. Refuses a file that
 * is cut or of a newer release, and a database that has organisations in it: nothing is ever overwritten.
 */
export async function restoreSnapshot(connection: pg.PoolConfig, file: string): Promise<Tally> {
  const lines = linesOf(createReadStream(file).pipe(createGunzip()))
  const head = readHead((await lines.next()).value ?? undefined)
  const pool = new pg.Pool({ ...connection, max: 1 })
  try {
    await migrate(pool, undefined, head.schemaVersion)
    const client = await pool.connect()
    try {
      await refuseFull(client)
      await client.query('begin')
      const tally = await load(client, lines)
      await client.query('commit')
      return { ...tally, schemaVersion: head.schemaVersion }
    } catch (error) {
      await client.query('rollback')
      throw error
    } finally {
      client.release()
      await migrate(pool)
    }
  } finally {
    await pool.end()
  }
}

type Lines = AsyncGenerator<string, undefined>

// Not node:readline: it also ends lines at U+2028, which people's notes have in them.
async function* linesOf(chunks: AsyncIterable<Buffer>): Lines {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest) yield rest
}

async function load(client: pg.PoolClient, lines: Lines): Promise<Omit<Tally, 'schemaVersion'>> {
  let [tables, rows] = [0, 0]
  for (;;) {
    const { value, done } = await lines.next()
    if (done) throw new Error('The snapshot is cut short: its end is missing. Nothing was restored.')
    const line = JSON.parse(value) as Table | { whole: true; rows: number }
    if ('whole' in line) {
      if (line.rows !== rows)
        throw new Error(`The snapshot says ${line.rows} rows and holds ${rows}. Nothing was restored.`)
      return { tables, rows }
    }
    const copy = client.query(
      copyFrom(`copy ${nameOf(line)} (${line.columns.map(pg.escapeIdentifier).join(', ')}) from stdin`),
    )
    await pipeline(Readable.from(rowsOf(lines)), joined(), copy)
    rows += copy.rowCount
    tables += 1
  }
}

async function* rowsOf(lines: Lines): AsyncGenerator<string> {
  for (;;) {
    const { value, done } = await lines.next()
    if (done) throw new Error('The snapshot is cut short in the middle of a table. Nothing was restored.')
    if (value === END) return
    yield value
  }
}

// Rows by the chunk: one write a line costs more than the line.
function joined(): Transform {
  let text = ''
  return new Transform({
    writableObjectMode: true,
    transform(line: string, _, next) {
      text += `${line}\n`
      if (text.length < 65_536) return next()
      next(null, text)
      text = ''
    },
    flush: (next) => next(null, text),
  })
}

function readHead(line: string | undefined): Head {
  const head = line?.startsWith('{') ? (JSON.parse(line) as Head) : undefined
  if (head?.format !== FORMAT) throw new Error('This is no snapshot of Sluice.')
  return head
}

async function refuseFull(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query('select 1 from org limit 1')
  if (rows.length > 0)
    throw new Error('The database is not empty. Restore into a new data directory or database.')
}

async function versionOf(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    'select max(version) as version from schema_version',
  )
  return rows[0]?.version ?? 0
}

async function serverVersion(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  return rows[0]?.server_version ?? ''
}

/** Every table of ours and of the sign-in but what a database notes of itself, its migrations and editions; each after those its foreign keys point at. */
async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table & { needs: string[]; key: string }>(`
    select c.oid::text as key, n.nspname as schema, c.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select confrelid::text from pg_constraint
        where conrelid = c.oid and contype = 'f' and confrelid <> c.oid) as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p') and c.relname not in ('schema_version', 'edition')
    order by 2, 3`)
  const ordered = new Map<string, Table>()
  const place = (table: (typeof rows)[number]) => {
    if (ordered.has(table.key)) return
    for (const need of table.needs) for (const other of rows) if (other.key === need) place(other)
    ordered.set(table.key, { schema: table.schema, name: table.name, columns: table.columns })
  }
  rows.forEach(place)
  return [...ordered.values()]
}

function nameOf({ schema, name }: Pick<Table, 'schema' | 'name'>): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  await handle.sync()
  await handle.close()
}
