import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { member } from '../../test/house.ts'
import { arrive, expectSound, leadOf, newTeam, publishNext, type Team, trailOf } from '../../test/team.ts'
import { rows } from '../db/db.ts'
import type { UserCaller } from '../people/caller.ts'
import * as makeup from '../rooms/makeup/service.ts'
import { moveStage } from './convert.ts'

const { db, org } = await testDb()

/** A team that shares its leads in turn, with a limit of invalid leads that are made up for. */
async function dealing(reps: number, makeUps?: number | null) {
  const team = await newTeam({ db, org }, { reps })
  const rule = { id: 'r1', name: '轮流', when: { all: [] }, active: true }
  const rules = [{ ...rule, who: { teamIds: [team.teamId] }, strategy: { kind: 'roundRobin' as const } }]
  const limit = makeUps === undefined ? {} : { makeUps }
  await publishNext(team, 'assign', { rules, fallbackPoolId: team.poolId, ...limit })
  const manager = member(team.orgId, ['manager'], { name: '主管' })
  await team.within(async (tx) => {
    await rows(
      tx,
      sql`insert into member (org_id, user_id, name, roles, status, settings, created_at)
        values (${tx.orgId}, ${manager.userId}, '主管', '{manager}', 'active', '{}', now())`,
    )
    await rows(
      tx,
      sql`insert into team_member (org_id, team_id, user_id, leads) values (${tx.orgId}, ${team.teamId}, ${manager.userId}, true)`,
    )
  })
  return { team, manager }
}

const holders = (team: Team, ids: readonly string[]) =>
  Promise.all(ids.map(async (leadId) => (await leadOf(team, leadId)).holderId))

const become = async (
  team: Team,
  by: UserCaller,
  { now = new Date(), ...to }: { leadId: string; stage: 'invalid' | 'contacted'; now?: Date },
) => {
  const { version } = await leadOf(team, to.leadId)
  const reason = to.stage === 'invalid' ? '空号' : undefined
  return team.within((tx) => moveStage(tx, by, { ...to, version, now, reason }))
}
const invalid = (team: Team, by: UserCaller, leadId: string, now?: Date) =>
  become(team, by, { leadId, stage: 'invalid', ...(now ? { now } : {}) })
const reopen = (team: Team, by: UserCaller, leadId: string) =>
  become(team, by, { leadId, stage: 'contacted' })

/** Leads owed to everybody together, and how many make-ups there are of each state. */
async function ledger({ within }: Team) {
  const [[owed], states] = await within(async (tx) => [
    await rows(
      tx,
      sql<{
        owed: number
      }>`select coalesce(sum(owed), 0)::int as owed from assign_turn where org_id = ${tx.orgId}`,
    ),
    await rows(
      tx,
      sql<{ state: string; count: number }>`select state, count(*)::int as count from make_up
        where org_id = ${tx.orgId} group by 1 order by 1`,
    ),
  ])
  return { owed: owed?.owed, ...Object.fromEntries(states.map(({ state, count }) => [state, count])) }
}

async function ofOneRep(count: number, makeUps?: number | null) {
  const { team, manager } = await dealing(1, makeUps)
  const [rep] = team.reps as [UserCaller]
  return { team, manager, rep, ids: await arrive(team, count) }
}

const noticesOf = ({ within }: Team, { userId }: UserCaller) =>
  within(async (tx) =>
    (
      await rows(
        tx,
        sql<{ kind: string }>`select kind from notice where org_id = ${tx.orgId} and user_id = ${userId}
          and kind like 'makeup.%' order by notice_id`,
      )
    ).map(({ kind }) => kind),
  )

const appeal = ({ within }: Team, rep: UserCaller, leadId: string) =>
  within((tx) => makeup.appeal(tx, rep, { leadId, reason: '确实打不通', now: new Date() }))
const answer = ({ within }: Team, by: UserCaller, leadId: string, accept = true) =>
  within((tx) =>
    makeup.answer(tx, by, { leadId, accept, answer: accept ? undefined : '能打通', now: new Date() }),
  )
const takeBack = ({ within }: Team, by: UserCaller, leadId: string) =>
  within((tx) => makeup.takeBack(tx, by, { leadId, reason: '能打通', now: new Date() }))

describe('an invalid lead', () => {
  test('is made good: the next lead of that rule goes to the rep it was dealt to, and costs no turn', async () => {
    const { team } = await dealing(3)
    const [leadId = ''] = await arrive(team, 3)
    const { holderId } = await leadOf(team, leadId)
    const rep = team.reps.find(({ userId }) => userId === holderId) as UserCaller
    const { makeUp } = await invalid(team, rep, leadId)
    expect(makeUp).toMatchObject({ state: 'made_up', used: { made: 1, limit: 10 } })
    const next = await holders(team, await arrive(team, 4, 100))
    expect(next[0]).toBe(holderId)
    expect(new Set(next.slice(1)).size).toBe(3)
  })

  test('that nobody was dealt owes nobody anything', async () => {
    const { team } = await dealing(1)
    const [rep] = team.reps as [UserCaller]
    const typed = { holderId: rep.userId, door: 'hand', actor: { kind: 'user', id: rep.userId } } as const
    const [own] = await team.call(
      [{ source: 'hand', name: '王芳', company: '甲', title: '乙', phone: '13912345678' }],
      typed,
    )
    expect((await invalid(team, rep, own?.leadId as string)).makeUp).toBeNull()
    expect(await ledger(team)).toEqual({ owed: 0 })
  })

  test('is not forgotten when leads are being dealt at that very moment', async () => {
    const { team } = await dealing(2, null)
    const ids = await arrive(team, 20)
    const ends = ids.map((leadId) => invalid(team, team.admin, leadId))
    const arrivals = Array.from({ length: 20 }, (_, i) => arrive(team, 1, 1000 + i))
    await Promise.all([...ends, ...arrivals])
    const [turns] = await team.within((tx) =>
      rows(
        tx,
        sql<{ given: number; owed: number }>`select sum(given)::int as given, sum(owed)::int as owed
          from assign_turn where org_id = ${tx.orgId}`,
      ),
    )
    // 40 leads were dealt and 20 credited: what was paid already is missing from `owed` and was not counted as given.
    expect((turns?.given ?? 0) - (turns?.owed ?? 0)).toBe(40 - 20)
    await expectSound(db, team.orgId)
  })

  test('that is reopened is owed no more; marked once again it is still one', async () => {
    const { team, rep, ids } = await ofOneRep(1)
    const leadId = ids[0]!
    for (let i = 0; i < 3; i++) {
      await invalid(team, rep, leadId)
      expect(await ledger(team)).toEqual({ owed: 1, made_up: 1 })
      await reopen(team, rep, leadId)
      expect(await ledger(team)).toEqual({ owed: 0, undone: 1 })
    }
  })
})

describe('the limit', () => {
  test('holds when sixteen leads of a rep are marked at once', async () => {
    const { team, rep, ids } = await ofOneRep(16, 5)
    const told = await Promise.all(ids.map((leadId) => invalid(team, rep, leadId)))
    expect(await ledger(team)).toEqual({ owed: 5, made_up: 5, refused: 11 })
    expect(told.filter(({ makeUp }) => makeUp?.state === 'made_up')).toHaveLength(5)
    await expectSound(db, team.orgId)
  })

  test.each([
    [0, { owed: 0, refused: 3 }],
    [null, { owed: 3, made_up: 3 }],
    [undefined, { owed: 3, made_up: 3 }],
  ])('of %s', async (limit, expected) => {
    const { team, rep, ids } = await ofOneRep(3, limit)
    for (const leadId of ids) await invalid(team, rep, leadId)
    expect(await ledger(team)).toEqual(expected)
  })

  test('is of the month of the organisation’s own calendar', async () => {
    const { team, rep, ids } = await ofOneRep(3, 1)
    const [a, b, c] = ids as [string, string, string]
    await invalid(team, rep, a, new Date('2099-11-30T15:58:00Z'))
    const late = await invalid(team, rep, b, new Date('2099-11-30T15:59:00Z'))
    // One minute on it is December in Shanghai.
    const next = await invalid(team, rep, c, new Date('2099-11-30T16:00:00Z'))
    expect([late.makeUp?.state, next.makeUp?.state]).toEqual(['refused', 'made_up'])
  })
})

describe('an appeal', () => {
  /** The second of two invalid leads, which the limit refused. */
  async function refused() {
    const { ids, ...rest } = await ofOneRep(2, 1)
    for (const leadId of ids) await invalid(rest.team, rest.rep, leadId)
    return { ...rest, leadId: ids[1]!, madeId: ids[0]! }
  }

  test('that is accepted by many at once owes one lead, beside the limit', async () => {
    const { team, manager, rep, leadId } = await refused()
    await Promise.allSettled(Array.from({ length: 4 }, () => appeal(team, rep, leadId)))
    expect(await noticesOf(team, manager)).toEqual(['makeup.appealed'])
    const answers = await Promise.allSettled(
      Array.from({ length: 8 }, (_, i) => answer(team, i % 2 ? manager : team.admin, leadId)),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await ledger(team)).toEqual({ owed: 2, made_up: 2 })
    expect(await noticesOf(team, rep)).toEqual(['makeup.made_up'])
    const { reps } = await team.within((tx) => makeup.overview(tx, manager, new Date()))
    expect(reps).toMatchObject([{ made: 1, granted: 1, refused: 0 }])
    expect((await trailOf(team, leadId)).map(({ kind }) => kind).slice(-3)).toEqual([
      'make_up_refused',
      'make_up_appealed',
      'made_up',
    ])
  })

  test('that is declined is over, also for a lead that is reopened and marked again', async () => {
    const { team, manager, rep, leadId } = await refused()
    await appeal(team, rep, leadId)
    const open = await team.within((tx) => makeup.overview(tx, manager, new Date()))
    expect(open.appeals).toMatchObject([{ leadId, reason: '确实打不通', because: '空号', mayRule: true }])
    await answer(team, manager, leadId, false)
    await expect(appeal(team, rep, leadId)).rejects.toMatchObject({ code: 'makeup.declined' })
    await reopen(team, rep, leadId)
    const { makeUp } = await invalid(team, rep, leadId)
    expect(makeUp).toMatchObject({ state: 'declined', answer: '能打通', answeredBy: { name: '主管' } })
    expect(await ledger(team)).toEqual({ owed: 1, declined: 1, made_up: 1 })
  })

  test('closes when the mark is undone, and the manager finds nothing to answer', async () => {
    const { team, manager, rep, leadId } = await refused()
    await appeal(team, rep, leadId)
    await reopen(team, rep, leadId)
    await expect(answer(team, manager, leadId)).rejects.toMatchObject({ code: 'makeup.answered' })
    expect(await ledger(team)).toEqual({ owed: 1, made_up: 1, undone: 1 })
  })

  test('is for the rep whose lead was refused; who answers is a manager of theirs, and not they themselves', async () => {
    const { team, rep, leadId, madeId } = await refused()
    await expect(appeal(team, rep, madeId)).rejects.toMatchObject({ code: 'makeup.not_refused' })
    await expect(appeal(team, team.admin, leadId)).rejects.toMatchObject({ code: 'makeup.not_refused' })
    await appeal(team, rep, leadId)
    const stranger = member(team.orgId, ['manager'])
    await expect(answer(team, stranger, leadId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(answer(team, rep, leadId)).rejects.toMatchObject({ code: 'makeup.own' })
    const told = (who: UserCaller) => team.within((tx) => makeup.told(tx, who, { leadId, now: new Date() }))
    expect(await told(stranger)).toBeNull()
    expect((await told(rep))?.may).toEqual({ appeal: false, answer: false, takeBack: false })
  })

  test('by a rule that is gone is not accepted: nothing could be owed', async () => {
    const { team, manager, rep, leadId } = await refused()
    await appeal(team, rep, leadId)
    await publishNext(team, 'assign', { rules: [], fallbackPoolId: team.poolId })
    await expect(answer(team, manager, leadId)).rejects.toMatchObject({ code: 'makeup.no_turn' })
  })
})

describe('a make-up that a manager takes back', () => {
  test('is owed no more, whoever is first; the rep may appeal, and by no way else gets it again', async () => {
    const { team, manager, rep, ids } = await ofOneRep(1)
    const leadId = ids[0]!
    await invalid(team, rep, leadId)
    const taken = await Promise.allSettled(Array.from({ length: 6 }, () => takeBack(team, manager, leadId)))
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await ledger(team)).toEqual({ owed: 0, taken_back: 1 })
    await appeal(team, rep, leadId)
    await reopen(team, rep, leadId)
    await invalid(team, rep, leadId)
    expect(await ledger(team)).toEqual({ owed: 0, taken_back: 1 })
    await appeal(team, rep, leadId)
    await answer(team, team.admin, leadId)
    expect(await ledger(team)).toEqual({ owed: 1, made_up: 1 })
    expect(await noticesOf(team, rep)).toEqual(['makeup.taken_back', 'makeup.made_up'])
  })

  test('after the other lead was dealt costs a turn', async () => {
    const { team } = await dealing(2)
    const [leadId = ''] = await arrive(team, 2)
    const { holderId } = await leadOf(team, leadId)
    const rep = team.reps.find(({ userId }) => userId === holderId) as UserCaller
    await invalid(team, rep, leadId)
    expect(await holders(team, await arrive(team, 1, 10))).toEqual([holderId])
    await takeBack(team, team.admin, leadId)
    const next = await holders(team, await arrive(team, 5, 20))
    // Six turns for five leads: three each, one of which gave nothing.
    expect(next.filter((each) => each === holderId)).toHaveLength(2)
    expect(await ledger(team)).toEqual({ owed: 0, taken_back: 1 })
  })
})
