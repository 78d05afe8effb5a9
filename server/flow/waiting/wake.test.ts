import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { AssignRule } from '../../../contract/assign.ts'
import type { Week } from '../../../contract/working-time.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { testDb } from '../../../test/database.ts'
import { arrive, leadOf, newTeam, publishNext, type Team, trailOf } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { appendEvents, system } from '../../lead/trail.ts'
import { dutyOf } from '../../people/duty.ts'
import { scopeOf } from '../../people/scope.ts'
import { comeBack, goOffline, setShift } from '../../people/time.ts'
import { readRows } from '../../views/rows.ts'
import { wakeDue } from './wake.ts'

const { db, org } = await testDb()

/** A team whose one rule holds leads when nobody of the team is there. */
async function holding(reps: number, parts: Partial<AssignRule> = {}): Promise<Team> {
  const team = await newTeam({ db, org }, { reps })
  const rule: AssignRule = {
    id: 'r1',
    name: '轮流',
    when: { all: [] },
    active: true,
    who: { teamIds: [team.teamId] },
    strategy: { kind: 'roundRobin' },
    nobody: { kind: 'hold' },
    ...parts,
  }
  await publishNext(team, 'assign', { rules: [rule], fallbackPoolId: team.poolId })
  return team
}

const stamp = () => ({ at: new Date(), by: null })
const offline = (team: Team) =>
  team.within(async (tx) => {
    for (const { userId } of team.reps) await goOffline(tx, { userId, how: '60' }, stamp())
  })
const back = (team: Team) =>
  team.within(async (tx) => {
    for (const { userId } of team.reps) await comeBack(tx, userId, stamp())
  })
const wakeAtOf = async (team: Team, leadId: string) =>
  (await leadOf(team, leadId)) as unknown as {
    wakeAt: Date | null
    holderKind: string
    holderId: string | null
  }
const soon = () => new Date(Date.now() + 61_000)

describe('a lead for whom nobody is there', () => {
  test('waits, is asked again each minute without a line in its trail, and goes to who comes back', async () => {
    const team = await holding(1)
    await offline(team)
    const [leadId] = (await arrive(team, 1)) as [string]
    const before = await wakeAtOf(team, leadId)
    expect(before).toMatchObject({ holderKind: 'waiting', holderId: null })
    expect(before.wakeAt!.getTime()).toBeGreaterThan(Date.now())
    expect(await team.within((tx) => wakeDue(tx, new Date()))).toEqual({ looked: 0, dealt: 0 })
    const now = new Date()
    const scope = await team.within((tx) => scopeOf(tx, team.admin, now))
    const [row] = await team.within((tx) => readRows(tx, [leadId], { scope, fields: fieldsOf([]) }))
    expect(row?.waits).toEqual({ rule: '轮流', because: ['paused'] })

    const told = (await trailOf(team, leadId)).length
    const later = soon()
    expect(await team.within((tx) => wakeDue(tx, later))).toEqual({ looked: 1, dealt: 0 })
    expect((await wakeAtOf(team, leadId)).wakeAt).toEqual(new Date(later.getTime() + 60_000))
    expect(await trailOf(team, leadId)).toHaveLength(told)

    await back(team)
    const then = new Date(later.getTime() + 60_000)
    expect(await team.within((tx) => wakeDue(tx, then))).toEqual({ looked: 1, dealt: 1 })
    expect(await wakeAtOf(team, leadId)).toMatchObject({
      holderKind: 'rep',
      holderId: team.reps[0]!.userId,
      wakeAt: null,
    })
  })

  test('of a rule for the next shift wakes when that begins', async () => {
    const team = await holding(1, { hours: 'onDuty', nobody: { kind: 'nextShift' } })
    const { userId } = team.reps[0]!
    const now = new Date()
    // An hour of the day that is not now, by the organisation's clock.
    const hour = (new Date(now.getTime() + 8 * 3_600_000).getUTCHours() + 5) % 24
    const from = `${String(hour).padStart(2, '0')}:00`
    const to = `${String(hour).padStart(2, '0')}:30`
    const week = Array.from({ length: 7 }, () => [{ from, to }]) as Week
    await team.within((tx) => setShift(tx, { userId, shift: { week, worksHolidays: true } }, stamp()))
    const next = (await team.within((tx) => dutyOf(tx, [userId], now))).get(userId)?.next
    const [leadId] = (await arrive(team, 1)) as [string]
    expect((await wakeAtOf(team, leadId)).wakeAt).toEqual(next)
    await team.within((tx) => wakeDue(tx, next!))
    expect((await wakeAtOf(team, leadId)).holderId).toBe(userId)
  })

  test('is dealt once, however many sweep at the same time', async () => {
    const team = await holding(3)
    await offline(team)
    const ids = await arrive(team, 40)
    await back(team)
    const now = soon()
    const done = await Promise.all(Array.from({ length: 4 }, () => team.within((tx) => wakeDue(tx, now))))
    expect(done.reduce((sum, { dealt }) => sum + dealt, 0)).toBe(40)
    const loads = await team.within((tx) =>
      rows(
        tx,
        sql<{ holding: number; givenToday: number; givenWeek: number }>`
          select holding, given_today, given_week from rep_load where org_id = ${tx.orgId}`,
      ),
    )
    expect(loads.map(({ holding }) => holding).toSorted((a, b) => a - b)).toEqual([13, 13, 14])
    for (const { holding, givenToday, givenWeek } of loads)
      expect([givenToday, givenWeek]).toEqual([holding, holding])
    for (const leadId of ids)
      expect((await trailOf(team, leadId)).filter(({ data }) => data['waited'])).toHaveLength(1)
  })
})

describe('a week’s capacity', () => {
  test('is counted anew from the trail, without what was moved by hand', async () => {
    const team = await holding(2)
    const ids = await arrive(team, 6)
    const weeks = () =>
      team.within((tx) =>
        rows(tx, sql`select user_id, given_week from rep_load where org_id = ${tx.orgId} order by user_id`),
      )
    const before = await weeks()
    await team.within(async (tx) => {
      await rows(tx, sql`update rep_load set given_week = 99 where org_id = ${tx.orgId}`)
      // One of last week, and one by hand, of the same rep.
      const event = (data: Readonly<Record<string, unknown>>, at: Date) => ({ data, at })
      const to = { kind: 'rep', id: team.reps[0]!.userId }
      const more = [
        event({ to }, new Date(Date.now() - 8 * 86_400_000)),
        event({ to, byHand: true }, new Date()),
      ]
      for (const { data, at } of more)
        await appendEvents(tx, [{ leadId: ids[0]!, at, kind: 'assigned', actor: system, data }])
    })
    const migration = new URL('../../db/migrations/0067_house.sql', import.meta.url)
    const [recount] = /update rep_load[^;]*/.exec(readFileSync(migration, 'utf8')) ?? []
    await db.ownerPool.query(recount ?? '')
    expect(await weeks()).toEqual(before)
  })

  test('is kept by captures at the same time, and begins anew on Monday', async () => {
    const team = await holding(2)
    await team.within((tx) => rows(tx, sql`update member set weekly_max = 3 where org_id = ${tx.orgId}`))
    await Promise.all(Array.from({ length: 6 }, (_, i) => arrive(team, 2, i * 2)))
    const counts = () =>
      team.within((tx) =>
        rows(tx, sql<{ givenWeek: number }>`select given_week from rep_load where org_id = ${tx.orgId}`),
      )
    expect((await counts()).map(({ givenWeek }) => givenWeek)).toEqual([3, 3])
    const inAWeek = new Date(Date.now() + 7 * 86_400_000)
    expect((await team.within((tx) => wakeDue(tx, inAWeek))).dealt).toBe(6)
    expect((await counts()).map(({ givenWeek }) => givenWeek)).toEqual([3, 3])
  })
})
