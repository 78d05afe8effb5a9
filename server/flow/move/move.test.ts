import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { MoveTo } from '../../../contract/move.ts'
import { testDb } from '../../../test/database.ts'
import { member } from '../../../test/house.ts'
import {
  begin,
  call,
  give,
  holders,
  leads,
  loadOf,
  noticesOf,
  preview,
  show,
  type Wish,
} from '../../../test/moves.ts'
import { arrive, expectSound, leadOf, newTeam, publishNext, type Team, trailOf } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { UserCaller } from '../../people/caller.ts'
import { beginMove } from './begin.ts'
import { listMoves } from './show.ts'

const { db, org } = await testDb()
const make = (reps: number) => newTeam({ db, org }, { reps })

describe('a preview', () => {
  test('says who has how many now and then, who would be over their limit, what stays and why, and writes nothing', async () => {
    const team = await make(2)
    const [one, two] = team.reps as [UserCaller, UserCaller]
    const ids = await arrive(team, 5)
    await give(team, ids.slice(0, 4), one)
    await give(team, ids.slice(3, 4), two)
    await team.within((tx) =>
      rows(tx, sql`update member set holding_max = 2 where org_id = ${tx.orgId} and user_id = ${two.userId}`),
    )
    const before = await Promise.all(ids.map((id) => leadOf(team, id)))
    const told = await preview(team, {
      from: leads([...ids, uuidv7()]),
      to: { kind: 'rep', userId: two.userId },
    })
    const of = (rep: UserCaller) => told.reps.find(({ userId }) => userId === rep.userId)
    expect(of(one)).toMatchObject({ now: 3, gives: 3, gets: 0, after: 0 })
    expect(of(two)).toMatchObject({ now: 1, gives: 0, gets: 4, after: 5, limit: 2 })
    expect(told.pools).toMatchObject([{ poolId: team.poolId, gives: 1, gets: 0 }])
    expect(told.skipped.map(({ code, count }) => [code, count])).toEqual([
      ['move.stays', 1],
      ['move.unseen', 1],
    ])
    expect(await Promise.all(ids.map((id) => leadOf(team, id)))).toEqual(before)
    expect(await team.within((tx) => listMoves(tx, team.admin, new Date()))).toEqual([])
  })

  test('takes a whole filter, within what the mover sees', async () => {
    const team = await make(2)
    const [one, two] = team.reps as [UserCaller, UserCaller]
    const ids = await arrive(team, 4)
    await give(team, ids.slice(0, 3), one)
    const condition = JSON.stringify({ field: 'holder', op: 'is', value: one.userId })
    const wish: Wish = {
      from: { kind: 'filter', filter: { condition } },
      to: { kind: 'rep', userId: two.userId },
    }
    expect((await preview(team, wish)).plan.leads).toHaveLength(3)
    expect((await preview(team, wish, member(team.orgId, ['manager']))).plan.leads).toHaveLength(0)
  })

  test('refuses whom no leads can be given to', async () => {
    const team = await make(1)
    const ids = await arrive(team, 1)
    const to = (id: string): MoveTo => ({
      kind: 'spread',
      userIds: [team.reps[0]!.userId, id],
      by: 'even',
      together: false,
    })
    await expect(preview(team, { from: leads(ids), to: to(uuidv7()) })).rejects.toMatchObject({
      code: 'move.target',
    })
    await expect(preview(team, { from: leads(ids), to: to(team.admin.userId) })).rejects.toMatchObject({
      code: 'move.target',
    })
    await expect(preview(team, { from: leads(ids) })).rejects.toMatchObject({ code: 'move.nothing' })
  })
})

describe('a move', () => {
  test('does what its preview said: evenly, with the reason in each trail, one notice a rep, deadlines anew', async () => {
    const team = await make(3)
    const [one, two, three] = team.reps as [UserCaller, UserCaller, UserCaller]
    const ids = await arrive(team, 8)
    await give(team, ids, one)
    const { moveId } = await begin(team, {
      from: leads(ids),
      to: { kind: 'spread', userIds: [two.userId, three.userId], by: 'even', together: false },
    })
    expect(await show(team, moveId)).toMatchObject({
      state: 'done',
      total: 8,
      moved: 8,
      refused: 0,
      skipped: [],
    })
    expect((await loadOf(team, two))[0]).toEqual({ holding: 4, givenToday: 0 })
    expect((await trailOf(team, ids[0]!)).at(-1)).toMatchObject({
      kind: 'assigned',
      actorId: team.admin.userId,
      data: { byHand: true, moveId, reason: '区域调整' },
    })
    expect((await leadOf(team, ids[0]!)).dueAt).not.toBeNull()
    expect((await noticesOf(team, two)).map(({ data }) => data)).toEqual([{ got: 4, lost: 0, moveId }])
    expect((await noticesOf(team, one)).map(({ data }) => data)).toEqual([{ got: 0, lost: 8, moveId }])
    await expectSound(db, team.orgId)
  })

  test('refuses what changed since its preview, that alone, and says so', async () => {
    const team = await make(2)
    const [one, two] = team.reps as [UserCaller, UserCaller]
    const ids = await arrive(team, 3)
    await give(team, ids, one)
    const wish: Wish = { from: leads(ids), to: { kind: 'rep', userId: two.userId } }
    const { plan } = await preview(team, wish)
    await call(team, one, ids[1]!)
    const { moveId } = await team.within((tx) =>
      beginMove(tx, team.admin, { wish, plan, reason: undefined, now: new Date() }),
    )
    expect(await holders(team, ids)).toEqual([two.userId, one.userId, two.userId])
    expect(await show(team, moveId)).toMatchObject({
      moved: 2,
      refused: 1,
      skipped: [{ code: 'move.changed', count: 1, leadIds: [ids[1]] }],
    })
  })

  test('of many needs a reason, and a plan may send leads nowhere else', async () => {
    const team = await make(2)
    const [one, two] = team.reps as [UserCaller, UserCaller]
    const ids = await arrive(team, 20)
    const wish: Wish = { from: leads(ids), to: { kind: 'rep', userId: one.userId } }
    const { plan, reasonNeeded } = await preview(team, wish)
    expect(reasonNeeded).toBe(true)
    const asked = (parts: object) =>
      team.within((tx) =>
        beginMove(tx, team.admin, { wish, plan, reason: '交接', now: new Date(), ...parts }),
      )
    await expect(asked({ reason: undefined })).rejects.toMatchObject({ code: 'move.reason_needed' })
    const elsewhere = { ...plan, targets: [{ kind: 'rep', id: two.userId }] }
    await expect(asked({ plan: elsewhere })).rejects.toMatchObject({ code: 'move.plan' })
    const twice = { ...plan, leads: [plan.leads[0], plan.leads[0]] }
    await expect(asked({ plan: twice })).rejects.toMatchObject({ code: 'move.plan' })
  })

  test('reaches no lead outside the mover’s scope, whatever the plan says', async () => {
    const team = await make(2)
    const [one, two] = team.reps as [UserCaller, UserCaller]
    const ids = await arrive(team, 1)
    await give(team, ids, one)
    const wish: Wish = { from: leads(ids), to: { kind: 'rep', userId: two.userId } }
    const { plan } = await preview(team, wish)
    const stranger = member(team.orgId, ['manager'])
    const { moveId } = await team.within((tx) =>
      beginMove(tx, stranger, { wish, plan, reason: undefined, now: new Date() }),
    )
    expect(await holders(team, ids)).toEqual([one.userId])
    expect(await show(team, moveId)).toMatchObject({ moved: 0, refused: 1 })
    await expect(show(team, moveId, member(team.orgId, ['manager']))).rejects.toMatchObject({
      code: 'not_found',
    })
  })

  test('is barred to managers, not to admins, where the mode says so', async () => {
    const team = await make(1)
    const [ids, [rep]] = [await arrive(team, 1), team.reps as [UserCaller]]
    await mode(team, { moves: 'barred' })
    const wish: Wish = { from: leads(ids), to: { kind: 'rep', userId: rep.userId } }
    await expect(preview(team, wish, member(team.orgId, ['manager']))).rejects.toMatchObject({
      code: 'move.barred',
    })
    expect((await preview(team, wish)).plan.leads).toHaveLength(1)
    await mode(team, { moves: 'limited' })
    await expect(begin(team, wish, { reason: '' })).rejects.toMatchObject({
      code: 'move.reason_needed',
    })
  })
})

/** Sets how far the mode in force opens moves by hand. */
async function mode(team: Team, parts: object) {
  await publishNext(team, 'assign', { rules: [], fallbackPoolId: team.poolId })
  await team.within((tx) =>
    rows(
      tx,
      sql`update policy set body = body || ${JSON.stringify({ mode: parts })}::jsonb
        where org_id = ${tx.orgId} and kind = 'assign' and valid_to = 'infinity'`,
    ),
  )
}

test('a swap gives each of two all that the other has', async () => {
  const team = await make(2)
  const [one, two] = team.reps as [UserCaller, UserCaller]
  const ids = await arrive(team, 5)
  await give(team, ids.slice(0, 3), one)
  await give(team, ids.slice(3), two)
  await begin(team, { from: { kind: 'swap', a: one.userId, b: two.userId } })
  expect(await holders(team, ids)).toEqual([two.userId, two.userId, two.userId, one.userId, one.userId])
  await expectSound(db, team.orgId)
})
