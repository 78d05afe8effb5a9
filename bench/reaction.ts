import { Agent } from 'node:http'
import { uuidv7 } from '../server/db/id.ts'
import { byClients, call } from './call.ts'
import { post } from './capture.ts'
import { type Bench, percentile } from './report.ts'
import { type Served, withServer } from './stage.ts'

const CLIENTS = 4

/**
 * From what somebody did to whose lead they are: a lead in the pool sends a form, its score makes it an A, a rep has it. Taken
 * from the call that tells of it to its answer, which comes once all is committed; beside it reading a lead's page.
 */
export const bench: Bench = {
  summary: 'event → score → assigned, 4 clients, while leads arrive',
  size: 2_000,
  run: (size, note) =>
    withServer(async (served) => {
      const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS + 1 })
      const leads: string[] = []
      await byClients(CLIENTS, size, async () =>
        leads.push(await post(served, agent, { need: 'later', title: 'visitor' })),
      )
      note(`${size} leads wait in the pool`)
      const limits = await byClients(CLIENTS, 500, (i) =>
        call(served, agent, { path: `/api/v1/leads/${leads[i % leads.length]}`, method: 'GET' }),
      )
      const arriving = arrivals(served, agent)
      const taken = await byClients(CLIENTS, size, (i) => submit(served, agent, leads[i]!))
      await arriving.stop()
      const holders = await holdersOf(served, agent, leads)
      agent.destroy()
      const [p50, p99, limit] = [percentile(taken, 50), percentile(taken, 99), percentile(limits, 99)]
      const given = holders.filter((kind) => kind === 'rep').length
      return [
        { name: 'reaction p50', value: p50, unit: 'ms', limit: null, ratio: null, goal: '', ok: true },
        {
          name: 'reaction p99',
          value: p99,
          unit: 'ms',
          limit,
          ratio: p99 / limit,
          goal: '≤ 200 ms',
          ok: p99 <= 200,
        },
        {
          name: 'reaction assigned',
          value: given / size,
          unit: 'of them',
          limit: null,
          ratio: null,
          goal: '1',
          ok: given === size,
        },
      ]
    }),
}

async function submit(served: Served, agent: Agent, leadId: string): Promise<void> {
  const event = { id: uuidv7(), kind: 'formSubmit', at: new Date().toISOString(), about: '报价', leadId }
  const { results } = await call<{ results: { status: string }[] }>(served, agent, {
    path: '/api/v1/events',
    body: { events: [event] },
  })
  if (results[0]?.status !== 'kept') throw new Error(`an event was ${results[0]?.status}`)
}

/** Leads go on arriving meanwhile, by one client. */
function arrivals(served: Served, agent: Agent) {
  let on = true
  const running = (async () => {
    while (on) await post(served, agent)
  })()
  return {
    stop: () => {
      on = false
      return running
    },
  }
}

async function holdersOf(served: Served, agent: Agent, leads: readonly string[]): Promise<string[]> {
  const kinds: string[] = []
  await byClients(CLIENTS, leads.length, async (i) => {
    const path = `/api/v1/leads/${leads[i]}`
    kinds.push((await call<{ holder: { kind: string } }>(served, agent, { path, method: 'GET' })).holder.kind)
  })
  return kinds
}
