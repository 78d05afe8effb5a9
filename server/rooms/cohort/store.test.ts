import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { CohortBody } from '../../../contract/cohort.ts'
import { testDb } from '../../../test/database.ts'
import {
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  type Team,
  trailOf,
} from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { recycle } from '../pool/service.ts'
import { dayAfter } from './decide/serving.ts'
import { editRoster, followAll, keep, place, remove, servingThen } from './service.ts'
import { readBoard } from './store/board.ts'

const { db, org } = await testDb()
const today = new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Shanghai' })
const allDay = [{ from: '00:00', to: '24:00' }]
const day = (n: number) => dayAfter(today, n)
/** Noon in Shanghai, some days from today. */
const noon = (n = 0) => new Date(`${day(n)}T04:00:00Z`)

const body = (more: Partial<CohortBody> = {}): CohortBody => ({
  name: '春季班',
  intakeFrom: day(-10),
  intakeTo: day(10),
  salesTo: day(30),
  belongs: { all: [] },
  fill: 'inOrder',
  shifts: allDay,
  groups: [
    { name: '一群', capacity: 5 },
    { name: '二群', capacity: 5 },
  ],
  ...more,
})

/** A team whose leads go by the cohort's roster, else to the pool; each group served by a rep of its own. */
async function school(more: Partial<CohortBody> = {}, reps = 4) {
  const team = await newTeam({ db, org }, { reps })
  await publishNext(team, 'assign', {
    rules: [{ id: 'c', name: '班期', when: { all: [] }, strategy: { kind: 'cohort' }, active: true }],
    fallbackPoolId: team.poolId,
  })
  const doing = { by: team.admin.userId, now: new Date() }
  const cohortId = await team.within((tx) =>
    keep(tx, { cohortId: null, body: body(more), lang: 'zh' }, doing),
  )
  const board = () => team.within((tx) => readBoard(tx, { days: 14, now: new Date() }))
  const groups = (await board()).cohorts[0]!.groups
  for (const [i, { groupId }] of groups.entries())
    await edit(team, {
      kind: 'set',
      groupIds: [groupId],
      from: day(0),
      to: day(20),
      userId: team.reps[i % reps]!.userId,
    })
  return {
    ...team,
    cohortId,
    board,
    groupIds: groups.map(({ groupId }) => groupId),
    ids: team.reps.map((r) => r.userId),
  }
}

const edit = (
  team: Pick<Team, 'within' | 'admin'>,
  wish: Parameters<typeof editRoster>[1],
  now = new Date(),
) => team.within((tx) => editRoster(tx, wish, { by: team.admin.userId, now }))

const holders = (team: Pick<Team, 'within'>) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{ leadId: string; groupId: string | null; kind: string; holderId: string; dueAt: Date | null }>`
        select lead.lead_id, cohort_lead.group_id, lead.holder_kind as kind, lead.holder_id, lead.due_at from lead
        left join cohort_lead on cohort_lead.org_id = lead.org_id and cohort_lead.lead_id = lead.lead_id
        where lead.org_id = ${tx.orgId} order by lead.arrived_at, lead.lead_id`,
    ),
  )

const capture = (team: Pick<Team, 'call'>, count: number, from = 0) =>
  team.call(Array.from({ length: count }, (_, i) => arrivingLead(from + i)))

describe('seats', () => {
  test('groups are filled in order, each lead with its group’s rep, and what finds no seat goes on with the reason', async () => {
    const team = await school()
    await capture(team, 12)
    const found = await holders(team)
    const [a, b] = team.groupIds
    expect(found.filter(({ groupId }) => groupId === a).map(({ holderId }) => holderId)).toEqual(
      Array(5).fill(team.ids[0]),
    )
    expect(found.filter(({ groupId }) => groupId === b).map(({ holderId }) => holderId)).toEqual(
      Array(5).fill(team.ids[1]),
    )
    const beyond = found.filter(({ groupId }) => groupId === null)
    expect(beyond.map(({ kind, holderId }) => [kind, holderId])).toEqual(Array(2).fill(['pool', team.poolId]))
    const [, assigned] = await trailOf(team, beyond[0]!.leadId)
    expect(assigned?.data).toMatchObject({
      why: {
        passed: [{ ruleId: 'c', because: 'nobody', pointed: { cohortId: team.cohortId, why: 'groupsFull' } }],
      },
    })
    await expectSound(db, team.orgId)
  })

  test('evenly: groups fill by the same share', async () => {
    const team = await school({
      fill: 'evenly',
      groups: [
        { name: 'a', capacity: 20 },
        { name: 'b', capacity: 10 },
      ],
    })
    await capture(team, 15)
    const [cohort] = (await team.board()).cohorts
    expect(cohort?.groups.map(({ taken }) => taken)).toEqual([10, 5])
  })

  test('sixteen doors at once: no group above its capacity, no lead lost, no seat counted twice', async () => {
    const team = await school({
      groups: [
        { name: 'a', capacity: 9 },
        { name: 'b', capacity: 14 },
        { name: 'c', capacity: 10 },
      ],
    })
    await Promise.all(Array.from({ length: 16 }, (_, i) => capture(team, 3, i * 10)))
    const found = await holders(team)
    expect(found).toHaveLength(48)
    const inGroup = team.groupIds.map((id) => found.filter(({ groupId }) => groupId === id).length)
    expect(inGroup).toEqual([9, 14, 10])
    const [cohort] = (await team.board()).cohorts
    expect(cohort?.groups.map(({ taken }) => taken)).toEqual([9, 14, 10])
    for (const [i, id] of team.groupIds.entries())
      expect(new Set(found.filter(({ groupId }) => groupId === id).map(({ holderId }) => holderId))).toEqual(
        new Set([team.ids[i]]),
      )
    expect(found.filter(({ groupId, kind }) => groupId === null && kind === 'pool')).toHaveLength(15)
    await expectSound(db, team.orgId)
  })

  test('who comes outside the intake, or does not belong, is of no cohort', async () => {
    const late = await school({ intakeTo: day(-1) })
    const other = await school({ belongs: { field: 'company', op: 'contains', value: '少儿' } })
    for (const team of [late, other]) {
      await capture(team, 1)
      expect((await holders(team))[0]).toMatchObject({ kind: 'pool', groupId: null })
    }
  })
})

describe('the roster', () => {
  test('a substitute has the whole group while it lasts, and the rep has it back afterwards', async () => {
    const team = await school()
    const [a] = team.groupIds as [string]
    await capture(team, 4)
    const [ill, , sub] = team.ids as [string, string, string]
    const stands = {
      kind: 'substitute',
      groupIds: team.groupIds,
      userId: ill,
      substituteId: sub,
      from: day(0),
      to: day(1),
    } as const
    expect((await edit(team, stands)).moves).toEqual([{ groupId: a, fromId: ill, toId: sub, leads: 4 }])
    expect(new Set((await holders(team)).map(({ holderId }) => holderId))).toEqual(new Set([sub]))
    await capture(team, 1, 50)
    expect((await holders(team)).map(({ holderId }) => holderId)).toEqual(Array(5).fill(sub))
    expect(await team.within((tx) => followAll(tx, noon(1)))).toBe(0)
    expect(await team.within((tx) => followAll(tx, noon(2)))).toBe(5)
    expect(new Set((await holders(team)).map(({ holderId }) => holderId))).toEqual(new Set([ill]))
    expect(await team.within((tx) => followAll(tx, noon(2)))).toBe(0)
    await expectSound(db, team.orgId)
  })

  test('taken back before its end, the rep has the group at once', async () => {
    const team = await school()
    await capture(team, 2)
    const [ill, , sub] = team.ids as [string, string, string]
    await edit(team, {
      kind: 'substitute',
      groupIds: team.groupIds,
      userId: ill,
      substituteId: sub,
      from: day(0),
      to: day(5),
    })
    const { moves } = await edit(team, { kind: 'back', groupIds: team.groupIds, from: day(0), to: day(5) })
    expect(moves).toMatchObject([{ fromId: sub, toId: ill, leads: 2 }])
  })

  test('a whole cohort is handed over at once: one notice a rep, and undone by what it answers', async () => {
    const team = await school()
    await capture(team, 10)
    const to = team.ids[3] as string
    const wish = {
      kind: 'handOver',
      groupIds: team.groupIds,
      fromUserId: null,
      toUserId: to,
      from: day(0),
      gather: false,
    } as const
    const { moves, before } = await edit(team, wish)
    expect(moves.map(({ leads }) => leads)).toEqual([5, 5])
    expect(new Set((await holders(team)).map(({ holderId }) => holderId))).toEqual(new Set([to]))
    const told = await team.within((tx) =>
      rows(
        tx,
        sql<{ userId: string; data: unknown }>`select user_id, data from notice
        where org_id = ${tx.orgId} and kind = 'leads.rostered'`,
      ),
    )
    expect(told).toEqual([{ userId: to, data: { count: 10, groups: 2 } }])
    await edit(team, { kind: 'put', cells: [...before] })
    for (const [at, id] of team.groupIds.entries()) {
      const theirs = (await holders(team)).filter(({ groupId }) => groupId === id)
      expect(theirs.map(({ holderId }) => holderId)).toEqual(Array(5).fill(team.ids[at]))
    }
    await expectSound(db, team.orgId)
  })

  test('arrivals during hand-overs end up with whoever has the group', async () => {
    const team = await school({ groups: [{ name: 'a', capacity: 200 }] })
    const hand = (to: string) =>
      edit(team, {
        kind: 'handOver',
        groupIds: team.groupIds,
        fromUserId: null,
        toUserId: to,
        from: day(0),
        gather: false,
      })
    await Promise.all([
      ...Array.from({ length: 12 }, (_, i) => capture(team, 3, i * 10)),
      ...[1, 2, 3].map((i) => hand(team.ids[i] as string)),
    ])
    const found = await holders(team)
    expect(found).toHaveLength(36)
    const [group] = (await team.board()).cohorts[0]!.groups
    expect(new Set(found.map(({ holderId }) => holderId))).toEqual(new Set([group?.serving?.userId]))
    await expectSound(db, team.orgId)
  })

  test('what was given away by hand stays there until it is gathered', async () => {
    const team = await school()
    await capture(team, 3)
    const [first] = await holders(team)
    const [, , other, next] = team.ids as [string, string, string, string]
    await team.within(async (tx) => {
      const { giveByHand } = await import('../assign/service.ts')
      await giveByHand(tx, team.admin, { leadIds: [first!.leadId], to: { kind: 'rep', id: other } })
    })
    const hand = (toUserId: string, gather: boolean) =>
      edit(team, {
        kind: 'handOver',
        groupIds: [team.groupIds[0] as string],
        fromUserId: null,
        toUserId,
        from: day(0),
        gather,
      })
    expect((await hand(next, false)).moves).toMatchObject([{ leads: 2 }])
    expect((await leadOf(team, first!.leadId)).holderId).toBe(other)
    expect((await hand(next, true)).moves).toMatchObject([{ fromId: null, leads: 1 }])
    expect((await leadOf(team, first!.leadId)).holderId).toBe(next)
  })

  test('the past is answered by the roster as it stood then', async () => {
    const team = await school()
    const [a] = team.groupIds as [string]
    const then = new Date()
    await edit(
      team,
      { kind: 'set', groupIds: [a], from: day(0), to: day(3), userId: team.ids[2] as string },
      new Date(+then + 60_000),
    )
    const served = (at: Date) => team.within((tx) => servingThen(tx, a, at))
    expect((await served(then))?.userId).toBe(team.ids[0])
    expect((await served(new Date(+then + 120_000)))?.userId).toBe(team.ids[2])
    expect(await served(new Date(+then - 3_600_000))).toBeNull()
  })

  test('refused: who is no rep, who stands in for themselves, a group that would be overfull', async () => {
    const team = await school()
    const set = { kind: 'set', groupIds: team.groupIds, from: day(0), to: day(1) } as const
    await expect(edit(team, { ...set, userId: team.admin.userId })).rejects.toMatchObject({
      code: 'cohort.rep_unknown',
    })
    const self = {
      kind: 'substitute',
      groupIds: team.groupIds,
      from: day(0),
      to: day(1),
      userId: team.ids[0]!,
      substituteId: team.ids[0]!,
    } as const
    await expect(edit(team, self)).rejects.toMatchObject({ code: 'cohort.same_rep' })
    await capture(team, 3)
    const smaller = body({ groups: [{ groupId: team.groupIds[0]!, name: '一群', capacity: 2 }] })
    const wish = { cohortId: team.cohortId, body: smaller, lang: 'zh' as const }
    await expect(team.within((tx) => keep(tx, wish, { by: null, now: new Date() }))).rejects.toMatchObject({
      code: 'cohort.capacity',
    })
  })
})

describe('falling back', () => {
  const fallsBack = async (team: Team) =>
    publishNext(team, 'recycle', {
      rules: [
        { id: 'f', name: '', when: { all: [] }, days: 1, remindDays: 0, poolId: team.poolId, active: true },
      ],
    })

  test('never while the cohort is sold; a roster that changes moves them; afterwards as any other', async () => {
    const team = await school({ salesTo: day(12) })
    await fallsBack(team)
    await capture(team, 2)
    const [first] = await holders(team)
    expect(first?.dueAt).toBeNull()
    expect(await team.within((tx) => recycle(tx, noon(9)))).toBe(0)
    // However a deadline came to stand there: the sweep looks again.
    await team.within((tx) => rows(tx, sql`update lead set due_at = ${noon(-1)} where org_id = ${tx.orgId}`))
    expect(await team.within((tx) => recycle(tx, noon(9)))).toBe(0)
    await edit(team, {
      kind: 'set',
      groupIds: team.groupIds,
      from: day(0),
      to: day(9),
      userId: team.ids[2] as string,
    })
    expect((await holders(team)).map(({ holderId, dueAt }) => [holderId, dueAt])).toEqual(
      Array(2).fill([team.ids[2], null]),
    )
    await team.within((tx) => rows(tx, sql`update lead set due_at = ${noon(1)} where org_id = ${tx.orgId}`))
    expect(await team.within((tx) => recycle(tx, noon(14)))).toBe(2)
  })

  test('taken out of its group a lead has a deadline again, and its seat is free', async () => {
    const team = await school()
    await fallsBack(team)
    await capture(team, 1)
    const [first] = await holders(team)
    expect(await team.within((tx) => remove(tx, [first!.leadId], new Date()))).toBe(1)
    expect((await leadOf(team, first!.leadId)).dueAt).not.toBeNull()
    expect((await team.board()).cohorts[0]?.groups[0]?.taken).toBe(0)
  })

  test('put into a group by hand a lead goes from the pool to the group’s rep', async () => {
    const team = await school({ intakeTo: day(-1) })
    await capture(team, 6)
    const leadIds = (await holders(team)).map(({ leadId }) => leadId)
    const [groupId] = team.groupIds as [string]
    const doing = { by: team.admin.userId, now: new Date() }
    await expect(team.within((tx) => place(tx, { groupId, leadIds }, doing))).rejects.toMatchObject({
      code: 'cohort.full',
    })
    const some = leadIds.slice(0, 5)
    expect(await team.within((tx) => place(tx, { groupId, leadIds: some }, doing))).toEqual({
      placed: 5,
      moved: 5,
    })
    expect(await leadOf(team, some[0] as string)).toMatchObject({
      holderKind: 'rep',
      holderId: team.ids[0],
      dueAt: null,
    })
    await expectSound(db, team.orgId)
  })
})
