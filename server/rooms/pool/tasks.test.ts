import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { arrive, expectSound, leadOf, newTeam, publishNext, type Team, trailOf } from '../../../test/team.ts'
import { type Db, inTransaction, openDb, rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as followup from '../followup/service.ts'
import * as pool from './service.ts'

const { db, org, connection } = await testDb()
// As two servers on one database.
const other = openDb(connection)
afterAll(() => other.close())
const servers = (i: number): Db => (i % 2 ? other : db)
const make = (reps: number) => newTeam({ db, org }, { reps })
const everything = { all: [] }
const HOUR = 3_600_000
const DAY = 24 * HOUR

const claim = (team: Team, rep: UserCaller, wanted: pool.Wanted, at: { on?: Db; now?: Date } = {}) =>
  inTransaction(at.on ?? db, team.orgId, (tx) =>
    pool.claim(tx, rep, { poolId: team.poolId, wanted, now: at.now ?? new Date() }),
  )
const best = (count: number): pool.Wanted => ({ count, condition: everything })
const recycle = (team: Team, now: Date) => team.within((tx) => pool.recycle(tx, now))
const remind = (team: Team, now: Date) => team.within((tx) => pool.remind(tx, now))

async function limit(team: Team, limits: { daily?: number; holding?: number; cap?: number }) {
  await team.within(async (tx) => {
    await rows(
      tx,
      sql`update pool set daily_limit = ${limits.daily ?? null}, holding_limit = ${limits.holding ?? null}
        where org_id = ${tx.orgId}`,
    )
    await rows(tx, sql`update member set holding_max = ${limits.cap ?? null} where org_id = ${tx.orgId}`)
  })
}

const noticesOf = (team: Team) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{
        kind: string
        userId: string
      }>`select kind, user_id from notice where org_id = ${tx.orgId} order by notice_id`,
    ),
  )

describe('falling back', () => {
  const start = new Date('2026-03-01T02:00:00Z')
  const due = new Date(+start + 30 * DAY)

  async function held(reps = 1) {
    const team = await make(reps)
    const [rep] = team.reps as [UserCaller]
    const [leadId = ''] = await arrive(team, 1)
    await claim(team, rep, { leadIds: [leadId] }, { now: start })
    return { team, rep, leadId }
  }
  const log = (team: Team, rep: UserCaller, wish: Partial<followup.Log> & { leadId: string; now: Date }) =>
    team.within((tx) =>
      followup.log(tx, rep, { activityId: uuidv7(), kind: 'call', outcome: 'connected', ...wish }),
    )

  test('happens at the deadline, not a millisecond before, by the rule that is named; its holder is told', async () => {
    const { team, rep, leadId } = await held()
    expect(await leadOf(team, leadId)).toMatchObject({ dueAt: due, remindAt: new Date(+due - 3 * DAY) })
    expect(await recycle(team, new Date(+due - 1))).toBe(0)
    expect(await recycle(team, due)).toBe(1)
    expect(await recycle(team, due)).toBe(0)
    expect(await leadOf(team, leadId)).toMatchObject({
      holderKind: 'pool',
      holderId: team.poolId,
      dueAt: null,
    })
    expect((await trailOf(team, leadId)).at(-1)).toMatchObject({
      kind: 'recycled',
      actorKind: 'rule',
      rule: { kind: 'recycle', version: 1, id: 'untouched' },
    })
    expect((await noticesOf(team)).at(-1)).toEqual({ kind: 'lead.recycled', userId: rep.userId })
    await expectSound(db, team.orgId)
  })

  test('is reminded of once a deadline', async () => {
    const { team, rep, leadId } = await held()
    const soon = new Date(+due - 3 * DAY)
    expect(await remind(team, new Date(+soon - 1))).toBe(0)
    expect([await remind(team, soon), await remind(team, soon)]).toEqual([1, 0])
    expect(await noticesOf(team)).toEqual([{ kind: 'lead.due', userId: rep.userId }])
    await log(team, rep, { leadId, now: soon })
    expect(await remind(team, new Date(+soon + 26 * DAY))).toBe(0)
    expect(await remind(team, new Date(+soon + 27 * DAY))).toBe(1)
  })

  test('is put off by a follow-up, also one at the last moment; not by a note, which silences no reminder either', async () => {
    const { team, rep, leadId } = await held()
    await log(team, rep, { leadId, now: new Date(+start + DAY), kind: 'note', outcome: null })
    expect(await leadOf(team, leadId)).toMatchObject({ dueAt: due, remindAt: new Date(+due - 3 * DAY) })
    // The sweep has seen the lead as due and waits for the follow-up that is just being written.
    const sweeping = db.appPool.connect()
    const client = await sweeping
    await client.query(`begin; set local app.org_id = '${team.orgId}'`)
    await client.query('select from lead where lead_id = $1 for update', [leadId])
    const swept = recycle(team, due)
    await new Promise((resolve) => setTimeout(resolve, 100))
    await client.query('update lead set due_at = $2 where lead_id = $1', [leadId, new Date(+due + 30 * DAY)])
    await client.query('commit')
    client.release()
    expect(await swept).toBe(0)
    expect((await leadOf(team, leadId)).holderKind).toBe('rep')
    await log(team, rep, { leadId, now: due })
    expect(await leadOf(team, leadId)).toMatchObject({ dueAt: new Date(+due + 30 * DAY) })
  })

  test('a log that comes late takes back no deadline', async () => {
    const { team, rep, leadId } = await held()
    const day = (n: number) => new Date(+start + n * DAY)
    await log(team, rep, { leadId, now: day(10), at: day(10) })
    await log(team, rep, { leadId, now: day(11), at: day(2) })
    expect((await leadOf(team, leadId)).dueAt).toEqual(day(40))
    const before = await held()
    await log(before.team, before.rep, { leadId: before.leadId, now: day(1), at: day(-40) })
    expect((await leadOf(before.team, before.leadId)).dueAt).toEqual(due)
  })

  test('follows other rules once they are published: later, sooner with a warning first, or not at all', async () => {
    const { team, rep, leadId } = await held()
    const reckon = (now: Date) => team.within((tx) => pool.reckon(tx, { after: null, now, most: 1 }))
    const rule = { id: 'r', name: '', when: everything, days: 60, remindDays: 3, poolId: null, active: true }
    const at = new Date(+start + 20 * DAY)
    await publishNext(team, 'recycle', { rules: [rule] })
    expect(await reckon(at)).toBe(leadId)
    expect((await leadOf(team, leadId)).dueAt).toEqual(new Date(+start + 60 * DAY))
    await publishNext(team, 'recycle', { rules: [{ ...rule, days: 10 }] })
    await reckon(at)
    expect(await leadOf(team, leadId)).toMatchObject({ dueAt: new Date(+at + 3 * DAY), remindAt: at })
    expect(await remind(team, at)).toBe(1)
    await publishNext(team, 'recycle', { rules: [] })
    expect(await recycle(team, new Date(+at + 4 * DAY))).toBe(0)
    expect(await leadOf(team, leadId)).toMatchObject({
      holderKind: 'rep',
      holderId: rep.userId,
      dueAt: null,
    })
  })

  test('spares what is protected, and goes where the rule says', async () => {
    const team = await make(1)
    const [rep] = team.reps as [UserCaller]
    const north = uuidv7()
    await team.within((tx) =>
      rows(tx, sql`insert into pool (org_id, pool_id, name) values (${tx.orgId}, ${north}, '北区公海')`),
    )
    const rule = { id: 'r', name: '', when: everything, days: 1, remindDays: 0, poolId: north, active: true }
    await publishNext(team, 'recycle', { rules: [rule] })
    const typed = { holderId: rep.userId, door: 'hand', actor: { kind: 'user', id: rep.userId } } as const
    const [own] = await team.call(
      [{ source: 'hand', name: '王芳', company: '甲', title: '乙', phone: '13912345678' }],
      typed,
    )
    const [leadId = ''] = await arrive(team, 1)
    await claim(team, rep, { leadIds: [leadId] })
    expect(await recycle(team, new Date(Date.now() + 400 * DAY))).toBe(1)
    expect(await leadOf(team, leadId)).toMatchObject({ holderKind: 'pool', holderId: north, poolId: north })
    expect(await leadOf(team, own?.leadId as string)).toMatchObject({
      holderKind: 'rep',
      protected: true,
      dueAt: null,
    })
  })
})

test('claiming, giving back, following up, ending, giving by hand and falling back all at once leave the books right', async () => {
  const team = await make(6)
  const ids = await arrive(team, 40)
  await limit(team, {})
  const some = (n: number, count: number) =>
    Array.from({ length: count }, (_, i) => ids[(n * 7 + i * 11) % 40] as string)
  const acts: ((tx: Parameters<typeof pool.recycle>[0], rep: UserCaller, n: number) => Promise<unknown>)[] = [
    (tx, rep, n) =>
      pool.claim(tx, rep, { poolId: team.poolId, wanted: { leadIds: some(n, 5) }, now: new Date() }),
    (tx, rep) => pool.claim(tx, rep, { poolId: team.poolId, wanted: best(3), now: new Date() }),
    (tx, rep, n) => pool.release(tx, rep, { leadIds: some(n, 4), reason: '不合适', now: new Date() }),
    (tx) => pool.recycle(tx, new Date(Date.now() + 31 * DAY)),
    (tx, _rep, n) => pool.release(tx, team.admin, { leadIds: some(n, 6), reason: '重分', now: new Date() }),
    (tx, rep, n) =>
      followup.log(tx, rep, {
        leadId: some(n, 1)[0] as string,
        activityId: uuidv7(),
        kind: 'call',
        outcome: 'met',
        now: new Date(),
      }),
    async (tx, _rep, n) => {
      const [leadId = ''] = some(n, 1)
      const [held] = await rows(
        tx,
        sql<{
          version: number
          stage: string
        }>`select version, stage from lead where org_id = ${tx.orgId} and lead_id = ${leadId}`,
      )
      const stage = held?.stage === 'lost' ? 'contacted' : 'lost'
      await followup.setStage(tx, team.admin, {
        leadId,
        version: held?.version ?? 0,
        stage,
        reason: '无预算',
        now: new Date(),
      })
    },
  ]
  let runs = 0
  const outcomes = await Promise.allSettled(
    Array.from({ length: 240 }, (_, n) =>
      inTransaction(servers(n), team.orgId, (tx) => {
        runs += 1
        return (acts[n % acts.length] as (typeof acts)[number])(tx, team.reps[n % 6] as UserCaller, n)
      }),
    ),
  )
  // All lock in one order, so that none had to be run again after a deadlock.
  expect(runs).toBe(240)
  const reasons = outcomes.flatMap((each) =>
    each.status === 'rejected' ? [each.reason as { code?: string }] : [],
  )
  const allowed = ['not_found', 'lead.not_yours', 'lead.closed', 'version.stale', 'lead.move']
  expect(reasons.filter(({ code = '' }) => !allowed.includes(code))).toEqual([])
  expect(reasons.length).toBeLessThan(200)
  await expectSound(db, team.orgId)
})
