import { sql } from 'kysely'
import type { AssignPolicy, AssignRule } from '../contract/assign.ts'
import { type Db, inTransaction, rows } from '../server/db/db.ts'
import { gatherer } from '../server/flow/gather.ts'
import { deal } from '../server/flow/quarantine.ts'
import { startRehearsal } from '../server/flow/rehearsal/begin.ts'
import { runRehearsal } from '../server/flow/rehearsal/run.ts'
import { lockToDeal } from '../server/flow/roster.ts'
import { readSetup } from '../server/flow/setup.ts'
import { system } from '../server/lead/trail.ts'
import { publish } from '../server/policy/store.ts'
import { readRehearsal } from '../server/rooms/assign/store/rehearsals.ts'
import { byClients } from './call.ts'
import { type Bench, percentile, type Result } from './report.ts'
import { seed, type Seeded } from './seed.ts'
import { withDatabase } from './stage.ts'

const CLIENTS = 16
const SINGLES = 4_000
/** Dealt before it is measured: a server that has just begun is no server's day. */
const WARM_UP = 500
const PAGE = 1_000

/** Whose a lead is, by 50 rules for 100 reps: one by one from many clients, a whole stock, and the stock rehearsed. */
export const bench: Bench = {
  summary: '50 rules, 100 reps: single decisions by 16 clients, all stock leads at once, a rehearsal of them',
  size: 100_000,
  run: (size, note) =>
    withDatabase(async (db) => {
      const seeded = await seed(db, { size: size + 2 * SINGLES + WARM_UP })
      await fillPool(db, seeded)
      note('seeded')
      const singles = await single(db, seeded)
      note('singles done')
      const bulk = await stock(db, seeded)
      note('stock done')
      return [...singles, ...bulk, ...(await rehearsal(db, seeded))]
    }),
}

/** Every lead into one pool, with what its trail would tell of its arrival; nobody has a limit. */
async function fillPool(db: Db, { orgId, pools, teams, adminId }: Seeded): Promise<void> {
  const run = (text: string, values: unknown[] = [orgId]) => db.ownerPool.query(text, values)
  await run(
    `update lead set holder_kind = 'pool', holder_id = $2, due_at = null, remind_at = null, closed_as = null,
      stage = 'new', merged_into = null where org_id = $1`,
    [orgId, pools[0]],
  )
  await run(
    `insert into lead_event (org_id, lead_id, event_id, at, kind, actor_kind, data)
      select org_id, lead_id, gen_random_uuid(), arrived_at, 'captured', 'system',
        jsonb_build_object('score', score, 'grade', grade) from lead where org_id = $1`,
  )
  await run('update member set holding_max = null, daily_max = null where org_id = $1')
  await run('delete from rep_load where org_id = $1')
  await run(
    `insert into person_key (org_id, person_id, sealing_key) select org_id, person_id, decode(md5('a') || md5('b'), 'hex')
      from lead where org_id = $1 on conflict do nothing`,
  )
  await inTransaction(db, orgId, async (tx) => {
    const body = policyFor(teams.slice(0, 10), pools[0]!)
    const common = { kind: 'assign' as const, scope: '', note: null, by: adminId, at: new Date() }
    await publish(tx, { ...common, over: 1, body })
  })
  await run('vacuum (analyze) lead', [])
  await run('vacuum (analyze) lead_event', [])
}

/** Fifty rules: 49 for a province or a range of scores each, whose team takes turns; the last deals to all hundred. */
export function policyFor(teams: Seeded['teams'], fallbackPoolId: string): AssignPolicy {
  const provinces = ['11', '12', '31', '32', '33', '35', '37', '41', '42', '43', '44', '51', '61']
  const rules = Array.from({ length: 49 }, (_, i): AssignRule => ({
    id: `r${i}`,
    name: `Rule ${i}`,
    when:
      i % 2 === 0
        ? {
            all: [
              { field: 'region', op: 'in', value: [provinces[i % provinces.length]!] },
              { field: 'score', op: 'at_least', value: 99 - i },
            ],
          }
        : {
            all: [
              { field: 'grade', op: 'one_of', value: ['A'] },
              { field: 'company', op: 'contains', value: `${i}` },
            ],
          },
    who: { teamIds: [teams[i % teams.length]!.teamId] },
    strategy: { kind: 'roundRobin' },
    active: true,
  }))
  const all: AssignRule = {
    id: 'all',
    name: 'All',
    when: { all: [] },
    who: { teamIds: teams.map(({ teamId }) => teamId) },
    strategy: { kind: 'roundRobin' },
    active: true,
  }
  return { rules: [...rules, all], fallbackPoolId }
}

/** Deals these leads in one transaction, as a move back to the rules does. */
async function dealt(db: Db, orgId: string, leadIds: readonly string[]): Promise<number> {
  return inTransaction(db, orgId, async (tx) => {
    const locked = { setup: readSetup(tx, new Date()), asTheyAre: true }
    const { setup, roster, leads } = await lockToDeal(tx, leadIds, locked)
    const passing = leads.map((lead) => ({ lead, data: {} }))
    return (await deal(tx, passing, { setup, roster, actor: system, quiet: leadIds.length > 100 })).size
  })
}

async function some(db: Db, orgId: string, count: number): Promise<string[]> {
  const found = await db.ownerPool.query<{ id: string }>(
    `select lead_id as id from lead where org_id = $1 and holder_kind = 'pool' order by lead_id limit $2`,
    [orgId, count],
  )
  return found.rows.map(({ id }) => id)
}

async function single(db: Db, { orgId, teams }: Seeded): Promise<Result[]> {
  const ids = await some(db, orgId, 2 * SINGLES + WARM_UP)
  const limitOf = timed(
    await byClients(CLIENTS, SINGLES, (i) =>
      plain(db, { orgId, leadId: ids[SINGLES + i]!, userId: teams[0]!.reps[0]! }),
    ),
  )
  const one = gatherer<string, boolean>(
    async (asked) => {
      await dealt(db, orgId, asked)
      return asked.map(() => ({ value: true }))
    },
    { most: 64, sizeOf: () => 1, grace: 2 },
  )
  await byClients(CLIENTS, WARM_UP, (i) => one(ids[2 * SINGLES + i]!))
  const begun = performance.now()
  const took = await byClients(CLIENTS, SINGLES, (i) => one(ids[i]!))
  const rate = SINGLES / ((performance.now() - begun) / 1000)
  const p99 = percentile(took, 99)
  return [
    {
      name: 'assign single per_s',
      value: rate,
      unit: 'decisions/s',
      limit: limitOf.rate,
      ratio: rate / limitOf.rate,
      goal: '≥ 1,000/s',
      ok: rate >= 1000,
    },
    {
      name: 'assign single p99',
      value: p99,
      unit: 'ms',
      limit: limitOf.p99,
      ratio: p99 / limitOf.p99,
      goal: '≤ 50 ms',
      ok: p99 <= 50,
    },
  ]
}

function timed(took: readonly number[]) {
  const rate = (CLIENTS * 1000) / (took.reduce((sum, each) => sum + each, 0) / took.length)
  return { rate, p99: percentile(took, 99) }
}

async function plain(db: Db, { orgId, leadId, userId }: { orgId: string; leadId: string; userId: string }) {
  await db.ownerPool.query({
    name: 'plain',
    text: `update lead set holder_kind = 'rep', holder_id = $3, assigned_at = now() where org_id = $1 and lead_id = $2`,
    values: [orgId, leadId, userId],
  })
}

async function stock(db: Db, { orgId, pools, teams }: Seeded): Promise<Result[]> {
  const begun = performance.now()
  let count = 0
  for (;;) {
    const ids = await some(db, orgId, PAGE)
    if (ids.length === 0) break
    count += await dealt(db, orgId, ids)
  }
  const seconds = (performance.now() - begun) / 1000
  const unequal = await spread(db, orgId)
  const limit = await inTransaction(db, orgId, async (tx) => {
    const from = performance.now()
    await rows(
      tx,
      sql`update lead set holder_id = ${teams[0]!.reps[0]!}, assigned_at = now(), version = version + 1
      where org_id = ${orgId} and holder_kind = 'rep' and pool_id = ${pools[0]!}`,
    )
    const took = (performance.now() - from) / 1000
    // Only measured: the holders stay.
    throw Object.assign(new Error('measured'), { took })
  }).catch((error: Error & { took?: number }) => {
    if (error.took === undefined) throw error
    return error.took
  })
  return [
    {
      name: 'assign bulk per_s',
      value: count / seconds,
      unit: 'leads/s',
      limit: count / limit,
      ratio: seconds / limit,
      goal: '100,000 in ≤ 60 s',
      ok: (100_000 / count) * seconds <= 60,
    },
    {
      name: 'assign bulk, one rep ahead of another by',
      value: unequal,
      unit: 'leads of one rule',
      limit: null,
      ratio: null,
      goal: '≤ 1',
      ok: unequal <= 1,
    },
  ]
}

/** How far apart two reps of one rule are. */
async function spread(db: Db, orgId: string): Promise<number> {
  const found = await db.ownerPool.query<{ apart: number }>(
    `select max(apart)::int as apart from (select max(given) - min(given) as apart from assign_turn where org_id = $1 and present group by rule_id) each`,
    [orgId],
  )
  return found.rows[0]?.apart ?? 0
}

async function rehearsal(db: Db, { orgId, adminId, teams, pools }: Seeded): Promise<Result[]> {
  const draft = policyFor(teams.slice(0, 9), pools[0]!)
  const rehearsalId = await inTransaction(db, orgId, (tx) =>
    startRehearsal(tx, { draft, days: 365, by: adminId, now: new Date() }),
  )
  const begun = performance.now()
  await runRehearsal({ db }, { orgId, id: rehearsalId, signal: new AbortController().signal })
  const seconds = (performance.now() - begun) / 1000
  const done = await inTransaction(db, orgId, (tx) => readRehearsal(tx, rehearsalId))
  const leads = done?.result?.leads ?? 0
  return [
    {
      name: 'rehearse',
      value: seconds,
      unit: `s for ${leads} leads`,
      limit: null,
      ratio: null,
      goal: '100,000 in ≤ 30 s',
      ok: leads > 0 && (seconds * 100_000) / leads <= 30,
    },
  ]
}
