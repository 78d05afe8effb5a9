import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, openDb } from '../server/db/db.ts'
import { connectionTo } from '../server/db/embedded.ts'

/** What is killed: the server, or PostgreSQL beneath it. */
export type Victim = 'server' | 'postgres'

/** Where a server says it is, and the key that it let in when it was new. */
interface Door {
  readonly url: string
  readonly apiKey: string
  readonly orgId: string
}

/** A whole Sluice in a process of its own, to be killed, on a data directory that outlives it. */
export interface CrashHouse {
  readonly orgId: string
  /** Asks the API until somebody answers: while the server is down, and while it is busy, that takes more than once. */
  ask<Reply>(method: string, path: string, sent?: Sent): Promise<Reply>
  /** Kills with -9. Of the server: comes back when its successor takes requests. PostgreSQL is brought back by the server. */
  strike(victim: Victim): Promise<void>
  /** The database as it stands, past the server. */
  look<T>(read: (db: Db) => Promise<T>): Promise<T>
}

interface Sent {
  /** A file's form, else JSON. */
  readonly body?: FormData | object
  /** The idempotency key. */
  readonly once?: string
}

/** Lives a test through with such a house; afterwards nothing of it is left. */
export async function withCrashHouse(live: (house: CrashHouse) => Promise<void>): Promise<void> {
  const base = join(import.meta.dirname, '../.cache')
  mkdirSync(base, { recursive: true })
  const dataDir = mkdtempSync(join(base, 'crash-'))
  const server = await start(dataDir)
  const running = { ...server, key: server.door.apiKey }
  const strike = async (victim: Victim) => {
    if (victim === 'postgres') return void process.kill(postmasterOf(dataDir), 'SIGKILL')
    await end(running.child, 'SIGKILL')
    Object.assign(running, await start(dataDir))
  }
  try {
    await live({
      orgId: server.door.orgId,
      ask: (method, path, sent = {}) => asked(() => call(running, { method, path, ...sent })),
      strike,
      look: (read) => look(dataDir, read),
    })
  } finally {
    await end(running.child, 'SIGTERM')
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function start(dataDir: string): Promise<{ child: ChildProcess; door: Door }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'serve.ts')], {
    env: { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('{')) return { child, door: JSON.parse(line) as Door }
  }
  throw new Error('the server ended before it was ready')
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

const postmasterOf = (dataDir: string) =>
  Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

interface Request extends Sent {
  readonly method: string
  readonly path: string
}

function call({ door, key }: { door: Door; key: string }, { method, path, body, once: repeat }: Request) {
  const json = body !== undefined && !(body instanceof FormData)
  const headers = {
    authorization: `Bearer ${key}`,
    ...(repeat && { 'idempotency-key': repeat }),
    ...(json && { 'content-type': 'application/json' }),
  }
  const payload = body !== undefined && { body: json ? JSON.stringify(body) : body }
  return fetch(`${door.url}/api/v1${path}`, { method, headers, ...payload })
}

const AGAIN = 50 // ms

async function asked<Reply>(send: () => Promise<Response>): Promise<Reply> {
  for (;;) {
    const answer = await send().catch(() => undefined)
    if (answer?.ok) return (await answer.json()) as Reply
    // A refusal would be refused for ever; only a server or a database that is away is waited for.
    if (answer && answer.status < 500) throw new Error(`${answer.status}: ${await answer.text()}`)
    await sleep(AGAIN)
  }
}

async function look<T>(dataDir: string, read: (db: Db) => Promise<T>): Promise<T> {
  const db = openDb(connectionTo(join(dataDir, 'postgres')), { poolSize: 2 })
  try {
    return await read(db)
  } finally {
    await db.close()
  }
}
