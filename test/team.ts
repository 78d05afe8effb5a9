import { sql } from 'kysely'
import { expect } from 'vitest'
import type { AssignPolicy } from '../contract/assign.ts'
import type { PolicyBody, PolicyKind } from '../contract/policy.ts'
import { type Db, inTransaction, rows, type Tx } from '../server/db/db.ts'
import { uuidv7 } from '../server/db/id.ts'
import { insertRows } from '../server/db/write.ts'
import { beginOrg } from '../server/flow/begin.ts'
import type { LeadState } from '../server/lead/store.ts'
import type { UserCaller } from '../server/people/caller.ts'
import { currentPolicy, publish } from '../server/policy/store.ts'
import { captureAll, type Call } from '../server/rooms/capture/service.ts'
import type { TestDb } from './database.ts'
import { member, testHouse } from './house.ts'

/** A sales team of a test's own: an organisation as it begins, its reps in one team, all of them in its pool. */
export type Team = Awaited<ReturnType<typeof newTeam>>

/** Makes one. Until a rule is published all that arrives lands in the pool, unless the gate keeps it. */
export async function newTeam({ db, org }: Pick<TestDb, 'db' | 'org'>, { reps = 0 } = {}) {
  const orgId = await org()
  const teamId = uuidv7()
  const people = Array.from({ length: reps }, (_, i) => member(orgId, ['rep'], { name: `销售${i}` }))
  const admin = member(orgId, ['admin'], { name: '管理员' })
  const within = <T>(run: (tx: Tx) => Promise<T>) => inTransaction(db, orgId, run)
  const begun = await within(async (tx) => {
    const made = await beginOrg(tx)
    await insertRows(
      tx,
      'team',
      ['org_id', 'team_id', 'name', 'position', 'created_at'],
      [[orgId, teamId, '一组', 0, new Date()]],
    )
    await join(tx, { teamId, people, admin })
    await insertRows(
      tx,
      'pool_member',
      ['org_id', 'pool_id', 'kind', 'member_id'],
      [[orgId, made.poolId, 'team', teamId]],
    )
    return made
  })
  const house = testHouse(db)
  const call = (leads: unknown[], more: Partial<Call> = {}, by = house) =>
    captureAll(db, by.capture, {
      orgId,
      lang: 'zh',
      door: 'api',
      actor: { kind: 'key', id: null },
      leads,
      ...more,
    })
  return { orgId, teamId, reps: people, admin, ...begun, within, house, call }
}

async function join(
  tx: Tx,
  { teamId, people, admin }: { teamId: string; people: readonly UserCaller[]; admin: UserCaller },
): Promise<void> {
  await insertRows(
    tx,
    'member',
    ['org_id', 'user_id', 'name', 'roles', 'status', 'settings', 'created_at'],
    [...people, admin].map(({ userId, name, roles }) => [
      tx.orgId,
      userId,
      name,
      roles,
      'active',
      {},
      new Date(),
    ]),
  )
  await insertRows(
    tx,
    'team_member',
    ['org_id', 'team_id', 'user_id', 'leads'],
    people.map(({ userId }) => [tx.orgId, teamId, userId, false]),
  )
}

/** Publishes the next version of a policy over whatever stands. */
export async function publishNext<K extends PolicyKind>(
  { within }: Pick<Team, 'within'>,
  kind: K,
  body: PolicyBody<K>,
): Promise<void> {
  await within(async (tx) => {
    const over = (await currentPolicy(tx, kind))?.version ?? 0
    await publish(tx, { kind, scope: '', over, body, note: null, by: null, at: new Date() })
  })
}

/** All that arrives goes to the team's reps in turn, by the rule `r1`. */
export async function takeTurns(
  team: Team,
  parts: Partial<AssignPolicy['rules'][number]> = {},
): Promise<void> {
  const { teamId, poolId } = team
  const rule = { id: 'r1', name: '轮流', when: { all: [] }, active: true }
  const body: AssignPolicy = {
    rules: [{ ...rule, who: { teamIds: [teamId] }, strategy: { kind: 'roundRobin' }, ...parts }],
    fallbackPoolId: poolId,
  }
  await publishNext(team, 'assign', body)
}

/** A lead as the API is sent one, complete by the B2B gate; another person for each number. */
export const arrivingLead = (n: number, more: object = {}) => ({
  source: 'api',
  name: '张明',
  company: '北京仁科互动网络技术有限公司',
  title: '采购总监',
  phone: `138${String(10_000_000 + n)}`,
  ...more,
})

/** Captures that many complete leads in one call; returns their ids. */
export async function arrive({ call }: Pick<Team, 'call'>, count: number, from = 0): Promise<string[]> {
  const answers = await call(Array.from({ length: count }, (_, i) => arrivingLead(from + i)))
  return answers.map(({ leadId }) => leadId as string)
}

/** A lead as its row stands. */
export async function leadOf({ within }: Pick<Team, 'within'>, leadId: string): Promise<LeadState> {
  const [lead] = await within((tx) =>
    rows(tx, sql<LeadState>`select * from lead where org_id = ${tx.orgId} and lead_id = ${leadId}`),
  )
  if (!lead) throw new Error('there is no such lead')
  return lead
}

/** The kinds of a lead's trail, in order. */
export async function trailOf({ within }: Pick<Team, 'within'>, leadId: string) {
  return within((tx) =>
    rows(
      tx,
      sql<{
        kind: string
        actorKind: string
        actorId: string | null
        rule: unknown
        data: Record<string, unknown>
      }>`select kind, actor_kind, actor_id, rule, data from lead_event
        where org_id = ${tx.orgId} and lead_id = ${leadId} order by event_id`,
    ),
  )
}

/** What must hold of an organisation at any moment, whatever was killed or ran at once. */
export async function expectSound(db: Db, orgId: string): Promise<void> {
  await inTransaction(db, orgId, async (tx) => {
    // Every load is what its rep holds, and nobody who holds has none.
    expect(
      await rows(
        tx,
        sql`select coalesce(rep_load.user_id, held.holder_id) as rep, holding, leads from rep_load
          full join (select holder_id, count(*)::int as leads from lead
            where org_id = ${orgId} and holder_kind = 'rep' group by holder_id) held on held.holder_id = rep_load.user_id
          where coalesce(holding, 0) <> coalesce(leads, 0)`,
      ),
    ).toEqual([])
    // No two open leads have the same external id, and every lead is found by the one it came with.
    expect(
      await rows(
        tx,
        sql`select source_id, external_id from lead where org_id = ${orgId} and external_id is not null
          group by 1, 2 having count(*) > 1`,
      ),
    ).toEqual([])
    // What the journal says became a lead is there, and every lead came in by exactly one arrival that made it.
    expect(
      await rows(
        tx,
        sql`select lead.lead_id, made.arrivals from lead
          full join (select lead_id, count(*)::int as arrivals from arrival
            where org_id = ${orgId} and status in ('created', 'quarantined') group by lead_id) made using (lead_id)
          where (lead.org_id = ${orgId} or lead.org_id is null) and made.arrivals is distinct from 1`,
      ),
    ).toEqual([])
    // What is in quarantine is there to be worked off, and nothing else is.
    expect(
      await rows(
        tx,
        sql`select coalesce(lead.lead_id, quarantine.lead_id) as lead from quarantine
          full join (select * from lead where org_id = ${orgId} and holder_kind = 'quarantine') lead
            on lead.lead_id = quarantine.lead_id
          where quarantine.lead_id is null or (quarantine.org_id = ${orgId} and lead.lead_id is null)`,
      ),
    ).toEqual([])
    // Its trail begins with its arrival and ends where it is.
    expect(
      await rows(
        tx,
        sql`select lead.lead_id from lead
          left join lateral (select data -> 'to' as to from lead_event
            where lead_event.org_id = ${orgId} and lead_event.lead_id = lead.lead_id and data ? 'to'
            order by event_id desc limit 1) last on true
          where lead.org_id = ${orgId} and (last.to ->> 'kind' is distinct from lead.holder_kind
            or last.to ->> 'id' is distinct from lead.holder_id::text)`,
      ),
    ).toEqual([])
  })
}
