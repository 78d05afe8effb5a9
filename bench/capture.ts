import { Agent } from 'node:http'
import { uuidv7 } from '../server/db/id.ts'
import { byClients, call } from './call.ts'
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
      ok: !goal || p99 <= 50,
    },
  ]
}

async function burst(served: Served, { clients, calls }: { clients: number; calls: number }): Promise<Burst> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients })
  const begun = performance.now()
  const latencies = await byClients(clients, calls, () => post(served, agent))
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
export async function post(served: Served, agent: Agent, more: object = {}): Promise<string> {
  const reply = await call<{ status?: string; leadId?: string }>(served, agent, {
    path: '/api/v1/leads',
    body: { ...newLead(), ...more },
  })
  if (reply.status !== 'created' || !reply.leadId)
    throw new Error(`capture answered ${JSON.stringify(reply)}`)
  return reply.leadId
}
