import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, openSync, readFileSync, truncateSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { embeddedBinaries } from './binaries.ts'
import { prepareCluster, USER } from './cluster.ts'
import { guiseFor } from './guise.ts'
import { endLeftBehind, isReady } from './postmaster.ts'
import { removeSocketDir, socketDirFor } from './socketdir.ts'

export interface EmbeddedOptions {
  /** Where the cluster lives; made when missing. The caller sees to it that nobody else starts it: lock.ts. */
  dir: string
  /** The folder with initdb and postgres; else the ones from npm. */
  bin?: string
  /** false: nothing survives a crash, for tests. */
  durable?: boolean
  /** More settings, which beat ours. */
  settings?: Record<string, string>
  /** Told when the server ended without being asked to. */
  onExit?: (reason: string) => void
}

export interface Embedded {
  /** For openDb: unix socket, user and database. */
  readonly connection: pg.PoolConfig
  /** Of the postmaster. */
  readonly pid: number
  /** 18 for 18.4. */
  readonly version: number
  /** Fast shutdown: open transactions are rolled back, everything committed is on the disk. */
  stop(): Promise<void>
}

/**
 * Starts PostgreSQL on `dir`, making the cluster first if there is none and ending a server that a killed
 * Sluice left there. Comes back when it takes connections; after a crash it recovers first.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dir = resolve(options.dir)
  const bin = options.bin ?? embeddedBinaries()
  const version = await prepareCluster(dir, bin)
  await endLeftBehind(dir)
  const socketDir = socketDirFor(dir)
  const settings = { ...settingsFor(socketDir, options), ...options.settings }
  const server = await launch(dir, [...guiseFor(dir), join(bin, 'postgres')], settings)
  const stop = stopperOf(server, options.onExit)
  return {
    connection: connectionTo(dir),
    pid: server.pid as number,
    version,
    stop: () => stop().then(() => removeSocketDir(socketDir, dir)),
  }
}

/** How the server on a cluster is reached, running or not: through its socket, by whoever may enter the folder. */
export function connectionTo(dir: string): pg.PoolConfig {
  return { host: socketDirFor(resolve(dir)), user: USER, database: 'postgres' }
}

function settingsFor(socketDir: string, { durable = true }: EmbeddedOptions): Record<string, string> {
  return {
    listen_addresses: '', // trust is safe on a socket whose folder only this user may enter
    unix_socket_directories: socketDir,
    max_connections: '60',
    shared_buffers: durable ? '256MB' : '128MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    wal_compression: 'pglz', // the build from npm has no lz4
    max_wal_size: '4GB', // an import writes much: checkpoints by time, not by volume
    checkpoint_timeout: '10min',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_error_verbosity: 'terse', // DETAIL quotes rows, and with them people
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  }
}

const ATTEMPTS = 20

async function launch(
  dir: string,
  command: string[],
  settings: Record<string, string>,
): Promise<ChildProcess> {
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = openLog(dir)
  for (let attempt = 1; ; attempt++) {
    const since = Date.now()
    const server = spawnInto(log, [...command, '-D', dir, ...flags])
    const failure = await untilReady(server, () => isReady(dir, server.pid, since))
    if (!failure) return server
    const reason = `${failure}\n${readFileSync(log.file, 'utf8').slice(log.size)}`
    // After a kill -9 of the postmaster its children need a moment to notice.
    if (attempt === ATTEMPTS || !reason.includes('still in use'))
      throw new Error(`PostgreSQL did not start: ${reason}`)
    await sleep(250)
  }
}

interface LogFile {
  file: string
  /** Characters in it before this start. */
  size: number
}

const LOG_LIMIT = 10_000_000

function openLog(dir: string): LogFile {
  const file = join(dir, 'server.log')
  const size = existsSync(file) ? readFileSync(file, 'utf8').length : 0
  if (size <= LOG_LIMIT) return { file, size }
  truncateSync(file)
  return { file, size: 0 }
}

function spawnInto({ file }: LogFile, [command = '', ...args]: string[]): ChildProcess {
  const log = openSync(file, 'a', 0o600)
  // Its own process group: at a Ctrl-C in the terminal Sluice must finish what it began before the server goes.
  const server = spawn(command, args, { detached: true, stdio: ['ignore', log, log] })
  closeSync(log)
  server.unref()
  return server
}

// Without a limit of time, for recovery may take minutes: undefined once ready, or how the process ended.
async function untilReady(server: ChildProcess, ready: () => boolean): Promise<string | undefined> {
  const end: { how?: string } = {}
  server.once('error', (error) => (end.how = error.message))
  server.once('exit', (code, signal) => (end.how = signal ?? `code ${code}`))
  while (end.how === undefined && !ready()) await sleep(10)
  return end.how
}

function stopperOf(server: ChildProcess, onExit: EmbeddedOptions['onExit']): () => Promise<void> {
  let asked = false
  const interrupt = () => void server.kill('SIGINT')
  const gone = once(server, 'exit').then(([code, signal]) => {
    process.off('exit', interrupt)
    if (!asked) onExit?.(signal ? `was killed by ${signal}` : `ended with code ${code}`)
  })
  process.on('exit', interrupt) // where there is no setpriv (macOS) nothing else would end it
  return async () => {
    asked = true
    server.ref()
    interrupt()
    await gone
  }
}
