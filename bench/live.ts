import { Agent } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { post } from './capture.ts'
import { type Bench, percentile } from './report.ts'
import { type Served, withServer } from './stage.ts'

/** Ten captures a second, each timed from the call's start until its owner's open page has heard of it. */
export const bench: Bench = {
  summary: 'capture to the owner’s open page, 10 captures/s',
  size: 300,
  run: (size, note) =>
    withServer(async (served) => {
      const pages = await Promise.all(served.logins.map((login) => openPage(served, login)))
      note(`${pages.length} pages open`)
      const agent = new Agent({ keepAlive: true })
      const times: Promise<number>[] = []
      for (let i = 0; i < size; i++) {
        const next = sleep(100)
        times.push(timed(served, agent))
        await next
      }
      const latencies = await Promise.all(times)
      for (const page of pages) page.abort()
      agent.destroy()
      const p99 = percentile(latencies, 99)
      return [
        {
          name: 'live p50',
          value: percentile(latencies, 50),
          unit: 'ms',
          limit: null,
          ratio: null,
          goal: '',
          ok: true,
        },
        {
          name: 'live p99',
          value: p99,
          unit: 'ms',
          limit: null,
          ratio: null,
          goal: '≤ 100 ms (first light 250)',
          ok: p99 <= 250,
        },
      ]
    }),
}

const heardAt = new Map<string, (at: number) => void>()
const early = new Map<string, number>()

async function timed(served: Served, agent: Agent): Promise<number> {
  const from = performance.now()
  const leadId = await post(served, agent)
  const at = early.get(leadId) ?? (await new Promise<number>((resolve) => heardAt.set(leadId, resolve)))
  return at - from
}

/** A rep signs in and listens, as their browser does. */
async function openPage(
  { url }: Served,
  { email, password }: Served['logins'][number],
): Promise<AbortController> {
  const headers = { 'content-type': 'application/json', origin: url }
  const signedIn = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ login: email, password }),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const page = new AbortController()
  const stream = await fetch(`${url}/api/v1/live`, { headers: { cookie }, signal: page.signal })
  if (!stream.ok || !stream.body) throw new Error(`the live line answered ${stream.status}`)
  void listen(stream.body).catch(() => undefined)
  return page
}

async function* decoded(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const part of body) yield decoder.decode(part, { stream: true })
}

async function listen(body: ReadableStream<Uint8Array>): Promise<void> {
  let text = ''
  for await (const part of decoded(body)) {
    text += part
    const messages = text.split('\n\n')
    text = messages.pop() ?? ''
    for (const message of messages) hear(message)
  }
}

function hear(message: string): void {
  const data = message.split('\n').find((line) => line.startsWith('data:'))
  if (!data) return
  const { ids = [] } = JSON.parse(data.slice(5)) as { ids?: string[] }
  for (const id of ids) {
    if (early.has(id)) continue
    const at = performance.now()
    early.set(id, at)
    heardAt.get(id)?.(at)
  }
}
