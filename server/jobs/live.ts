import type { ServerResponse } from 'node:http'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { UserCaller } from '../people/caller.ts'
import { CHANNEL, type Wire } from './tell.ts'

/** The open pages of this server, and the one connection that hears what they are to be told. */
export interface Live {
  /** Sends what the caller may hear down an answer that stays open until either side ends it. */
  join(caller: UserCaller, response: ServerResponse): void
  /** Pages open now. */
  count(): number
  close(): Promise<void>
}

interface Page {
  readonly caller: UserCaller
  readonly response: ServerResponse
}

const HEARTBEAT = 20_000 // ms; proxies commonly cut a silent connection after 30 to 60 s
const RETRY = 1_000 // ms
const BACKLOG = 256 * 1024 // bytes a page may lag behind before it is cut: it then reconnects and asks anew

/** Listens on a connection of its own and hands what comes to the pages it is meant for. */
export async function openLive(pool: pg.Pool, log: Logger): Promise<Live> {
  const pages = new Set<Page>()
  let serial = Date.now()
  const send = (page: Page, text: string) => {
    if (page.response.writableLength > BACKLOG) page.response.destroy()
    else page.response.write(text)
  }
  const hear = (payload: string) => {
    const { org, users, ...message } = JSON.parse(payload) as Wire
    const text = `id: ${++serial}\ndata: ${JSON.stringify(message)}\n\n`
    for (const page of pages) if (isFor(page.caller, org, users)) send(page, text)
  }
  // What was told while the line was down is lost: every page is asked to look again at all it shows.
  const missed = () => {
    for (const page of pages) send(page, resync(++serial))
  }
  const line = await listen(pool, { hear, missed, log })
  const heartbeat = setInterval(() => pages.forEach((page) => send(page, ': \n\n')), HEARTBEAT)
  heartbeat.unref()
  return {
    join(caller, response) {
      const page = { caller, response }
      pages.add(page)
      response.on('close', () => pages.delete(page))
      response.on('error', () => pages.delete(page))
    },
    count: () => pages.size,
    async close() {
      clearInterval(heartbeat)
      for (const { response } of pages) response.end()
      await line.close()
    },
  }
}

function isFor(caller: UserCaller, org: string, users: readonly string[] | undefined): boolean {
  return caller.orgId === org && (users === undefined || users.includes(caller.userId))
}

/** A message that makes a page ask again for everything it shows. */
export function resync(serial: number): string {
  return `id: ${serial}\ndata: ${JSON.stringify({ topic: '*', ids: [], many: true, at: new Date().toISOString() })}\n\n`
}

interface Ears {
  hear: (payload: string) => void
  missed: () => void
  log: Logger
}

async function listen(pool: pg.Pool, ears: Ears): Promise<{ close(): Promise<void> }> {
  let closed = false
  let retry: NodeJS.Timeout | undefined
  let drop = await subscribe(pool, ears.hear, lost)
  function lost(error?: Error): void {
    if (closed) return
    ears.log.warn({ err: error }, 'the live line to the database is down; trying again')
    retry = setTimeout(() => void reconnect(), RETRY)
  }
  async function reconnect(): Promise<void> {
    try {
      drop = await subscribe(pool, ears.hear, lost)
      ears.missed()
    } catch (error) {
      lost(error as Error)
    }
  }
  return {
    async close() {
      closed = true
      clearTimeout(retry)
      drop()
    },
  }
}

/** Hears the channel until the connection is lost (`lost` is told) or the function that comes back is called. */
async function subscribe(
  pool: pg.Pool,
  hear: (payload: string) => void,
  lost: (error?: Error) => void,
): Promise<() => void> {
  const client = await pool.connect()
  let over = false
  const drop = () => {
    if (!over) client.release(true)
    over = true
  }
  const end = (error?: Error) => {
    if (over) return
    drop()
    lost(error)
  }
  client.on('notification', ({ channel, payload }) => channel === CHANNEL && payload && hear(payload))
  client.on('error', end)
  client.on('end', () => end())
  await client.query(`listen ${CHANNEL}`)
  return drop
}
