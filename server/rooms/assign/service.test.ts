import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Condition } from '../../../rules/condition.ts'
import { testDb } from '../../../test/database.ts'
import { member } from '../../../test/house.ts'
import {
  arrive,
  arrivingLead,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  type Team,
  trailOf,
} from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { collaborators, shareLead } from '../../lead/reach.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as followup from '../followup/service.ts'
import { countRules, fairness, giveByHand, tryRules } from './service.ts'

const { db, org } = await testDb()
const make = (reps: number) => newTeam({ db, org }, { reps })

const give = (
  team: Team,
  leadIds: readonly string[],
  to: { kind: 'rep' | 'pool'; id: string },
  by = team.admin,
) => team.within((tx) => giveByHand(tx, by, { leadIds, to, reason: '老客户' }))
const cap = (team: Team, rep: UserCaller, holdingMax: number) =>
  team.within((tx) =>
    rows(
      tx,
      sql`update member set holding_max = ${holdingMax} where org_id = ${tx.orgId} and user_id = ${rep.userId}`,
    ),
  )

describe('giving by hand', () => {
  test('goes over a rep’s cap, and says so', async () => {
    const team = await make(1)
    const [rep] = team.reps as [UserCaller]
    await cap(team, rep, 2)
    const ids = await arrive(team, 3)
    expect(await give(team, ids.slice(0, 2), { kind: 'rep', id: rep.userId })).toEqual({
      changed: 2,
      refused: [],
      over: null,
    })
    expect(await give(team, ids, { kind: 'rep', id: rep.userId })).toEqual({
      changed: 1,
      refused: [],
      over: { holding: 3, limit: 2 },
    })
    expect((await trailOf(team, ids[2] as string)).at(-1)).toMatchObject({
      kind: 'assigned',
      actorId: team.admin.userId,
      rule: null,
      data: { byHand: true, reason: '老客户' },
    })
    await expectSound(db, team.orgId)
  })

  test('from a rep to another and to a pool keeps every load right, and sets the deadline anew', async () => {
    const team = await make(2)
    const [one, two] = team.reps as [UserCaller, UserCaller]
    const ids = await arrive(team, 4)
    await give(team, ids, { kind: 'rep', id: one.userId })
    await give(team, ids.slice(1), { kind: 'rep', id: two.userId })
    await give(team, ids.slice(3), { kind: 'pool', id: team.poolId })
    const held = await Promise.all(ids.map((leadId) => leadOf(team, leadId)))
    expect(held.map(({ holderId }) => holderId)).toEqual([one.userId, two.userId, two.userId, team.poolId])
    expect(held.map(({ dueAt }) => dueAt !== null)).toEqual([true, true, true, false])
    await expectSound(db, team.orgId)
  })

  test('refuses who and what is not there, each lead by itself', async () => {
    const team = await make(2)
    const [rep, left] = team.reps as [UserCaller, UserCaller]
    const ids = await arrive(team, 2)
    await team.within(async (tx) => {
      await rows(
        tx,
        sql`update member set status = 'left' where org_id = ${tx.orgId} and user_id = ${left.userId}`,
      )
    })
    const nobody = [left.userId, uuidv7(), team.poolId]
    for (const id of nobody)
      await expect(give(team, ids, { kind: 'rep', id })).rejects.toMatchObject({ code: 'not_found' })
    await expect(give(team, ids, { kind: 'pool', id: rep.userId })).rejects.toMatchObject({
      code: 'not_found',
    })
    const { version } = await leadOf(team, ids[0] as string)
    const lost = {
      leadId: ids[0] as string,
      version,
      stage: 'lost',
      reason: '无预算',
      now: new Date(),
    } as const
    await team.within((tx) => followup.setStage(tx, team.admin, lost))
    const unknown = uuidv7()
    const answer = await give(team, [...ids, unknown], { kind: 'rep', id: rep.userId })
    expect(answer.changed).toBe(1)
    expect(answer.refused.map(({ leadId, code }) => [leadId, code])).toEqual([
      [ids[0], 'lead.closed'],
      [unknown, 'not_found'],
    ])
    expect(await leadOf(team, ids[0] as string)).toMatchObject({ holderKind: 'closed', stage: 'lost' })
  })

  test('is bounded by what a manager sees', async () => {
    const team = await make(1)
    const [rep] = team.reps as [UserCaller]
    const ids = await arrive(team, 1)
    await give(team, ids, { kind: 'rep', id: rep.userId })
    const stranger = member(team.orgId, ['manager'])
    const answer = await give(team, ids, { kind: 'pool', id: team.poolId }, stranger)
    expect([answer.changed, answer.refused.map(({ code }) => code)]).toEqual([0, ['not_found']])
  })
})

test('whoever shares a lead sees and works it, until they are taken off; nobody who is no member is put on', async () => {
  const team = await make(2)
  await takeTurns(team)
  const [leadId = ''] = await arrive(team, 1)
  const { holderId } = await leadOf(team, leadId)
  const holder = team.reps.find(({ userId }) => userId === holderId) as UserCaller
  const friend = team.reps.find(({ userId }) => userId !== holderId) as UserCaller
  const call = () =>
    team.within((tx) =>
      followup.log(tx, friend, {
        leadId,
        activityId: uuidv7(),
        kind: 'call',
        outcome: 'met',
        now: new Date(),
      }),
    )
  const share = (userIds: string[], by = holder) =>
    team.within((tx) => shareLead(tx, by, { leadId, userIds }))
  await expect(share([friend.userId], friend)).rejects.toMatchObject({ code: 'not_found' })
  await expect(call()).rejects.toMatchObject({ code: 'not_found' })
  await share([friend.userId, uuidv7()])
  expect(await team.within((tx) => collaborators(tx, [leadId]))).toEqual(new Map([[leadId, [friend.userId]]]))
  expect((await trailOf(team, leadId)).at(-1)?.data).toEqual({
    changes: [{ field: 'collaborators', before: [], after: [friend.userId] }],
  })
  await call()
  expect((await leadOf(team, leadId)).holderId).toBe(holderId)
  await share([])
  await expect(call()).rejects.toMatchObject({ code: 'not_found' })
})

describe('trying rules', () => {
  const rule = (id: string, strategy: object, more: object = {}) =>
    ({ id, name: id, when: { all: [] }, active: true, strategy, ...more }) as never

  test('says of each why it fires or not, as the roster stands, and deals nothing', async () => {
    const team = await make(2)
    const [full, free] = team.reps as [UserCaller, UserCaller]
    await cap(team, full, 0)
    const robin = { kind: 'roundRobin' }
    const policy = {
      rules: [
        rule('off', robin, { active: false }),
        rule('unfit', robin, { when: { field: 'company', op: 'is', value: '别家' } }),
        rule('full', { kind: 'rep', userId: full.userId }),
        rule('turn', robin),
        rule('late', robin),
      ],
      fallbackPoolId: team.poolId,
    }
    const facts = { company: '北京仁科互动', attrs: {}, tags: [] }
    const tried = () =>
      team.within((tx) => tryRules(tx, { leadId: team.poolId, facts, policy, pointers: {} }))
    const told = await tried()
    expect(told.rules.map(({ id, because }) => [id, because])).toEqual([
      ['off', 'inactive'],
      ['unfit', 'condition'],
      ['full', 'capacity'],
      ['turn', 'fires'],
      ['late', 'earlier'],
    ])
    expect(
      told.rules[3]?.candidates
        .map(({ id, because }) => [id, because])
        .toSorted((a, b) => (String(a) < String(b) ? -1 : 1)),
    ).toEqual(
      [
        [full.userId, 'holding'],
        [free.userId, 'free'],
      ].toSorted((a, b) => (String(a) < String(b) ? -1 : 1)),
    )
    expect(told.holder).toEqual({ kind: 'rep', id: free.userId, name: free.name })
    expect(await tried()).toEqual(told)
    const counted = await team.within((tx) =>
      rows(tx, sql`select from assign_turn where org_id = ${tx.orgId}`),
    )
    expect(counted).toEqual([])
  })

  test('counts each lead of the last thirty days once, for the first rule that fits', async () => {
    const team = await make(1)
    await team.call([
      arrivingLead(1, { company: '甲公司' }),
      arrivingLead(2, { company: '甲公司' }),
      arrivingLead(3, { company: '乙公司' }),
      { source: 'api', name: '不全' },
    ])
    const robin = { kind: 'roundRobin' }
    const policy = {
      rules: [
        rule('off', robin, { active: false }),
        rule('a', robin, { when: { field: 'company', op: 'contains', value: '甲' } }),
        rule('again', robin, { when: { field: 'company', op: 'contains', value: '甲' } }),
      ],
      fallbackPoolId: team.poolId,
    }
    expect(await team.within((tx) => countRules(tx, policy))).toEqual({
      total: 3,
      days: 30,
      byRule: { off: 0, a: 2, again: 0 },
      fallback: 1,
    })
  })
})

test('an absent rep gets nothing while away, and comes back level', async () => {
  const team = await make(2)
  const [away, here] = team.reps as [UserCaller, UserCaller]
  await takeTurns(team)
  const leave = (days: number) =>
    team.within((tx) =>
      rows(
        tx,
        sql`insert into absence (org_id, absence_id, user_id, from_at, to_at) values
          (${tx.orgId}, ${uuidv7()}, ${away.userId}, now() - interval '2 days', now() + ${days} * interval '1 day')`,
      ),
    )
  await leave(1)
  const during = await Promise.all((await arrive(team, 6)).map((leadId) => leadOf(team, leadId)))
  expect(new Set(during.map(({ holderId }) => holderId))).toEqual(new Set([here.userId]))
  await team.within((tx) => rows(tx, sql`update absence set to_at = now() where org_id = ${tx.orgId}`))
  const after = await Promise.all((await arrive(team, 6, 100)).map((leadId) => leadOf(team, leadId)))
  expect(after.filter(({ holderId }) => holderId === away.userId)).toHaveLength(3)
})

test('a policy that gives to pools sends each lead where its rule says, and the rest to the fallback', async () => {
  const team = await make(0)
  const north = uuidv7()
  await team.within((tx) =>
    rows(tx, sql`insert into pool (org_id, pool_id, name) values (${tx.orgId}, ${north}, '北区')`),
  )
  const when: Condition = { field: 'region', op: 'in', value: ['11'] }
  const rules = [
    { id: 'north', name: '北区', when, strategy: { kind: 'pool' as const, poolId: north }, active: true },
  ]
  await publishNext(team, 'assign', { rules, fallbackPoolId: team.poolId })
  const answers = await team.call([
    arrivingLead(1, { region: '北京市海淀区' }),
    arrivingLead(2, { region: '上海市浦东新区' }),
  ])
  expect(answers.map(({ holder }) => holder?.id)).toEqual([north, team.poolId])
})

test('fairness tells what everybody got beside their share, what they are owed, and who stands below the floor', async () => {
  const team = await newTeam({ db, org }, { reps: 3 })
  const mode = {
    kind: 'custom' as const,
    dial: 0,
    floor: { share: 0.5, days: 7, grades: ['A'] },
    explore: 0,
    catchUp: false,
    claims: 'open' as const,
    moves: 'open' as const,
  }
  const rule = {
    id: 'r1',
    name: '轮流',
    when: { all: [] },
    active: true,
    strategy: { kind: 'roundRobin' as const },
  }
  await publishNext(team, 'assign', { rules: [rule], fallbackPoolId: team.poolId, mode })
  await arrive(team, 7)
  await team.within((tx) => rows(tx, sql`update lead set grade = 'A' where org_id = ${tx.orgId}`))
  const told = await team.within((tx) => fairness(tx, team.admin, { days: 30, now: new Date() }))
  const [first] = told.rules
  expect([first?.id, first?.reps.map(({ lately }) => lately).toSorted((a, b) => b - a)]).toEqual([
    'r1',
    [3, 2, 2],
  ])
  for (const { lately, behind, given } of first?.reps ?? []) {
    expect(behind).toBeCloseTo(7 / 3 - lately, 5)
    expect(given).toBe(lately)
  }
  // Half of an equal part of seven is one.
  expect(told.floor).toMatchObject({ least: 1, share: 0.5 })
  expect(told.floor?.reps.map(({ good }) => good).toSorted((a, b) => b - a)).toEqual([3, 2, 2])
  const [rep] = team.reps
  const own = await team.within((tx) =>
    fairness(tx, member(team.orgId, ['manager']), { days: 30, now: new Date() }),
  )
  expect(own.rules[0]?.reps.some(({ userId }) => userId === rep?.userId)).toBe(false)
})
