import { Agent } from 'node:http'
import { uuidv7 } from '../server/db/id.ts'
import { byClients, call } from './call.ts'
import { post } from './capture.ts'
import type { Result } from './report.ts'
import { type Served, withDatabase, withServer } from './stage.ts'

const CLIENTS = 4
const BATCH = 100
const BATCHES = 200
const LEADS = 2_000

/**
 * What people did, taken in batches of a hundred: each is read, judged to be a person's or a machine's, noted, folded into
 * what its lead did, and the lead is scored. Against the same rows by one INSERT a batch.
 */
export async function measureEvents(note: (text: string) => void): Promise<Result[]> {
  const rate = await withServer(async (served) => {
    const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS })
    const leads: string[] = []
    await byClients(CLIENTS, LEADS, async () => leads.push(await post(served, agent)))
    note('leads are there')
    await byClients(CLIENTS, 20, (i) => send(served, agent, { leads, from: i * BATCH })) // warm
    const measured = await perSecond((i) => send(served, agent, { leads, from: i * BATCH }))
    agent.destroy()
    return measured
  })
  const limit = await insertLimit()
  return [
    {
      name: 'score events in',
      value: rate,
      unit: 'events/s',
      limit,
      ratio: rate / limit,
      goal: '',
      ok: true,
    },
  ]
}

async function perSecond(batch: (i: number) => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await byClients(CLIENTS, BATCHES, batch)
  return (BATCHES * BATCH) / ((performance.now() - begun) / 1000)
}

const pages = ['/price', '/case', '/about', '/docs/start']

async function send(
  served: Served,
  agent: Agent,
  { leads, from }: { leads: readonly string[]; from: number },
): Promise<void> {
  const events = Array.from({ length: BATCH }, (_, i) => ({
    id: uuidv7(),
    kind: i % 10 === 0 ? 'formSubmit' : 'page',
    at: new Date().toISOString(),
    about: pages[i % pages.length],
    leadId: leads[(from + i * 7) % leads.length],
  }))
  const path = '/api/v1/events'
  const { results } = await call<{ results: { status: string }[] }>(served, agent, { path, body: { events } })
  if (!results.every(({ status }) => status === 'kept')) throw new Error('an event was not kept')
}

const insert = `insert into behaviour_event (org_id, recorded_at, event_id, at, kind, about, door, lead_id)
  select $1, now(), event_id, now(), 'page', '/price', 'api', lead_id from unnest($2::uuid[], $3::uuid[]) as e (event_id, lead_id)`

function insertLimit(): Promise<number> {
  return withDatabase(async (db) => {
    const orgId = uuidv7()
    await db.ownerPool.query(`insert into org (org_id, slug, name) values ($1, 'limit', 'Limit')`, [orgId])
    return perSecond(() => {
      const ids = () => Array.from({ length: BATCH }, () => uuidv7())
      return db.ownerPool.query({ name: 'events', text: insert, values: [orgId, ids(), ids()] })
    })
  })
}
