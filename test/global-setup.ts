import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDb } from '../server/db/db.ts'
import { type Embedded, startEmbedded } from '../server/db/embedded.ts'
import { migrate } from '../server/db/migrate.ts'
import { migrateJobs } from '../server/jobs/schema.ts'

/** A server the tests may run on: how to reach it, and which major version it is. */
export interface TestServer {
  version: number
  connection: { host: string; user: string; database: string }
}

declare module 'vitest' {
  interface ProvidedContext {
    servers: TestServer[]
  }
}

/** Starts the embedded server and, where one is found, a second one, each with a migrated template to clone. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
  removeAbandoned(base)
  const room = mkdtempSync(join(base, `${PREFIX}${process.pid}-`))
  const bins = [undefined, secondServer()].filter((bin, place) => place === 0 || bin)
  const servers = await Promise.all(
    bins.map((bin, place) => startWithTemplate(join(room, String(place)), bin)),
  )
  project.provide(
    'servers',
    servers.map(({ version, connection }) => ({
      version,
      connection: connection as TestServer['connection'],
    })),
  )
  return async () => {
    await Promise.all(servers.map((server) => server.stop()))
    if (process.env['KEEP_DB']) process.stdout.write(`The test databases stay in ${room}\n`)
    else rmSync(room, { recursive: true, force: true })
  }
}

const PREFIX = 'sluice-test-'

// A run that was killed could not tidy up, and what it left lies in memory.
function removeAbandoned(base: string): void {
  for (const name of readdirSync(base).filter((each) => each.startsWith(PREFIX))) {
    const pid = Number(name.slice(PREFIX.length).split('-')[0])
    if (pid && !isAlive(pid)) rmSync(join(base, name), { recursive: true, force: true })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function startWithTemplate(dir: string, bin: string | undefined): Promise<Embedded> {
  const server = await startEmbedded({
    dir,
    bin,
    durable: false,
    settings: { max_connections: '200', deadlock_timeout: '50ms' },
  })
  await asOwner(server.connection, 'postgres', (pool) => pool.query('create database template'))
  await asOwner(server.connection, 'template', async (pool) => {
    await migrate(pool)
    await migrateJobs(pool)
  })
  return server
}

async function asOwner(
  connection: pg.PoolConfig,
  database: string,
  run: (pool: pg.Pool) => Promise<unknown>,
): Promise<void> {
  const db = openDb({ ...connection, database })
  await run(db.ownerPool).finally(() => db.close())
}

/** The folder of another PostgreSQL ≥ 15: the one `postgres` on the PATH belongs to, else the one pg_config names. */
function secondServer(): string | undefined {
  const onPath = (process.env['PATH'] ?? '')
    .split(':')
    .map((dir) => join(dir, 'postgres'))
    .find((file) => existsSync(file))
  const candidates = [onPath && dirname(realpathSync(onPath)), ask('pg_config', '--bindir')]
  return candidates.find((bin) => bin && existsSync(join(bin, 'initdb')) && isRecent(join(bin, 'postgres')))
}

function isRecent(postgres: string): boolean {
  return Number(/\d+/.exec(ask(postgres, '--version') ?? '')?.[0]) >= 15
}

function ask(command: string, question: string): string | undefined {
  try {
    return execFileSync(command, [question], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return undefined
  }
}
