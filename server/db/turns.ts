import {
  type CompiledQuery,
  type DatabaseConnection,
  DummyDriver,
  Kysely,
  type KyselyPlugin,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import type pg from 'pg'

/** The connection of one transaction, which everything in it uses one after the other. */
export interface Turns {
  take<T>(use: (client: pg.PoolClient) => Promise<T>): Promise<T>
  /** Waits for what was begun; whoever asks later is refused. */
  end(): Promise<void>
}

/**
 * One statement at a time, in the order asked: pg is giving up its own queue, and a Tx kept beyond its end
 * would otherwise write into whichever transaction has that connection next.
 */
export function takeTurns(client: pg.PoolClient): Turns {
  let last: Promise<unknown> = Promise.resolve()
  let over = false
  return {
    take(use) {
      if (over) return Promise.reject(new Error('the transaction is over'))
      const turn = last.then(() => use(client))
      last = turn.catch(() => undefined)
      return turn
    },
    async end() {
      over = true
      await last
    },
  }
}

export interface QueryOptions {
  readonly plugins: KyselyPlugin[]
  /** What PostgreSQL is to call the statement, so that it is planned once for the connection; none: planned each time. */
  readonly nameOf?: (text: string) => string | undefined
}

/** A Kysely whose every query runs on that one connection. */
export function queriesOn<DB>(turns: Turns, { plugins, nameOf = () => undefined }: QueryOptions): Kysely<DB> {
  const dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new OneConnection(turns, nameOf),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
  return new Kysely<DB>({ dialect, plugins })
}

class OneConnection extends DummyDriver {
  readonly #connection: DatabaseConnection

  constructor(turns: Turns, nameOf: (text: string) => string | undefined) {
    super()
    this.#connection = {
      executeQuery: <R>({ sql, parameters }: CompiledQuery) =>
        turns.take((client) => execute<R>(client, { name: nameOf(sql), text: sql, values: [...parameters] })),
      streamQuery: () => {
        throw new Error('a cursor needs the connection to itself: onConnection')
      },
    }
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection
  }

  override async beginTransaction(): Promise<void> {
    throw new Error('already inside a transaction')
  }
}

async function execute<R>(client: pg.PoolClient, query: Statement): Promise<QueryResult<R>> {
  const { command, rowCount, rows } = await client.query<R & pg.QueryResultRow>(query)
  return command === 'SELECT' ? { rows } : { rows, numAffectedRows: BigInt(rowCount ?? 0) }
}

interface Statement {
  readonly name: string | undefined
  readonly text: string
  readonly values: unknown[]
}
