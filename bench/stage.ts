import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { type Db, openDb } from '../server/db/db.ts'
import { startEmbedded } from '../server/db/embedded.ts'
import { migrate } from '../server/db/migrate.ts'
import { migrateJobs } from '../server/jobs/schema.ts'

/** A durable database of its own on disk, as a user's would be; gone after the bench. */
export function withDatabase<T>(run: (db: Db) => Promise<T>): Promise<T> {
  return withNewDir(async (dir) => {
    const server = await startEmbedded({ dir: path.join(dir, 'pg') })
    const db = openDb(server.connection) // as many connections as a server has: all beyond wait, as its callers do
    try {
      await migrate(db.ownerPool)
      await migrateJobs(db.ownerPool)
      return await run(db)
    } finally {
      await db.close()
      await server.stop()
    }
  })
}

export interface Served {
  readonly url: string
  readonly apiKey: string
  readonly orgId: string
  readonly logins: readonly { email: string; password: string; userId: string }[]
}

/** A whole Sluice in a process of its own, as its users run it; stopped and gone after the bench. */
export function withServer<T>(run: (served: Served) => Promise<T>): Promise<T> {
  return withNewDir(async (dir) => {
    const child = spawn(process.execPath, [path.join(import.meta.dirname, 'serve.ts')], {
      env: { ...process.env, DATA_DIR: dir, LOG_LEVEL: 'error' },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    try {
      for await (const line of createInterface({ input: child.stdout })) {
        if (line.startsWith('{')) return await run(JSON.parse(line) as Served)
      }
      throw new Error('the server ended before it was ready')
    } finally {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      await ended
    }
  })
}

/** A folder on disk, gone after the bench. */
export async function withNewDir<T>(run: (dir: string) => Promise<T>): Promise<T> {
  const dir = await newDir()
  try {
    return await run(dir)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

async function newDir(): Promise<string> {
  const base = path.join(import.meta.dirname, '..', '.cache')
  await mkdir(base, { recursive: true })
  return mkdtemp(path.join(base, 'bench-'))
}
