import type { ServerResponse } from 'node:http'
import type pg from 'pg'
import type { Logger } from 'pino'
import { type LiveMessage, liveTopics } from '../../contract/live.ts'
import type { UserCaller } from '../people/caller.ts'
import { holdLine } from './line.ts'
import { CHANNEL, type Wire } from './tell.ts'

/** The pages open on this server. */
export interface Live {
  /** Sends what the caller may hear down an answer that stays open until either side ends it. */
  join(caller: UserCaller, response: ServerResponse): void
  count(): number
  /** Ends every answer; the pages then connect anew, to another server or to this one when it is back. */
  endPages(): void
  /** Hears no more. */
  close(): void
}

interface Page {
  readonly caller: UserCaller
  readonly response: ServerResponse
  readonly since: number
}

const HEARTBEAT = 20_000 // ms; proxies commonly cut a silent connection after 30 to 60 s
const LIFETIME = 15 * 60_000 // ms; a page then connects anew, and whoever was signed out meanwhile stays out
const BACKLOG = 256 * 1024 // bytes a page may lag behind before it is cut: it then connects anew and reads again

/** Hears what `tell` sends, from every server of the installation, and hands it to the pages it is meant for. */
export async function openLive(lines: pg.Pool, log: Logger): Promise<Live> {
  const pages = new Set<Page>()
  const hear = (payload: string) => {
    const { org, users, ...message } = JSON.parse(payload) as Wire
    const text = eventOf(message)
    for (const page of pages) if (isFor(page.caller, org, users)) send(page, text)
  }
  const line = await holdLine(lines, log, async (client, again) => {
    client.on('notification', ({ payload }) => payload && hear(payload))
    await client.query(`listen ${CHANNEL}`)
    if (again) pages.forEach(readAgain)
  })
  const heartbeat = setInterval(() => pages.forEach(beat), HEARTBEAT)
  heartbeat.unref()
  return {
    join(caller, response) {
      const page = { caller, response, since: Date.now() }
      pages.add(page)
      response.on('error', () => undefined).on('close', () => pages.delete(page))
      send(page, ': welcome\n\n')
    },
    count: () => pages.size,
    endPages: () => pages.forEach(({ response }) => response.end()),
    close() {
      clearInterval(heartbeat)
      line.close()
    },
  }
}

function isFor(caller: UserCaller, org: string, users: readonly string[] | undefined): boolean {
  return caller.orgId === org && (users === undefined || users.includes(caller.userId))
}

const eventOf = (message: LiveMessage) => `data: ${JSON.stringify(message)}\n\n`

function send({ response }: Page, text: string): void {
  if (response.writableLength > BACKLOG) response.destroy()
  else if (!response.writableEnded) response.write(text)
}

/** What was told while nobody listened is lost: the page is asked to read all it shows again. */
function readAgain(page: Page): void {
  for (const topic of liveTopics) send(page, eventOf({ topic, at: new Date().toISOString() }))
}

function beat(page: Page): void {
  if (Date.now() - page.since > LIFETIME) page.response.end()
  else send(page, ': \n\n')
}
