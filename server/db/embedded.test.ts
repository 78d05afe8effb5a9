import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import { readConfig } from '../config.ts'
import { embeddedBinaries } from './binaries.ts'
import { type Embedded, type EmbeddedOptions, startEmbedded } from './embedded.ts'
import { AlreadyRunning, lockDataDir } from './lock.ts'
import { startDatabase } from './start.ts'

// Below a folder nobody else may enter, like a clone under /root.
const room = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'sluice-embedded-'))
const running: Embedded[] = []
let dirs = 0

afterEach(async () => {
  vi.unstubAllEnvs()
  await Promise.all(running.splice(0).map((server) => server.stop()))
})
afterAll(() => rmSync(room, { recursive: true, force: true }))

const isRoot = process.getuid?.() === 0
const onLinux = process.platform === 'linux'
const newDir = () => join(room, `data${++dirs}`)

// Half a second each: made once, by the first test, and copied for those it does not matter to.
const seed = newDir()
function madeDir(): string {
  const dir = newDir()
  cpSync(seed, dir, { recursive: true })
  return dir
}

async function start(options: EmbeddedOptions): Promise<Embedded> {
  const server = await startEmbedded({ durable: false, ...options })
  running.push(server)
  return server
}

async function ask(server: Embedded, question: string): Promise<unknown[]> {
  const client = new pg.Client(server.connection)
  await client.connect()
  const { rows } = await client.query({ text: question, rowMode: 'array' }).finally(() => client.end())
  return rows.flat()
}

test('starts in a folder nobody else may enter, in UTF-8, on a socket alone', async () => {
  const server = await start({ dir: seed })
  const shown = await ask(
    server,
    `select current_setting('server_encoding'), datcollate, datlocale,
    current_setting('listen_addresses') from pg_database where datname = 'postgres'`,
  )
  expect(shown).toEqual(['UTF8', 'C.UTF-8', 'C.UTF-8', ''])
  expect(await ask(server, "select 'É线' ilike 'é线'")).toEqual([true])
})

test('what it logs of an error quotes no row', async () => {
  const dir = madeDir()
  const server = await start({ dir })
  await ask(server, 'create table person (phone text primary key)')
  const twice = "insert into person select '138' || '00138000' from generate_series(1, 2)"
  await expect(ask(server, twice)).rejects.toThrow('duplicate key')
  const log = readFileSync(join(dir, 'server.log'), 'utf8')
  expect(log).toContain('duplicate key')
  expect(log).not.toContain('13800138000')
})

test('what was written is there after a stop and a start', async () => {
  const dir = madeDir()
  await ask(await start({ dir }), 'create table kept as select 1 as n')
  await running.pop()?.stop()
  expect(await ask(await start({ dir }), 'select n from kept')).toEqual([1])
})

test('a path too long for a socket puts the socket elsewhere', async () => {
  const dir = join(room, '很长的路径'.repeat(10))
  const server = await start({ dir })
  const socketDir = server.connection.host as string
  expect(socketDir).not.toBe(dir)
  expect(await ask(server, 'select 1')).toEqual([1])
  await running.pop()?.stop()
  expect(existsSync(socketDir)).toBe(false)
})

test('a first start that was killed half-way is begun anew', async () => {
  const dir = newDir()
  mkdirSync(`${dir}.making`)
  writeFileSync(join(`${dir}.making`, 'PG_VERSION'), '18')
  expect(await ask(await start({ dir }), 'select 1')).toEqual([1])
})

test('a cluster of another version is refused with the way out', async () => {
  const dir = newDir()
  mkdirSync(dir)
  writeFileSync(join(dir, 'PG_VERSION'), '14\n')
  await expect(start({ dir })).rejects.toThrow(/made by PostgreSQL 14.*sluice backup/)
})

test('a server that cannot start says why', async () => {
  await expect(start({ dir: madeDir(), settings: { shared_buffers: 'much' } })).rejects.toThrow(
    'shared_buffers',
  )
})

test.runIf(onLinux)('kill -9 of its Sluice ends the server too', async () => {
  const dir = madeDir()
  const { child, pid } = await startInChild(dir)
  child.kill('SIGKILL')
  await vi.waitFor(() => expect(existsSync(`/proc/${pid}`)).toBe(false), 5000)
})

test.runIf(onLinux)('a server left behind is ended, and nothing it committed is lost', async () => {
  const dir = madeDir()
  const { child, pid } = await startInChild(dir, pathOf(isRoot ? ['unshare', 'true'] : ['true']))
  child.kill('SIGKILL')
  await once(child, 'exit')
  const connection = { host: dir, user: 'sluice', database: 'postgres' }
  const left = { connection, pid, version: 18, stop: async () => undefined }
  await ask(left, 'create table kept as select 1 as n')
  const server = await start({ dir })
  expect(existsSync(`/proc/${pid}`)).toBe(false)
  expect(await ask(server, 'select n from kept')).toEqual([1])
})

test.runIf(onLinux && isRoot)(
  'where user namespaces are refused, another user takes over for good',
  async () => {
    const dir = madeDir()
    vi.stubEnv('PATH', pathOf(['setpriv', 'true']))
    const first = await start({ dir })
    expect(statSync(`/proc/${first.pid}`).uid).toBe(65534)
    await ask(first, 'create table kept as select 1 as n')
    await running.pop()?.stop()
    vi.unstubAllEnvs()
    const second = await start({ dir })
    expect(statSync(`/proc/${second.pid}`).uid).toBe(65534)
    expect(await ask(second, 'select n from kept')).toEqual([1])
  },
)

test.runIf(isRoot)('where root cannot be left, root is told so', async () => {
  vi.stubEnv('PATH', pathOf(['true']))
  await expect(start({ dir: newDir() })).rejects.toThrow('will not run as root here')
})

const canBeNobody = isRoot && asNobody(['test', '-r', embeddedBinaries(), '-a', '-x', process.execPath])
test.runIf(onLinux && canBeNobody)('starts as an ordinary user', () => {
  const dir = newDir()
  chmodSync(room, 0o711)
  mkdirSync(dir)
  spawnSync('chown', ['65534', dir])
  const script = `${launcher(join(dir, 'postgres'))}; await server.stop()`
  expect(asNobody([process.execPath, '--input-type=module', '-e', script])).toBe(true)
})

test('a second Sluice on the same data directory is told which process has it, until that one dies', async () => {
  const dir = newDir()
  const first = spawnNode(`const { lockDataDir } = await import('${import.meta.dirname}/lock.ts')
    globalThis.held = lockDataDir('${dir}'); console.log('held'); setInterval(() => 0, 1000)`)
  await once(first.stdout, 'data')
  expect(() => lockDataDir(dir)).toThrow(new AlreadyRunning(dir, first.pid))
  first.kill('SIGKILL')
  await once(first, 'exit')
  lockDataDir(dir).release()
})

test('a PostgreSQL that was killed comes back under the running Sluice', async () => {
  const warn = vi.fn<(message: string) => void>()
  const { db, stop } = await startDatabase(readConfig({ DATA_DIR: newDir() }), { warn })
  try {
    const { rows } = await db.ownerPool.query<{ dir: string }>(
      "select current_setting('data_directory') as dir",
    )
    const lines = await db.ownerPool.query<{ pid: string }>(
      "select split_part(pg_read_file('postmaster.pid'), e'\\n', 1) as pid",
    )
    expect(rows[0]?.dir).toContain(room)
    process.kill(Number(lines.rows[0]?.pid), 'SIGKILL')
    const answers = () => expect(db.appPool.query('select 1')).resolves.toBeTruthy()
    await vi.waitFor(answers, { timeout: 10_000, interval: 100 })
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('killed by SIGKILL'))
  } finally {
    await stop()
  }
})

function launcher(dir: string): string {
  return `const { startEmbedded } = await import('${import.meta.dirname}/embedded.ts')
    const server = await startEmbedded({ dir: '${dir}', durable: false }); console.log(server.pid)`
}

function spawnNode(script: string, env: Record<string, string> = {}) {
  const args = ['--input-type=module', '-e', script]
  return spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
}

async function startInChild(dir: string, path?: string) {
  const child = spawnNode(`${launcher(dir)}; setInterval(() => 0, 1000)`, path ? { PATH: path } : {})
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  return { child, pid: Number(line.toString()) }
}

/** A PATH that knows only these commands. */
function pathOf(commands: string[]): string {
  const dir = mkdtempSync(join(room, 'path-'))
  for (const command of commands) {
    symlinkSync(spawnSync('which', [command], { encoding: 'utf8' }).stdout.trim(), join(dir, command))
  }
  return dir
}

function asNobody(command: string[]): boolean {
  return (
    spawnSync('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', '--', ...command]).status === 0
  )
}
