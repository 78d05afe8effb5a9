import type { Duplex } from 'node:stream'
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

/** What one statement is: a name where PostgreSQL is to keep its plan for the connection. */
export interface Statement {
  readonly name?: string | undefined
  readonly text: string
  readonly values?: unknown[]
}

/** The connection of one transaction. */
export interface Turns {
  /** Runs a statement after those asked before it, without waiting for their answers: asked together, one trip serves all. */
  ask<R extends pg.QueryResultRow>(statement: Statement): Promise<pg.QueryResult<R>>
  /** The connection alone, once all that was asked before is answered; whatever is asked meanwhile comes after. */
  take<T>(use: (client: pg.PoolClient) => Promise<T>): Promise<T>
  /** Waits for what was begun; whoever asks later is refused. */
  end(): Promise<void>
}

/** What pg has and its types do not tell. */
interface Wire {
  pipeline: boolean
  readonly connection: { readonly stream: Duplex }
}

/**
 * Statements go out in the order asked, each tick's in one write: a trip to the server takes longer than most of them.
 * A Tx kept beyond its end is refused, for it would write into whichever transaction has that connection next.
 */
export function takeTurns(client: pg.PoolClient): Turns {
  const wire = client as unknown as Wire
  let answered: Promise<unknown> = Promise.resolve()
  let alone: Promise<unknown> | undefined
  let over = false
  let gathering = false
  const gather = () => {
    if (gathering) return
    gathering = true
    wire.connection.stream.cork()
    process.nextTick(() => {
      gathering = false
      wire.connection.stream.uncork()
    })
  }
  const send = <R extends pg.QueryResultRow>(statement: Statement) => {
    gather()
    return client.query<R>(statement)
  }
  return {
    ask<R extends pg.QueryResultRow>(statement: Statement) {
      if (over) return Promise.reject(new Error('the transaction is over'))
      const answer = alone ? alone.then(() => send<R>(statement)) : send<R>(statement)
      answered = Promise.allSettled([answered, answer])
      return answer
    },
    take(use) {
      if (over) return Promise.reject(new Error('the transaction is over'))
      const turn = answered.then(async () => {
        wire.pipeline = false // COPY speaks a protocol of its own
        try {
          return await use(client)
        } finally {
          wire.pipeline = true
        }
      })
      const done: Promise<void> = turn
        .then(
          () => undefined,
          () => undefined,
        )
        .then(() => {
          if (alone === done) alone = undefined
        })
      answered = alone = done
      return turn
    },
    async end() {
      over = true
      await answered
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
      executeQuery: async <R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> => {
        const statement = { name: nameOf(sql), text: sql, values: [...parameters] }
        const { command, rowCount, rows } = await turns.ask<R & pg.QueryResultRow>(statement)
        return command === 'SELECT' ? { rows } : { rows, numAffectedRows: BigInt(rowCount ?? 0) }
      },
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
