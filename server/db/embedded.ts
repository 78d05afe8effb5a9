import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  openSync,
  closeSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  statSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import type pg from 'pg'
import { embeddedBinaries } from './binaries.ts'
import { guiseFor } from './guise.ts'
import { endLeftBehind } from './leftbehind.ts'
import { socketDirFor } from './socketdir.ts'

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

const USER = 'sluice'
const run = promisify(execFile)

/** Starts PostgreSQL on `dir`, making the cluster first if there is none and ending a server that a killed Sluice left. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const dir = resolve(options.dir)
  const bin = options.bin ?? embeddedBinaries()
  const version = await versionOf(bin)
  if (existsSync(join(dir, 'PG_VERSION'))) refuseOtherVersion(dir, version)
  else await initialise(dir, join(bin, 'initdb'), version)
  await endLeftBehind(dir)
  const guise = guiseFor(dir)
  const socketDir = socketDirFor(dir)
  const server = launch(dir, [...guise, join(bin, 'postgres')], {
    ...settingsFor(socketDir, options),
    ...options.settings,
  })
  await untilReady(dir, server)
  return {
    connection: { host: socketDir, user: USER, database: 'postgres' },
    pid: server.pid as number,
    version,
    stop: guard(server, options.onExit),
  }
}

async function versionOf(bin: string): Promise<number> {
  const { stdout } = await run(join(bin, 'postgres'), ['--version']).catch((cause: Error) => {
    // npm ≥ 11 runs no install scripts it was not told to; one of them makes the libraries' symlinks.
    throw new Error(
      `The embedded PostgreSQL cannot run: ${cause.message}\nTry: npm rebuild --foreground-scripts`,
      { cause },
    )
  })
  return Number(/\d+/.exec(stdout)?.[0])
}

function refuseOtherVersion(dir: string, version: number): void {
  const held = Number(readFileSync(join(dir, 'PG_VERSION'), 'utf8'))
  if (held === version) return
  throw new Error(
    `${dir} was made by PostgreSQL ${held}, this Sluice carries ${version}. ` +
      'Run "sluice backup" with the release that made it, then "sluice restore" into an empty data directory.',
  )
}

// Made beside its place and renamed, so that a first start that was killed leaves nothing half-made.
async function initialise(dir: string, initdb: string, version: number): Promise<void> {
  const making = `${dir}.making`
  rmSync(making, { recursive: true, force: true })
  mkdirSync(making, { recursive: true, mode: 0o700 })
  const [command, ...args] = [...guiseFor(making), initdb]
  const encoding = [
    '--encoding=UTF8',
    ...(version >= 17 ? ['--locale-provider=builtin'] : []),
    '--locale=C.UTF-8',
  ]
  await run(command as string, [
    ...args,
    ...encoding,
    '--username',
    USER,
    '--auth=trust',
    '-D',
    making,
  ]).catch((cause: Error & { stderr?: string }) => {
    throw new Error(`initdb failed: ${cause.stderr || cause.message}`, { cause })
  })
  renameSync(making, dir)
}

function settingsFor(socketDir: string, { durable = true }: EmbeddedOptions): Record<string, string> {
  return {
    listen_addresses: '', // trust is safe on a socket whose folder only this user may enter
    unix_socket_directories: socketDir,
    max_connections: '60',
    shared_buffers: '256MB',
    effective_cache_size: '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    wal_compression: 'pglz', // the build from npm has no lz4
    max_wal_size: '4GB', // an import writes much WAL: checkpoints by time, not by volume
    checkpoint_timeout: '10min',
    random_page_cost: '1.1',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    ...(durable
      ? {}
      : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '128MB' }),
  }
}

const LOG_LIMIT = 10_000_000 // bytes

function launch(dir: string, [command, ...args]: string[], settings: Record<string, string>): ChildProcess {
  const logFile = join(dir, 'server.log')
  if (existsSync(logFile) && statSync(logFile).size > LOG_LIMIT) truncateSync(logFile)
  const log = openSync(logFile, 'a', 0o600)
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  // Its own process group: Ctrl-C in a terminal must let Sluice finish what it began before the server goes.
  const server = spawn(command as string, [...args, '-D', dir, ...flags], {
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  server.unref()
  return server
}

// The last line of postmaster.pid is what pg_ctl goes by too. Recovery after a crash may take minutes:
// wait for as long as the process lives.
async function untilReady(dir: string, server: ChildProcess): Promise<void> {
  let failure: Error | undefined
  server.once('error', (error) => (failure = error))
  while (!isReady(dir, server.pid)) {
    if (failure) throw failure
    if (server.exitCode !== null || server.signalCode !== null)
      throw new Error(`PostgreSQL did not start:\n${lastWords(dir)}`)
    await sleep(10)
  }
}

function isReady(dir: string, pid: number | undefined): boolean {
  try {
    const lines = readFileSync(join(dir, 'postmaster.pid'), 'utf8').split('\n')
    return Number(lines[0]) === pid && lines[7]?.trim() === 'ready'
  } catch {
    return false
  }
}

function lastWords(dir: string): string {
  return readFileSync(join(dir, 'server.log'), 'utf8').trimEnd().split('\n').slice(-8).join('\n')
}

function guard(server: ChildProcess, onExit: EmbeddedOptions['onExit']): () => Promise<void> {
  let asked = false
  const gone = once(server, 'exit').then(([code, signal]) => {
    process.off('exit', interrupt)
    if (!asked) onExit?.(signal ? `killed by ${signal}` : `ended with code ${code}`)
  })
  const interrupt = () => void server.kill('SIGINT')
  process.on('exit', interrupt) // where there is no setpriv (macOS) nothing else would end it
  return async () => {
    asked = true
    server.ref()
    interrupt()
    await gone
  }
}
