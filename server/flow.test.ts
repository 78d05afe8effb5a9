import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { AssignPolicy } from '../contract/assign.ts'
import { testDb } from '../test/database.ts'
import { shareFairly } from '../test/fair.ts'
import { testHouse } from '../test/house.ts'
import { inTransaction, rows } from './db/db.ts'
import { uuidv7 } from './db/id.ts'
import { insertRows } from './db/write.ts'
import { beginOrg } from './flow/begin.ts'
import { retryUndecided } from './flow/retry.ts'
import { publish } from './policy/store.ts'
import { captureAll, type Call } from './rooms/capture/service.ts'

const { db, org } = await testDb()
const house = testHouse(db)

async function begin(reps = 0) {
  const orgId = await org()
  const teamId = uuidv7()
  const users = Array.from({ length: reps }, () => uuidv7())
  const begun = await inTransaction(db, orgId, async (tx) => {
    const made = await beginOrg(tx)
    await insertRows(
      tx,
      'team',
      ['org_id', 'team_id', 'name', 'position', 'created_at'],
      [[orgId, teamId, '一组', 0, new Date()]],
    )
    await insertRows(
      tx,
      'member',
      ['org_id', 'user_id', 'name', 'roles', 'status', 'settings', 'created_at'],
      users.map((userId, i) => [orgId, userId, `销售${i}`, ['rep'], 'active', {}, new Date()]),
    )
    await insertRows(
      tx,
      'team_member',
      ['org_id', 'team_id', 'user_id', 'leads'],
      users.map((userId) => [orgId, teamId, userId, false]),
    )
    return made
  })
  const call = (leads: unknown[], more: Partial<Call> = {}) =>
    captureAll(db, house.capture, {
      orgId,
      lang: 'zh',
      door: 'api',
      actor: { kind: 'key', id: null },
      leads,
      ...more,
    })
  return { orgId, teamId, users, ...begun, call }
}

async function roundRobin(orgId: string, { teamId, poolId }: { teamId: string; poolId: string }) {
  const body: AssignPolicy = {
    rules: [
      {
        id: 'r1',
        name: '轮流',
        when: { all: [] },
        who: { teamIds: [teamId] },
        strategy: { kind: 'roundRobin' },
        active: true,
      },
    ],
    fallbackPoolId: poolId,
  }
  await inTransaction(db, orgId, (tx) =>
    publish(tx, { kind: 'assign', scope: '', over: 1, body, note: null, by: null, at: new Date() }),
  )
}

const lead = (n: number, more: object = {}) => ({
  source: 'api',
  name: '张明',
  company: '北京仁科互动网络技术有限公司',
  title: '采购总监',
  phone: `138${String(10000000 + n)}`,
  ...more,
})

describe('an arrival', () => {
  test('that is complete becomes a lead with a holder, a trail and keys', async () => {
    const { orgId, call, teamId, poolId, users } = await begin(1)
    await roundRobin(orgId, { teamId, poolId })
    const [answer] = await call([lead(1)])
    expect(answer).toMatchObject({
      status: 'created',
      holder: { kind: 'rep', id: users[0], name: '销售0' },
      reasons: [],
    })
    const { events, keys } = await inTransaction(db, orgId, async (tx) => ({
      events: await rows(
        tx,
        sql<{
          kind: string
        }>`select kind from lead_event where lead_id = ${answer?.leadId} order by event_id`,
      ),
      keys: await rows(tx, sql<{ key: string }>`select key from lead_key where lead_id = ${answer?.leadId}`),
    }))
    expect(events.map(({ kind }) => kind)).toEqual(['captured', 'assigned'])
    expect(keys.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['p:+8613810000001', 'y:zhangming', 'i:zm']),
    )
  })

  test('with only a name and a company is told to be invalid, naming title and phone, in both modes', async () => {
    const { orgId, call } = await begin()
    const row = { source: 'api', name: '张明', company: '北京仁科互动' }
    const [kept] = await call([row])
    expect(kept).toMatchObject({ status: 'quarantined', holder: { kind: 'quarantine' } })
    expect(kept?.reasons.map(({ field }) => field)).toEqual(['title', 'phone'])
    await inTransaction(db, orgId, (tx) =>
      publish(tx, {
        kind: 'gate',
        scope: '',
        over: 1,
        body: {
          preset: 'b2b',
          mode: 'refuse',
          requirements: [{ need: ['company', 'name', 'title', 'phone'] }],
        },
        note: null,
        by: null,
        at: new Date(),
      }),
    )
    const [refused] = await call([row])
    expect(refused).toMatchObject({ status: 'rejected', leadId: null })
    expect(refused?.reasons.map(({ message }) => message).join()).toMatch(/无效线索.*职位.*无效线索.*电话/)
  })

  test('of a person who is held is linked to their lead, fills what it lacks, and tells its holder', async () => {
    const { orgId, call, teamId, poolId, users } = await begin(1)
    await roundRobin(orgId, { teamId, poolId })
    const [first] = await call([lead(2)])
    const [second] = await call([lead(2, { name: '张总', email: 'zm@example.com', title: null })])
    expect(second).toMatchObject({
      status: 'merged',
      leadId: first?.leadId,
      reasons: [{ code: 'match.same_phone' }],
    })
    const held = await inTransaction(db, orgId, (tx) =>
      rows(
        tx,
        sql<{ name: string; email: string }>`select name, email from lead where lead_id = ${first?.leadId}`,
      ),
    )
    expect(held).toEqual([{ name: '张明', email: 'zm@example.com' }])
    const notices = await inTransaction(db, orgId, (tx) =>
      rows(tx, sql<{ kind: string; userId: string }>`select kind, user_id from notice order by notice_id`),
    )
    expect(notices).toEqual([
      { kind: 'lead.assigned', userId: users[0] },
      { kind: 'lead.reenquired', userId: users[0] },
    ])
  })

  test('with a known external id is a duplicate, whatever its body says', async () => {
    const { call } = await begin()
    const [first] = await call([lead(3, { externalId: 'a-1' })])
    const [again] = await call([lead(4, { externalId: 'a-1', touch: { utm_source: 'x' } })])
    expect(again).toMatchObject({ status: 'duplicate', leadId: first?.leadId })
  })
})

describe('many at once', () => {
  test('a hundred simultaneous captures of one phone leave one lead', async () => {
    const { orgId, call } = await begin()
    const houses = [house, testHouse(db), testHouse(db)] // as three servers on one database
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        captureAll(db, (houses[i % 3] ?? house).capture, {
          orgId,
          lang: 'zh',
          door: 'api',
          actor: { kind: 'key', id: null },
          leads: [lead(5)],
        }),
      ),
    )
    const statuses = answers.flat().map(({ status }) => status)
    expect(statuses.filter((status) => status === 'created')).toHaveLength(1)
    expect(statuses.filter((status) => status === 'merged')).toHaveLength(99)
    expect((await call([lead(6)]))[0]?.status).toBe('created')
  })

  test('by weights nobody is ever a whole lead from their share, in bulk and in parallel', async () => {
    const { looks } = await shareFairly({ db, org }, { bulk: [200, 100], each: 12 })
    expect(looks).toBeGreaterThan(0)
  })
})

describe('retries and failures', () => {
  test('the same call again gets the same answer; another body under its key is refused', async () => {
    const { call } = await begin()
    const once = { caller: uuidv7(), key: 'k1', body: { n: 1 } }
    const first = await call([lead(7)], { once })
    const [again, meanwhile] = await Promise.all([call([lead(7)], { once }), call([lead(7)], { once })])
    expect(again).toEqual(first)
    expect(meanwhile).toEqual(first)
    await expect(call([lead(7)], { once: { ...once, body: { n: 2 } } })).rejects.toMatchObject({
      code: 'idempotency.other_body',
    })
  })

  test('a rule that throws loses nothing: journalled as undecided, and decided once the rule is mended', async () => {
    const { orgId, call } = await begin()
    // A stored rule that asks for a field nobody has: publishing refuses it, so it is planted behind its back.
    const plant = (body: object) =>
      inTransaction(db, orgId, (tx) =>
        rows(tx, sql`update policy set body = ${JSON.stringify(body)}::jsonb where kind = 'tags'`),
      )
    await plant({
      rules: [
        {
          id: 't',
          when: { field: 'custom.gone', op: 'is', value: 'x' },
          tags: ['x'],
          days: null,
          active: true,
        },
      ],
    })
    const answers = await call([lead(8), lead(9)])
    expect(answers.map(({ status }) => status)).toEqual(['undecided', 'undecided'])
    await plant({ rules: [] })
    await inTransaction(db, orgId, (tx) =>
      rows(tx, sql`update arrival set received_at = received_at - interval '1 hour'`),
    )
    expect(await retryUndecided(db, orgId, () => undefined)).toBe(2)
    const journal = await inTransaction(db, orgId, (tx) =>
      rows(tx, sql<{ status: string }>`select status from arrival`),
    )
    expect(journal.map(({ status }) => status)).toEqual(['created', 'created'])
  })
})
