import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { body, capture, day, edit, holders, noon, school } from '../../../test/cohorts.ts'
import { testDb } from '../../../test/database.ts'
import { expectSound, leadOf, publishNext, type Team } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { recycle } from '../pool/service.ts'
import { followAll, keep, place, remove, servingThen } from './service.ts'

const at = await testDb()
const { db } = at

describe('the roster', () => {
  test('a substitute has the whole group while it lasts, and the rep has it back afterwards', async () => {
    const team = await school(at)
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
    const team = await school(at)
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
    const team = await school(at)
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
    const team = await school(at, { groups: [{ name: 'a', capacity: 200 }] })
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
    const team = await school(at)
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
    const team = await school(at)
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
    const team = await school(at)
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
    const team = await school(at, { salesTo: day(12) })
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
    const team = await school(at)
    await fallsBack(team)
    await capture(team, 1)
    const [first] = await holders(team)
    expect(await team.within((tx) => remove(tx, [first!.leadId], new Date()))).toBe(1)
    expect((await leadOf(team, first!.leadId)).dueAt).not.toBeNull()
    expect((await team.board()).cohorts[0]?.groups[0]?.taken).toBe(0)
  })

  test('put into a group by hand a lead goes from the pool to the group’s rep', async () => {
    const team = await school(at, { intakeTo: day(-1) })
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
