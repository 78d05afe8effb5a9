import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import { arrive, expectSound, leadOf, newTeam, publishNext, type Team } from '../../test/team.ts'
import { rows } from '../db/db.ts'
import type { UserCaller } from '../people/caller.ts'
import { claim } from '../rooms/pool/service.ts'
import { notYet, openWindows } from '../rooms/pool/store/windows.ts'
import { offer } from '../rooms/pool/tasks.ts'

const { db, org } = await testDb()
const MINUTE = 60_000

/** A team whose pool offers what arrives to the first rep for ten minutes, to the second too for five, then to all. */
async function offering(reps = 3) {
  const team = await newTeam({ db, org }, { reps })
  const [one, two] = team.reps as [UserCaller, UserCaller]
  const steps = [
    { who: { userIds: [one.userId] }, minutes: 10 },
    { who: { tiers: ['nobody has this tier'] }, minutes: 60 },
    { who: { userIds: [two.userId] }, minutes: 5 },
  ]
  const rule = { id: 'w', name: '先到先得', when: { all: [] }, active: true }
  await publishNext(team, 'assign', {
    rules: [{ ...rule, strategy: { kind: 'claimWindow', poolId: team.poolId, steps } }],
    fallbackPoolId: team.poolId,
  })
  return team
}

const claims = (team: Team, by: UserCaller, { leadIds, at }: { leadIds?: string[]; at: Date }) =>
  team.within((tx) =>
    claim(tx, by, {
      poolId: team.poolId,
      wanted: leadIds ? { leadIds } : { count: 5, condition: { all: [] } },
      now: at,
    }),
  )
const after = (minutes: number) => new Date(Date.now() + minutes * MINUTE)

describe('a lead that a rule offers in a pool', () => {
  test('is claimed by those of the first step, then by more, at last by everybody; a step of nobody takes no time', async () => {
    const team = await offering()
    const [one, two, three] = team.reps as [UserCaller, UserCaller, UserCaller]
    const [a = '', b = '', c = ''] = await arrive(team, 3)
    expect(await leadOf(team, a)).toMatchObject({ holderKind: 'pool', holderId: team.poolId })
    const early = await claims(team, two, { leadIds: [a], at: after(9) })
    expect([early.claimed, early.refused.map(({ code }) => code)]).toEqual([[], ['pool.not_yet']])
    expect(early.refused[0]?.message).toMatch(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}/)
    expect((await claims(team, one, { leadIds: [a], at: after(0.1) })).claimed).toEqual([a])
    expect((await claims(team, two, { leadIds: [b], at: after(11) })).claimed).toEqual([b])
    expect((await claims(team, three, { leadIds: [c], at: after(14) })).claimed).toEqual([])
    expect((await claims(team, three, { leadIds: [c], at: after(16) })).claimed).toEqual([c])
    await expectSound(db, team.orgId)
  })

  test('is passed over by “the best” until it opens, and the list says when that is', async () => {
    const team = await offering()
    const [, two] = team.reps as [UserCaller, UserCaller]
    const ids = await arrive(team, 2)
    expect((await claims(team, two, { at: after(5) })).claimed).toEqual([])
    const opens = await team.within((tx) => notYet(tx, team.poolId, { userId: two.userId, now: after(0) }))
    expect([...opens.keys()].toSorted()).toEqual(ids.toSorted())
    expect(Math.abs([...opens.values()][0]!.getTime() - after(10).getTime())).toBeLessThan(MINUTE)
    expect((await claims(team, two, { at: after(11) })).claimed.toSorted()).toEqual(ids.toSorted())
  })

  test('at the edge of a step is got by exactly one of those who ask at once, never by who may not yet', async () => {
    const team = await offering(8)
    const [one] = team.reps as [UserCaller]
    const [leadId = ''] = await arrive(team, 1)
    const opensAt = after(30)
    const steps = [
      { opensAt: after(-1), userIds: [one.userId] },
      { opensAt, userIds: null },
    ]
    await team.within((tx) => openWindows(tx, [{ leadId, poolId: team.poolId, steps }]))
    const others = team.reps.slice(1)
    const before = new Date(opensAt.getTime() - 1)
    const tooSoon = await Promise.all(
      others.map((rep) => claims(team, rep, { leadIds: [leadId], at: before })),
    )
    expect(tooSoon.flatMap(({ claimed }) => claimed)).toEqual([])
    const mixed = await Promise.all(
      others.map((rep, i) => claims(team, rep, { leadIds: [leadId], at: i % 2 ? opensAt : before })),
    )
    const winners = mixed.flatMap(({ claimed }, i) => (claimed.length > 0 ? [i] : []))
    expect(winners).toHaveLength(1)
    expect(winners[0]! % 2).toBe(1)
    await expectSound(db, team.orgId)
  })

  test('is told of once to those it opens to', async () => {
    const team = await offering()
    const [one, two] = team.reps as [UserCaller, UserCaller]
    const told = () =>
      team.within((tx) =>
        rows(
          tx,
          sql<{ userId: string; kind: string }>`select user_id, kind from notice
            where org_id = ${tx.orgId} and kind like '%.offered' order by notice_id`,
        ),
      )
    await arrive(team, 2)
    const sweep = (minutes: number) => team.within((tx) => offer(tx, after(minutes)))
    await Promise.all([sweep(1), sweep(1)])
    expect(await told()).toEqual([{ userId: one.userId, kind: 'leads.offered' }])
    await sweep(11)
    expect((await told()).map(({ userId }) => userId)).toEqual([one.userId, two.userId])
    await sweep(20)
    expect(await told()).toHaveLength(2)
  })
})

test('claims are closed, or at half of what a pool allows, where the mode says so', async () => {
  const team = await newTeam({ db, org }, { reps: 1 })
  const [rep] = team.reps as [UserCaller]
  await arrive(team, 4)
  await publishNext(team, 'assign', { rules: [], fallbackPoolId: team.poolId })
  const mode = (claimsOpen: string) =>
    team.within(async (tx) => {
      await rows(
        tx,
        sql`update policy set body = body || ${JSON.stringify({ mode: { claims: claimsOpen } })}::jsonb
          where org_id = ${tx.orgId} and kind = 'assign' and valid_to = 'infinity'`,
      )
      await rows(tx, sql`update pool set daily_limit = 5 where org_id = ${tx.orgId}`)
    })
  await mode('barred')
  await expect(claims(team, rep, { at: after(0) })).rejects.toMatchObject({ code: 'pool.claims_barred' })
  await mode('limited')
  expect((await claims(team, rep, { at: after(0) })).claimed).toHaveLength(2)
  await expect(claims(team, rep, { at: after(0) })).rejects.toMatchObject({ code: 'pool.daily_limit' })
})
