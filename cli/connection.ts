import path from 'node:path'
import type pg from 'pg'
import type { Config } from '../server/config.ts'
import { connectionTo, startEmbedded } from '../server/db/embedded.ts'
import { AlreadyRunning, lockDataDir } from '../server/db/lock.ts'

/**
 * Gives `work` a way to the database: DATABASE_URL; else the server that a running Sluice has started; else the data
 * directory's own server, started for as long as `work` takes.
 */
export async function withConnection<T>(
  config: Config,
  work: (connection: pg.PoolConfig) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl) return work({ connectionString: config.databaseUrl })
  const dir = path.join(config.dataDir, 'postgres')
  const lock = lockOrRunning(config.dataDir)
  if (!lock) return work(connectionTo(dir))
  try {
    const server = await startEmbedded({ dir })
    try {
      return await work(server.connection)
    } finally {
      await server.stop()
    }
  } finally {
    lock.release()
  }
}

function lockOrRunning(dataDir: string): { release(): void } | undefined {
  try {
    return lockDataDir(dataDir)
  } catch (error) {
    if (error instanceof AlreadyRunning) return undefined
    throw error
  }
}
