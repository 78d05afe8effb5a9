import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { ensureAppRole, secure } from './secure.ts'

const OLDEST = 15
// Any constant will do, as long as every Sluice asks for the same one.
const LOCK = 7_558_425

interface Migration {
  version: number
  name: string
}

/**
 * Brings the database up to this code: the role sluice_app, every numbered file of `dir` not yet applied (each
 * in a transaction of its own) and the second lock on every table. Returns the versions applied now; may be
 * run by several processes at once. `upTo` stops at an older version, for a snapshot of it to be loaded. Throws for a server older than 15 and for a database newer than the code.
 */
export async function migrate(
  pool: pg.Pool,
  dir = join(import.meta.dirname, 'migrations'),
  upTo = Infinity,
): Promise<number[]> {
  const client = await pool.connect()
  try {
    await refuseOldServer(client)
    await client.query('select pg_advisory_lock($1)', [LOCK])
    return await bringUp(
      client,
      migrationsIn(dir).filter(({ version }) => version <= upTo),
      dir,
    )
  } finally {
    client.release(true) // the lock goes with the connection, even when the unlocking would have failed
  }
}

async function bringUp(client: pg.PoolClient, migrations: Migration[], dir: string): Promise<number[]> {
  await ensureAppRole(client)
  const held = await heldVersion(client)
  const newest = migrations.at(-1)?.version ?? 0
  if (held > newest) {
    throw new Error(
      `The database is at schema version ${held}, this release of Sluice knows only ${newest}. ` +
        'Start the release that brought it there, or a newer one.',
    )
  }
  const missing = migrations.filter(({ version }) => version > held)
  for (const migration of missing) await apply(client, dir, migration)
  await secure(client)
  return missing.map(({ version }) => version)
}

/** The schema's version: of the newest migration applied, 0 for none. */
export async function heldVersion(client: pg.PoolClient | pg.Pool): Promise<number> {
  await client.query(`create table if not exists schema_version (
    version integer primary key, name text not null, applied_at timestamptz not null default now())`)
  const { rows } = await client.query<{ version: number }>(
    'select coalesce(max(version), 0) as version from schema_version',
  )
  return rows[0]?.version ?? 0
}

async function refuseOldServer(client: pg.PoolClient): Promise<void> {
  const { rows } = await client.query<{ version: string }>(
    "select current_setting('server_version_num') as version",
  )
  const version = Math.floor(Number(rows[0]?.version) / 10_000)
  if (version < OLDEST)
    throw new Error(`DATABASE_URL is PostgreSQL ${version}: Sluice needs ${OLDEST} or newer.`)
}

function migrationsIn(dir: string): Migration[] {
  return readdirSync(dir)
    .filter((name) => /^\d{4}_\w+\.sql$/.test(name))
    .toSorted()
    .map((name) => ({ version: Number(name.slice(0, 4)), name }))
}

async function apply(client: pg.PoolClient, dir: string, { version, name }: Migration): Promise<void> {
  try {
    await client.query('begin')
    await client.query(readFileSync(join(dir, name), 'utf8'))
    await client.query('insert into schema_version (version, name) values ($1, $2)', [version, name])
    await client.query('commit')
  } catch (cause) {
    await client.query('rollback')
    throw new Error(`Migration ${name} failed: ${(cause as Error).message}`, { cause })
  }
}
