import { Agent } from 'node:http'
import { uuidv7 } from '../server/db/id.ts'
import { byClients, call } from './call.ts'
import { post } from './capture.ts'
import { type Bench, percentile } from './report.ts'
import { seed } from './seed.ts'
import { type Served, withDatabase, withServer } from './stage.ts'

const CLIENTS = 4

/**
 * From what somebody did to whose lead they are: a lead in the pool sends a form, its score makes it an A, a rep has it. Taken
 * from the call that tells of it to its answer, which comes once all is committed. Against the writing alone: the event, the
 * lead's score and its holder by plain statements in one transaction.
 */
export const bench: Bench = {
  summary: 'event → score → assigned, 4 clients, while leads arrive',
  size: 2_000,
  run: async (size, note) => {
    const { taken, given } = await withServer(async (served) => {
      const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS + 1 })
      const leads: string[] = []
      await byClients(CLIENTS, size, async () =>
        leads.push(await post(served, agent, { need: 'later', title: 'visitor' })),
      )
      note(`${size} leads wait in the pool`)
      const arriving = arrivals(served, agent)
      const took = await byClients(CLIENTS, size, (i) => submit(served, agent, leads[i]!))
      await arriving.stop()
      const holders = await holdersOf(served, agent, leads)
      agent.destroy()
      return { taken: took, given: holders.filter((kind) => kind === 'rep').length }
    })
    const limit = percentile(await plainly(size), 99)
    const [p50, p99] = [percentile(taken, 50), percentile(taken, 99)]
    const free = { limit: null, ratio: null }
    return [
      { name: 'reaction p50', value: p50, unit: 'ms', ...free, goal: '', ok: true },
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
        ...free,
        goal: '1',
        ok: given === size,
      },
    ]
  },
}

/** What is written of one reaction, by as many clients; ms of each. */
function plainly(size: number): Promise<number[]> {
  return withDatabase(async (db) => {
    const { orgId } = await seed(db, { size })
    const { rows } = await db.ownerPool.query<{ id: string }>(
      "select lead_id as id from lead where org_id = $1 and holder_kind <> 'closed' limit $2",
      [orgId, size],
    )
    return byClients(CLIENTS, rows.length, async (i) => {
      const client = await db.ownerPool.connect()
      try {
        await client.query('begin')
        await client.query({ name: 'event', text: event, values: [orgId, uuidv7(), rows[i]!.id] })
        await client.query({ name: 'lead', text: lead, values: [orgId, rows[i]!.id, uuidv7()] })
        await client.query('commit')
      } finally {
        client.release()
      }
    })
  })
}

const event = `insert into behaviour_event (org_id, recorded_at, event_id, at, kind, about, door, lead_id)
  values ($1, now(), $2, now(), 'formSubmit', '报价', 'api', $3)`
const lead = `update lead set score = score + 20, grade = 'A', holder_kind = 'rep', holder_id = $3, assigned_at = now()
  where org_id = $1 and lead_id = $2`

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
