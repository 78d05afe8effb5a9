import path from 'node:path'
import type pg from 'pg'
import type { Config } from '../server/config.ts'
import { connectionTo, startEmbedded } from '../server/db/embedded.ts'
import { AlreadyRunning, lockDataDir } from '../server/db/lock.ts'

/**
 * Gives `use` a way to the database: DATABASE_URL; else the server that a running Sluice has started; else the data
 * directory's own server, started for as long as `use` takes.
 */
export async function withConnection<T>(
  config: Config,
  use: (connection: pg.PoolConfig) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl) return use({ connectionString: config.databaseUrl })
  const dir = path.join(config.dataDir, 'postgres')
  const lock = lockOrRunning(config.dataDir)
  if (!lock) return use(connectionTo(dir))
  try {
    const server = await startEmbedded({ dir })
    try {
      return await use(server.connection)
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
