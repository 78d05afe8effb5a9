import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { begin, give, leads, preview, show, type Wish } from '../../../test/moves.ts'
import { arrive, expectSound, leadOf, newTeam, takeTurns, type Team } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import type { UserCaller } from '../../people/caller.ts'
import { beginMove } from './begin.ts'
import { runMove } from './tasks.ts'

const { db, org } = await testDb()

const cap = (team: Team, rep: UserCaller, most: number) =>
  team.within((tx) =>
    rows(
      tx,
      sql`update member set holding_max = ${most} where org_id = ${tx.orgId} and user_id = ${rep.userId}`,
    ),
  )

/** Who has how many leads. */
const gotOf = (team: Team) =>
  team.within(async (tx) => {
    const found = await rows(
      tx,
      sql<{ id: string; leads: number }>`select holder_id as id, count(*)::int as leads from lead
        where org_id = ${tx.orgId} group by holder_id`,
    )
    return new Map(found.map(({ id, leads: count }) => [id, count]))
  })

const told = ({ byRules }: Awaited<ReturnType<typeof preview>>) =>
  new Map(byRules.map(({ id, count }) => [id, count]))

const turnsOf = (team: Team) =>
  team.within((tx) => rows(tx, sql`select * from assign_turn where org_id = ${tx.orgId} order by user_id`))

test('by the rules is told beforehand: who gets how many and by what, and so it comes', async () => {
  const team = await newTeam({ db, org }, { reps: 4 })
  const [one, two, three] = team.reps as [UserCaller, UserCaller, UserCaller]
  const ids = await arrive(team, 13)
  await give(team, ids, one)
  await cap(team, two, 2)
  await takeTurns(team)
  const before = await Promise.all([turnsOf(team), ...ids.map((id) => leadOf(team, id))])
  const wish: Wish = { from: leads(ids), to: { kind: 'rules' } }
  const seen = await preview(team, wish)
  expect(await Promise.all([turnsOf(team), ...ids.map((id) => leadOf(team, id))])).toEqual(before)
  await begin(team, wish)
  expect(await gotOf(team)).toEqual(told(seen))
  expect(seen.byRules.every(({ by, rule }) => by === 'rule' && rule === '轮流')).toBe(true)
  expect(told(seen).get(two.userId)).toBe(2)
  expect(told(seen).get(one.userId)).toBeUndefined()
  const rep = (of: UserCaller) => seen.reps.find(({ userId }) => userId === of.userId)
  const gets = told(seen).get(three.userId)
  expect(rep(one)).toMatchObject({ now: 13, gives: 13, gets: 0, after: 0 })
  expect(rep(three)).toMatchObject({ now: 0, gets, after: gets })
  await expectSound(db, team.orgId)
})

test('of more than one page it is told as it comes: who has given leads away has room for others', async () => {
  const team = await newTeam({ db, org }, { reps: 2 })
  const [one, two] = team.reps as [UserCaller, UserCaller]
  const ids = (await arrive(team, 520)).toSorted()
  await give(team, ids.slice(0, 450), one)
  await give(team, ids.slice(450), two)
  await cap(team, one, 100)
  await takeTurns(team)
  const wish: Wish = { from: leads(ids), to: { kind: 'rules' } }
  const seen = await preview(team, wish)
  const { moveId } = await begin(team, wish)
  await runMove({ db, orgId: team.orgId, moveId, signal: new AbortController().signal })
  expect(await gotOf(team)).toEqual(told(seen))
  // One is full while the first page is dealt, where two has 50; the 20 of the second go to one.
  expect(told(seen)).toEqual(
    new Map([
      [two.userId, 450],
      [one.userId, 20],
      [team.poolId, 50],
    ]),
  )
})

test('whom the rules give to nobody else stays: in the pool it is in, or with whom it is where a rule would have it wait', async () => {
  const team = await newTeam({ db, org }, { reps: 1 })
  const [rep] = team.reps as [UserCaller]
  const ids = (await arrive(team, 3)).toSorted()
  await give(team, ids.slice(0, 2), rep)
  const wish: Wish = { from: leads(ids), to: { kind: 'rules' } }
  const stays = (count: number) => ({ code: 'move.no_other', count })
  expect(await preview(team, wish)).toMatchObject({
    byRules: [{ kind: 'pool', id: team.poolId, by: 'none', count: 2 }],
    skipped: [stays(1)],
  })
  const hold = { kind: 'hold' as const }
  await takeTurns(team, { nobody: hold })
  expect(await preview(team, wish)).toMatchObject({
    byRules: [{ kind: 'rep', count: 1 }],
    skipped: [stays(2)],
  })
  // So it is when it comes to it, and it is told so.
  const given = { ...wish, from: leads(ids.slice(2)) }
  const { plan } = await preview(team, given)
  await takeTurns(team, { strategy: { kind: 'hand' } })
  const { moveId } = await team.within((tx) =>
    beginMove(tx, team.admin, { wish: given, plan, reason: undefined, now: new Date() }),
  )
  expect(await show(team, moveId)).toMatchObject({ moved: 0, skipped: [stays(1)] })
})
