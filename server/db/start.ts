import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Config } from '../config.ts'
import { type Db, openDb } from './db.ts'
import { type Embedded, startEmbedded } from './embedded.ts'
import { lockDataDir } from './lock.ts'
import { migrate } from './migrate.ts'

/** The database this Sluice works on, up and migrated. */
export interface Database {
  readonly db: Db
  /** For whatever opens connections of its own: LISTEN, a worker thread. */
  readonly connection: pg.PoolConfig
  /** Closes the pools (after what they are doing) and ends the embedded server. */
  stop(): Promise<void>
}

interface Log {
  warn(message: string): void
}

/**
 * Opens DATABASE_URL, else locks the data directory and starts the embedded server in it; then migrates.
 * Throws AlreadyRunning when another Sluice has the data directory, and whatever `migrate` refuses.
 */
export async function startDatabase(config: Config, log: Log): Promise<Database> {
  const server = config.databaseUrl ? external(config.databaseUrl) : await keepEmbedded(config.dataDir, log)
  const onError = (error: Error) => log.warn(`lost a database connection: ${error.message}`)
  const db = openDb(server.connection, { poolSize: config.poolSize, onError })
  const stop = () => db.close().finally(server.stop)
  try {
    await migrate(db.ownerPool)
  } catch (error) {
    await stop()
    throw error
  }
  return { db, connection: server.connection, stop }
}

type Server = Pick<Embedded, 'connection' | 'stop'>

function external(connectionString: string): Server {
  return { connection: { connectionString }, stop: async () => undefined }
}

async function keepEmbedded(dataDir: string, log: Log): Promise<Server> {
  const lock = lockDataDir(dataDir)
  let stopping = false
  const start = () =>
    startEmbedded({ dir: join(dataDir, 'postgres'), onExit: (reason) => void restart(reason) })
  let server = start()
  // Somebody killed it, or memory ran out: what was committed is safe, so start again rather than stay dead.
  const restart = async (reason: string, wait = 100): Promise<void> => {
    log.warn(`PostgreSQL ${reason}; starting it again`)
    await sleep(wait)
    if (stopping) return
    server = start()
    const again = (error: Error) =>
      restart(`did not come back (${error.message})`, Math.min(wait * 2, 30_000))
    await server.then(() => undefined, again)
  }
  const stop = async () => {
    stopping = true
    const running = await server.catch(() => undefined)
    await running?.stop()
    lock.release()
  }
  const { connection } = await server.catch((error: Error) => {
    lock.release()
    throw error
  })
  return { connection, stop }
}
