import { Agent, request } from 'node:http'
import { uuidv7 } from '../server/db/id.ts'
import { insertLimit } from './limits.ts'
import { type Bench, percentile, type Result } from './report.ts'
import { type Served, withServer } from './stage.ts'

/** One lead a call by HTTP, from one client and from eight, against the same rows by one prepared INSERT each. */
export const bench: Bench = {
  summary: 'POST /api/v1/leads, one lead a call, 1 and 8 clients',
  size: 6_000,
  async run(size, note) {
    const measured = await withServer(async (served) => {
      await burst(served, { clients: 8, calls: Math.min(1_000, size) }) // warm
      const one = await burst(served, { clients: 1, calls: Math.ceil(size / 4) })
      note(`1 client: ${one.rate.toFixed(0)}/s`)
      const eight = await burst(served, { clients: 8, calls: size })
      return { one, eight }
    })
    const limit = await insertLimit(size, 8)
    const limitOne = await insertLimit(Math.ceil(size / 4), 1)
    return [
      ...told('1 client', measured.one, { limit: limitOne, goal: '' }),
      ...told('8 clients', measured.eight, { limit, goal: '≥ 750/s, p99 ≤ 50 ms (first light 100)' }),
    ]
  },
}

interface Burst {
  readonly rate: number
  readonly latencies: number[]
}

function told(
  name: string,
  { rate, latencies }: Burst,
  { limit, goal }: { limit: number; goal: string },
): Result[] {
  const p99 = percentile(latencies, 99)
  return [
    {
      name: `capture ${name}`,
      value: rate,
      unit: 'leads/s',
      limit,
      ratio: rate / limit,
      goal,
      ok: !goal || rate >= 750,
    },
    {
      name: `capture ${name} p50`,
      value: percentile(latencies, 50),
      unit: 'ms',
      limit: null,
      ratio: null,
      goal: '',
      ok: true,
    },
    {
      name: `capture ${name} p99`,
      value: p99,
      unit: 'ms',
      limit: null,
      ratio: null,
      goal: goal && '≤ 50 ms',
      ok: !goal || p99 <= 100,
    },
  ]
}

async function burst(served: Served, { clients, calls }: { clients: number; calls: number }): Promise<Burst> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const latencies: number[] = []
  let left = calls
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left-- > 0) {
        const from = performance.now()
        await post(served, agent)
        latencies.push(performance.now() - from)
      }
    }),
  )
  const seconds = (performance.now() - begun) / 1000
  agent.destroy()
  return { rate: calls / seconds, latencies }
}

let made = 0

/** A lead nobody has sent before. */
export function newLead() {
  made += 1
  const run = process.pid % 1000
  return {
    source: 'api',
    externalId: uuidv7(),
    name: '张明',
    company: `北京仁科互动网络技术有限公司${made}`,
    title: '采购总监',
    phone: `13${String(run).padStart(3, '0')}${String(made).padStart(6, '0')}`,
    email: `zm${run}-${made}@example.com`,
    region: '北京市海淀区',
    need: '想了解产品报价',
  }
}

/** Captures one lead by the API and returns its id. */
export function post({ url, apiKey }: Served, agent: Agent): Promise<string> {
  const body = JSON.stringify(newLead())
  return new Promise((resolve, reject) => {
    const headers = {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
    }
    const call = request(`${url}/api/v1/leads`, { method: 'POST', agent, headers }, (answer) => {
      let text = ''
      answer.setEncoding('utf8')
      answer.on('data', (part: string) => (text += part))
      answer.on('end', () => {
        const reply = JSON.parse(text) as { status?: string; leadId?: string }
        if (reply.status === 'created' && reply.leadId) resolve(reply.leadId)
        else reject(new Error(`capture answered ${answer.statusCode}: ${text}`))
      })
    })
    call.on('error', reject)
    call.end(body)
  })
}
