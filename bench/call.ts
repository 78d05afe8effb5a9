import { type Agent, request } from 'node:http'
import type { Served } from './stage.ts'

interface Call {
  readonly path: string
  readonly method?: 'GET' | 'POST'
  readonly body?: unknown
}

/** Calls a bench's server by its API key, and returns what it answers; whatever it refuses throws. */
export function call<T>(
  { url, apiKey }: Served,
  agent: Agent,
  { path, method = 'POST', body }: Call,
): Promise<T> {
  const text = body === undefined ? '' : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${apiKey}`,
      ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    }
    const asked = request(`${url}${path}`, { method, agent, headers }, (answer) => {
      let reply = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => (reply += part))
      answer.on('end', () => {
        if ((answer.statusCode ?? 500) < 300) resolve(JSON.parse(reply) as T)
        else reject(new Error(`${path} answered ${answer.statusCode}: ${reply}`))
      })
    })
    asked.on('error', reject)
    asked.end(text)
  })
}

/** Runs `one` for each number below `count`, by so many clients at once; ms of each. */
export async function byClients(
  clients: number,
  count: number,
  one: (i: number) => Promise<unknown>,
): Promise<number[]> {
  const taken: number[] = []
  let next = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let i = next++; i < count; i = next++) {
        const from = performance.now()
        await one(i)
        taken.push(performance.now() - from)
      }
    }),
  )
  return taken
}
