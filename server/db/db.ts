import { setTimeout as sleep } from 'node:timers/promises'
import { CamelCasePlugin, Kysely, PostgresDialect, type RawBuilder } from 'kysely'
import pg from 'pg'
import { isUuid } from './id.ts'
import { preparedName } from './prepared.ts'
import type { DB } from './schema.ts'
import { queriesOn, takeTurns, type Turns } from './turns.ts'
import { columnTypes } from './types.ts'

/**
 * The open database, through two doors. `app` and every `Tx` are the role sluice_app, which sees one
 * organisation's rows; `owner` is who the tables belong to: migrations, jobs, sweeps over organisations.
 */
export interface Db {
  readonly app: Kysely<DB>
  readonly appPool: pg.Pool
  readonly owner: Kysely<DB>
  readonly ownerPool: pg.Pool
  close(): Promise<void>
}

/** One transaction of one organisation. Of no use once `inTransaction` has returned. */
export interface Tx {
  readonly orgId: string
  readonly q: Kysely<DB>
}

export interface DbOptions {
  /** Connections of the app role; the owner's pool gets as many again. */
  poolSize?: number
  /** Told of connections lost while idle: nobody's query fails by it, so nobody else would say so. */
  onError?: (error: Error) => void
}

const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true })
const plugins = [camelCase]

/** Opens the pools (lazily: nothing connects yet). The role sluice_app must exist before `app` is used: `migrate`. */
export function openDb(connection: pg.PoolConfig, { poolSize = 10, onError }: DbOptions = {}): Db {
  let closing = false // pools end before their sockets do: a server that stops meanwhile is no news
  const report = (error: Error) => (closing ? undefined : onError?.(error))
  const ownerPool = openPool({ ...connection, max: poolSize }, report)
  const appPool = openPool({ ...asAppRole(connection), max: poolSize, pipeline: true }, report)
  return {
    app: new Kysely({ dialect: new PostgresDialect({ pool: appPool }), plugins }),
    appPool,
    owner: new Kysely({ dialect: new PostgresDialect({ pool: ownerPool }), plugins }),
    ownerPool,
    async close() {
      closing = true
      await Promise.all([appPool.end(), ownerPool.end()])
    },
  }
}

function openPool(config: pg.PoolConfig, report: (error: Error) => void): pg.Pool {
  const pool = new pg.Pool({ ...config, types: columnTypes })
  // Without a listener on both, a server that restarts would end this process by an unhandled 'error'.
  pool.on('error', report)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

function asAppRole(connection: pg.PoolConfig): pg.PoolConfig {
  const option = '-c role=sluice_app'
  if (!connection.connectionString)
    return { ...connection, options: [connection.options, option].join(' ').trim() }
  const url = new URL(connection.connectionString) // what stands in the URL beats pg's own `options`
  url.searchParams.set('options', `${url.searchParams.get('options') ?? ''} ${option}`.trim())
  return { ...connection, connectionString: url.href }
}

const ATTEMPTS = 5

/**
 * Runs `run` in one transaction as sluice_app with the organisation set, and commits what it did. When
 * PostgreSQL picked the transaction as the victim of a deadlock or of a serialization conflict, it is run
 * again from the start, up to four times: so `run` must do nothing outside the database.
 */
export async function inTransaction<T>(db: Db, orgId: string, run: (tx: Tx) => Promise<T>): Promise<T> {
  if (!isUuid(orgId)) throw new TypeError('inTransaction: the organisation is not a UUID')
  for (let attempt = 1; ; attempt++) {
    try {
      return await tryOnce(db.appPool, orgId, run)
    } catch (error) {
      if (attempt === ATTEMPTS || !lostTheRace(error)) throw error
      await sleep(Math.random() * 10 * 2 ** attempt)
    }
  }
}

function lostTheRace(error: unknown): boolean {
  return (
    outdated(error) ||
    (error instanceof pg.DatabaseError && (error.code === '40001' || error.code === '40P01'))
  )
}

/** A newer release has added to a table while this one runs: what the connection has prepared is of no use any more. */
function outdated(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && error.routine === 'RevalidateCachedQuery'
}

async function tryOnce<T>(pool: pg.Pool, orgId: string, run: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  const turns = takeTurns(client)
  let broken: Error | undefined
  try {
    const begun = turns.ask({ text: `begin; set local app.org_id = '${orgId}'` })
    begun.catch(() => undefined) // told below, once all that went out with it is answered
    const tx: Tx = { orgId, q: queriesOn<DB>(turns, { plugins, nameOf: preparedName }) }
    turnsOf.set(tx, turns)
    const result = await run(tx)
    await turns.end()
    await begun
    // A failed statement that `run` swallowed leaves only a rollback, which COMMIT then reports as success.
    const { command } = await client.query('commit')
    if (command !== 'COMMIT')
      throw new Error('the transaction was aborted by an error that its caller swallowed')
    return result
  } catch (error) {
    await turns.end()
    await client.query('rollback').catch((cause: Error) => (broken = cause))
    if (outdated(error)) broken = error
    throw error
  } finally {
    client.release(broken)
  }
}

const turnsOf = new WeakMap<Tx, Turns>()

/** Gives `use` the transaction's connection alone: whatever else the transaction runs meanwhile waits. */
export function onConnection<T>(tx: Tx, use: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const turns = turnsOf.get(tx)
  if (!turns) throw new Error('not a transaction of inTransaction')
  return turns.take(use)
}

/** The rows of a `sql` template, camelCase, inside the transaction; asked in the order called, awaited or not. */
export async function rows<T>(tx: Tx, query: RawBuilder<T>): Promise<T[]> {
  return read(tx, query, preparedName)
}

/** Sends a statement before it first waits, so that those of one tick go out together and in their order. */
async function read<T>(
  tx: Tx,
  query: RawBuilder<T>,
  nameOf: (text: string) => string | undefined,
): Promise<T[]> {
  const turns = turnsOf.get(tx)
  if (!turns) throw new Error('not a transaction of inTransaction')
  const { sql: text, parameters, queryId } = query.compile(tx.q)
  const result = await turns.ask<T & pg.QueryResultRow>({ name: nameOf(text), text, values: [...parameters] })
  return (await camelCase.transformResult({ queryId, result })).rows as T[]
}

/**
 * As `rows`, planned for its very values: a list's conditions fit one lead or a million, and what suits the one ruins
 * the other.
 */
export async function rowsAfresh<T>(tx: Tx, query: RawBuilder<T>): Promise<T[]> {
  return read(tx, query, () => undefined)
}

/** The first row of a `sql` template, or undefined. */
export async function one<T>(tx: Tx, query: RawBuilder<T>): Promise<T | undefined> {
  return (await rows(tx, query))[0]
}
