import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { BestWish } from '../../../contract/best.ts'
import type { Week } from '../../../contract/working-time.ts'
import { think } from '../../../test/abilities.ts'
import { testDb } from '../../../test/database.ts'
import { member } from '../../../test/house.ts'
import { arrive, expectSound, leadOf, newTeam, publishNext, type Team, trailOf } from '../../../test/team.ts'
import { publishValues } from '../../../test/values.ts'
import { rows } from '../../db/db.ts'
import type { UserCaller } from '../../people/caller.ts'
import { setShift } from '../../people/time.ts'
import { wakeDue } from '../waiting/wake.ts'
import { deal, preview } from './deal.ts'

const { db, org } = await testDb()

const wishOf = (team: Team, parts: Partial<BestWish> = {}): BestWish => ({
  of: { kind: 'pool', poolId: team.poolId },
  most: 500,
  by: 'wins',
  ...parts,
})
const look = (team: Team, parts: Partial<BestWish> = {}, seed = 7) =>
  team.within((tx) => preview(tx, team.admin, { wish: wishOf(team, parts), seed, now: new Date() }))
const commit = (team: Team, digest: string, parts: Partial<BestWish> = {}, by = team.admin) =>
  team.within((tx) => deal(tx, by, { wish: wishOf(team, parts), seed: 7, digest, now: new Date() }))
const able = (team: Team, means: readonly number[]) =>
  think(
    team,
    means.map((mean, at) => ({ at, mean })),
  )
const cap = (team: Team, rep: UserCaller, holdingMax: number) =>
  team.within((tx) =>
    rows(
      tx,
      sql`update member set holding_max = ${holdingMax} where org_id = ${tx.orgId} and user_id = ${rep.userId}`,
    ),
  )
/** On duty for one minute of some days, hours away by UTC’s clock and by China’s. */
const shiftOf = (team: Team, { userId }: UserCaller, { hour, days }: { hour: number; days: number[] }) =>
  team.within((tx) => {
    const at = String((hour + 12) % 24).padStart(2, '0')
    const week = Array.from({ length: 7 }, (_, day) =>
      days.includes(day) ? [{ from: `${at}:30`, to: `${at}:31` }] : [],
    ) as unknown as Week
    const stamp = { at: new Date(), by: null }
    return setShift(tx, { userId, shift: { week, worksHolidays: true } }, stamp)
  })
const graded = (team: Team) =>
  team.within((tx) => rows(tx, sql`update lead set grade = 'A' where org_id = ${tx.orgId}`))
const notices = (team: Team) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{ userId: string; kind: string; data: { count: number } }>`
        select user_id, kind, data from notice where org_id = ${tx.orgId} and kind like '%assigned' order by user_id`,
    ),
  )
const mode = (dial: number, share: number, grades: string[]) => ({
  kind: 'custom' as const,
  dial,
  floor: { share, days: 30, grades },
  explore: 0,
  catchUp: false,
  claims: 'open' as const,
  moves: 'open' as const,
})

test('a pool is dealt to whoever is likeliest to win, within capacities, as the preview said, and each is told once', async () => {
  const team = await newTeam({ db, org }, { reps: 3 })
  const [star, fair, weak] = team.reps as [UserCaller, UserCaller, UserCaller]
  await able(team, [0.5, 0.25, 0.1])
  await cap(team, star, 4)
  const ids = await arrive(team, 10)
  const seen = await look(team)
  expect(seen).toMatchObject({ leads: 10, left: 0, dial: 1, best: { dealt: 10 }, greedy: { dealt: 10 } })
  const got = (id: string) => seen.reps.find((rep) => rep.id === id)
  expect(got(star.userId)).toMatchObject({ room: 4, best: 4, equal: 4 })
  expect(got(fair.userId)).toMatchObject({ best: 6 })
  expect(got(weak.userId)).toMatchObject({ best: 0 })
  // Four at 0.5 and six at 0.25, of leads that are not valued
  expect(seen.best.wins).toBeCloseTo(4 * 0.5 + 6 * 0.25, 6)
  expect(seen.equal.wins).toBeLessThan(seen.best.wins)
  expect(await leadOf(team, ids[0]!)).toMatchObject({ holderKind: 'pool' })

  expect(await commit(team, seen.digest)).toEqual({ dealt: 10, left: 0 })
  const holders = await Promise.all(ids.map(async (id) => (await leadOf(team, id)).holderId))
  expect(holders.filter((id) => id === star.userId)).toHaveLength(4)
  expect(holders.filter((id) => id === fair.userId)).toHaveLength(6)
  expect((await trailOf(team, ids[0]!)).at(-1)).toMatchObject({
    kind: 'assigned',
    actorId: team.admin.userId,
    data: { best: { dial: 1, of: 10 } },
  })
  expect((await notices(team)).map(({ kind, data }) => [kind, data.count])).toEqual(
    expect.arrayContaining([
      ['leads.assigned', 4],
      ['leads.assigned', 6],
    ]),
  )
  expect(await notices(team)).toHaveLength(2)
  await expectSound(db, team.orgId)
})

test('what changed since the preview is not dealt, and nothing is written', async () => {
  const team = await newTeam({ db, org }, { reps: 2 })
  await able(team, [0.5, 0.1])
  const ids = await arrive(team, 3)
  const seen = await look(team)
  await cap(team, team.reps[0]!, 1)
  await expect(commit(team, seen.digest)).rejects.toMatchObject({ code: 'best.changed' })
  expect(await leadOf(team, ids[0]!)).toMatchObject({ holderKind: 'pool' })
  expect(await notices(team)).toEqual([])
})

test('of two who deal the same preview at once one does, and no lead has two holders', async () => {
  const team = await newTeam({ db, org }, { reps: 2 })
  await able(team, [0.4, 0.3])
  await arrive(team, 8)
  const { digest } = await look(team, { dial: 0.5 })
  const both = await Promise.allSettled([1, 2].map(() => commit(team, digest, { dial: 0.5 })))
  expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  await expectSound(db, team.orgId)
})

test('the floor and the dial of the mode in force hold, and the lead’s own chance counts', async () => {
  const team = await newTeam({ db, org }, { reps: 2 })
  const [star, weak] = team.reps as [UserCaller, UserCaller]
  await able(team, [0.5, 0.1])
  await arrive(team, 6)
  await publishValues(team, { chance: { other: 40 } })
  await graded(team)
  await publishNext(team, 'assign', {
    rules: [],
    fallbackPoolId: team.poolId,
    mode: mode(1, 0.7, ['A']),
  })
  const seen = await look(team)
  // 0.7 of an equal part of six are two whole leads
  expect(seen).toMatchObject({ dial: 1, floor: 0.7, good: 6, days: 30 })
  expect(seen.reps.find(({ id }) => id === weak.userId)).toMatchObject({ best: 2, owed: 2, kept: 2, good: 2 })
  // Odds of 2 : 3, times three for the star whose odds are 1 : 1 where all have 1 : 3, and a third for the other
  const [strong, other] = [2, 2 / 3 / 3].map((odds) => odds / (1 + odds))
  expect(seen.best.wins).toBeCloseTo(4 * strong! + 2 * other!, 3)
  const even = await look(team, { dial: 0 })
  expect(even.reps.map(({ best }) => best)).toEqual([3, 3])
  // Who got good ones before is owed none
  expect(await commit(team, seen.digest)).toMatchObject({ dealt: 6 })
  await arrive(team, 4, 50)
  await graded(team)
  const next = await look(team)
  expect(next.reps.find(({ id }) => id === star.userId)).toMatchObject({ had: 4, owed: 0 })
  expect(next.reps.find(({ id }) => id === weak.userId)).toMatchObject({ had: 2, owed: 1, kept: 1 })
})

test('a rep who is away or may not claim from the pool gets none; named leads that somebody works stay', async () => {
  const team = await newTeam({ db, org }, { reps: 3 })
  const [here, away, stranger] = team.reps as [UserCaller, UserCaller, UserCaller]
  await team.within((tx) =>
    rows(tx, sql`delete from team_member where org_id = ${tx.orgId} and user_id = ${stranger.userId}`),
  )
  await team.within((tx) =>
    rows(
      tx,
      sql`insert into absence (org_id, absence_id, user_id, from_at, to_at) values
        (${tx.orgId}, gen_random_uuid(), ${away.userId}, now() - interval '1 day', now() + interval '1 day')`,
    ),
  )
  const ids = await arrive(team, 4)
  const seen = await look(team)
  expect(seen.reps.map(({ id }) => id)).toEqual([here.userId])
  await commit(team, seen.digest)
  const named = { of: { kind: 'named' as const, leadIds: ids } }
  expect(await look(team, named)).toMatchObject({ leads: 0, left: 0, reps: [{}, {}] })
  const nobody = member(team.orgId, ['manager'])
  await expect(
    team.within((tx) =>
      preview(tx, nobody, {
        wish: wishOf(team, { of: { kind: 'pool', poolId: crypto.randomUUID() } }),
        seed: 1,
        now: new Date(),
      }),
    ),
  ).rejects.toMatchObject({ code: 'not_found' })
})

test('a rep’s week is room too, and what is full has none', async () => {
  const team = await newTeam({ db, org }, { reps: 2 })
  const [star] = team.reps as [UserCaller]
  await able(team, [0.5, 0.1])
  await team.within((tx) =>
    rows(tx, sql`update member set weekly_max = 2 where org_id = ${tx.orgId} and user_id = ${star.userId}`),
  )
  await arrive(team, 5)
  const seen = await look(team)
  expect(seen.reps.find(({ id }) => id === star.userId)).toMatchObject({ room: 2, best: 2 })
})

test('leads that wait overnight are dealt before the shift, to whoever comes within a day, and wait for nobody then', async () => {
  const team = await newTeam({ db, org }, { reps: 3 })
  const [star, fair, later] = team.reps as [UserCaller, UserCaller, UserCaller]
  await able(team, [0.5, 0.25, 0.9])
  const now = new Date()
  const hour = now.getUTCHours()
  for (const rep of [star, fair]) await shiftOf(team, rep, { hour, days: [0, 1, 2, 3, 4, 5, 6] })
  await shiftOf(team, later, { hour, days: [(now.getUTCDay() + 3) % 7] })
  const rule = { id: 'r1', name: '轮流', when: { all: [] }, active: true, hours: 'onDuty' as const }
  await publishNext(team, 'assign', {
    rules: [
      {
        ...rule,
        who: { teamIds: [team.teamId] },
        strategy: { kind: 'roundRobin' },
        nobody: { kind: 'nextShift' },
      },
    ],
    fallbackPoolId: team.poolId,
  })
  const ids = await arrive(team, 4)
  expect(await leadOf(team, ids[0]!)).toMatchObject({ holderKind: 'waiting' })
  await cap(team, star, 1)
  const of = { of: { kind: 'waiting' as const } }
  const seen = await look(team, of)
  expect(seen.reps.map(({ id, best }) => [id, best])).toEqual(
    expect.arrayContaining([
      [star.userId, 1],
      [fair.userId, 3],
    ]),
  )
  expect(seen.reps.map(({ id }) => id)).not.toContain(later.userId)
  expect(await commit(team, seen.digest, of)).toEqual({ dealt: 4, left: 0 })
  const leads = await Promise.all(ids.map((id) => leadOf(team, id)))
  expect(leads.map(({ holderKind }) => holderKind)).toEqual(['rep', 'rep', 'rep', 'rep'])
  const woken = new Date(Date.now() + 3 * 86_400_000)
  expect(await team.within((tx) => wakeDue(tx, woken))).toEqual({ looked: 0, dealt: 0 })
  await expectSound(db, team.orgId)
})
