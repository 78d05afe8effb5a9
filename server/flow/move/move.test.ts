import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { MoveFrom, MoveTo } from '../../../contract/move.ts'
import { testDb } from '../../../test/database.ts'
import { member } from '../../../test/house.ts'
import {
  arrive,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  type Team,
  trailOf,
} from '../../../test/team.ts'
import { inTransaction, rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { insertRows } from '../../db/write.ts'
import type { UserCaller } from '../../people/caller.ts'
import { giveByHand } from '../../rooms/assign/service.ts'
import * as followup from '../../rooms/followup/service.ts'
import { beginMove } from './begin.ts'
import { previewMove } from './preview.ts'
import { movePage } from './run.ts'
import { listMoves, showMove } from './show.ts'
import { runMove } from './tasks.ts'
import { cancelMove, undoMove } from './undo.ts'

const { db, org } = await testDb()
const make = (reps: number) => newTeam({ db, org }, { reps })
interface Wish {
  from: MoveFrom
  to?: MoveTo
}

const preview = (team: Team, wish: Wish, by = team.admin) =>
  team.within((tx) => previewMove(tx, by, { wish, lang: 'zh', now: new Date() }))
const begin = async (team: Team, wish: Wish, { by = team.admin, reason = '区域调整' } = {}) => {
  const { plan } = await preview(team, wish, by)
  return team.within((tx) => beginMove(tx, by, { wish, plan, reason, now: new Date() }))
}
const show = (team: Team, moveId: string, by = team.admin) =>
  team.within((tx) => showMove(tx, by, { moveId, lang: 'zh', now: new Date() }))
const undo = (team: Team, moveId: string, now = new Date()) =>
  team.within((tx) => undoMove(tx, team.admin, moveId, now))
const give = (team: Team, leadIds: string[], rep: UserCaller) =>
  team.within((tx) => giveByHand(tx, team.admin, { leadIds, to: { kind: 'rep', id: rep.userId } }))
const holders = async (team: Team, ids: readonly string[]) =>
  (await Promise.all(ids.map((id) => leadOf(team, id)))).map(({ holderId }) => holderId)
const noticesOf = (team: Team, rep: UserCaller) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{ kind: string; data: Record<string, unknown> }>`select kind, data from notice
        where org_id = ${tx.orgId} and user_id = ${rep.userId} and kind = 'leads.moved' order by notice_id`,
    ),
  )
const loadOf = (team: Team, rep: UserCaller) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{ holding: number; givenToday: number }>`select holding, given_today from rep_load
        where org_id = ${tx.orgId} and user_id = ${rep.userId}`,
    ),
  )
const call = (team: Team, by: UserCaller, leadId: string) =>
  team.within((tx) =>
    followup.log(tx, by, { leadId, activityId: uuidv7(), kind: 'call', outcome: 'met', now: new Date() }),
  )
const leads = (leadIds: string[]): MoveFrom => ({ kind: 'leads', leadIds })

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
    expect(of(one)).toMatchObject({ now: 3, gives: 3, gets: 0, then: 0 })
    expect(of(two)).toMatchObject({ now: 1, gives: 0, gets: 4, then: 5, limit: 2 })
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

describe('a leaver’s book', () => {
  const customersOf = (team: Team) =>
    team.within((tx) =>
      rows(
        tx,
        sql<{
          holderId: string | null
        }>`select holder_id from customer where org_id = ${tx.orgId} order by customer_id`,
      ),
    )

  test('goes to others with its customers and next steps, and all of it comes back', async () => {
    const team = await make(3)
    const [left, two, three] = team.reps as [UserCaller, UserCaller, UserCaller]
    const ids = await arrive(team, 4)
    await give(team, ids, left)
    await team.within((tx) =>
      followup.log(tx, left, {
        leadId: ids[0]!,
        activityId: uuidv7(),
        kind: 'note',
        nextStep: '报价',
        nextAt: new Date('2030-01-01'),
        now: new Date(),
      }),
    )
    await team.within(async (tx) => {
      await insertRows(
        tx,
        'customer',
        ['org_id', 'customer_id', 'name', 'holder_id', 'created_at', 'updated_at', 'attrs', 'version'],
        [1, 2, 3].map((n) => [tx.orgId, uuidv7(), `客户${n}`, left.userId, new Date(), new Date(), {}, 1]),
      )
      await rows(
        tx,
        sql`update member set status = 'left' where org_id = ${tx.orgId} and user_id = ${left.userId}`,
      )
    })
    const { moveId } = await begin(team, {
      from: { kind: 'book', userId: left.userId, customers: true },
      to: { kind: 'spread', userIds: [two.userId, three.userId], by: 'even', together: false },
    })
    expect(await show(team, moveId)).toMatchObject({
      from: 'book',
      whose: [left.name],
      moved: 4,
      customers: 3,
    })
    expect(new Set(await holders(team, ids))).toEqual(new Set([two.userId, three.userId]))
    expect(await leadOf(team, ids[0]!)).toMatchObject({ nextStep: '报价', nextAt: new Date('2030-01-01') })
    expect(new Set((await customersOf(team)).map(({ holderId }) => holderId))).toEqual(
      new Set([two.userId, three.userId]),
    )
    await undo(team, moveId)
    expect(new Set(await holders(team, ids))).toEqual(new Set([left.userId]))
    expect(new Set((await customersOf(team)).map(({ holderId }) => holderId))).toEqual(new Set([left.userId]))
    await expectSound(db, team.orgId)
  })

  test('goes back to the rules, and to nobody who had it', async () => {
    const team = await make(3)
    await takeTurns(team)
    const ids = await arrive(team, 6)
    const [left] = team.reps as [UserCaller]
    const theirs = ids.filter((_, i) => i % 3 === 0)
    await give(team, theirs, left)
    const { moveId } = await begin(team, {
      from: { kind: 'book', userId: left.userId, customers: false },
      to: { kind: 'rules' },
    })
    const { moved, got } = await show(team, moveId)
    expect(moved).toBeGreaterThanOrEqual(2)
    expect(got.every(({ id }) => id !== left.userId)).toBe(true)
    expect((await loadOf(team, left))[0]?.holding).toBe(0)
    expect((await trailOf(team, theirs[0]!)).at(-1)).toMatchObject({ kind: 'assigned', rule: { id: 'r1' } })
    await expectSound(db, team.orgId)
  })
})

describe('taking a move back', () => {
  test('returns what nothing happened to since, and leaves what somebody worked', async () => {
    const team = await make(2)
    const [one, two] = team.reps as [UserCaller, UserCaller]
    const ids = await arrive(team, 4)
    await give(team, ids.slice(0, 3), one)
    const { moveId } = await begin(team, { from: leads(ids), to: { kind: 'rep', userId: two.userId } })
    await call(team, two, ids[0]!)
    await undo(team, moveId)
    expect(await holders(team, ids)).toEqual([two.userId, one.userId, one.userId, team.poolId])
    expect(await show(team, moveId)).toMatchObject({
      state: 'undone',
      returned: 3,
      undoUntil: null,
      skipped: [{ code: 'move.changed', count: 1 }],
    })
    expect((await noticesOf(team, one)).at(-1)?.data).toMatchObject({ got: 2, lost: 0, undone: true })
    await expect(undo(team, moveId)).rejects.toMatchObject({ code: 'move.undone' })
    await expectSound(db, team.orgId)
  })

  test('ends after a day', async () => {
    const team = await make(1)
    const ids = await arrive(team, 1)
    const { moveId } = await begin(team, {
      from: leads(ids),
      to: { kind: 'rep', userId: team.reps[0]!.userId },
    })
    await expect(undo(team, moveId, new Date(Date.now() + 25 * 3_600_000))).rejects.toMatchObject({
      code: 'move.too_late',
    })
  })
})

describe('a run of more than one page', () => {
  const signal = new AbortController().signal
  const many = async () => {
    const team = await make(2)
    const ids = [...(await arrive(team, 1000)), ...(await arrive(team, 100, 1000))]
    const [one] = team.reps as [UserCaller]
    const { moveId } = await begin(team, { from: leads(ids), to: { kind: 'rep', userId: one.userId } })
    return { team, ids, moveId }
  }

  test('goes on where it was, by several at once, and moves each lead once', async () => {
    const { team, ids, moveId } = await many()
    expect(await show(team, moveId)).toMatchObject({ state: 'running', moved: 0 })
    await team.within((tx) => movePage(tx, moveId, new Date()))
    expect(await show(team, moveId)).toMatchObject({ state: 'running', moved: 500 })
    await Promise.all([1, 2, 3].map(() => runMove({ db, orgId: team.orgId, moveId, signal })))
    expect(await show(team, moveId)).toMatchObject({ state: 'done', moved: 1100, refused: 0 })
    const events = await inTransaction(db, team.orgId, (tx) =>
      rows(
        tx,
        sql<{ count: number }>`select count(*)::int as count from lead_event
          where org_id = ${tx.orgId} and data ->> 'moveId' = ${moveId}`,
      ),
    )
    expect(events).toEqual([{ count: ids.length }])
    expect(await noticesOf(team, team.reps[0]!)).toHaveLength(1)
    await expectSound(db, team.orgId)
  })

  test('stops when it is cancelled, and what was moved can be taken back', async () => {
    const { team, moveId } = await many()
    await team.within((tx) => movePage(tx, moveId, new Date()))
    await team.within((tx) => cancelMove(tx, team.admin, moveId))
    await runMove({ db, orgId: team.orgId, moveId, signal })
    expect(await show(team, moveId)).toMatchObject({ state: 'cancelled', moved: 500 })
    await undo(team, moveId)
    expect(await show(team, moveId)).toMatchObject({ state: 'undone', returned: 500 })
    await expectSound(db, team.orgId)
  })

  test('two who move the same leads at once move each once', async () => {
    const team = await make(2)
    const ids = await arrive(team, 60)
    const wishes = team.reps.map(({ userId }): Wish => ({ from: leads(ids), to: { kind: 'rep', userId } }))
    const plans = await Promise.all(wishes.map((wish) => preview(team, wish)))
    const begun = await Promise.all(
      wishes.map((wish, i) =>
        team.within((tx) =>
          beginMove(tx, team.admin, { wish, plan: plans[i]!.plan, reason: '并发', now: new Date() }),
        ),
      ),
    )
    const told = await Promise.all(begun.map(({ moveId }) => show(team, moveId)))
    expect(told.map(({ moved }) => moved).toSorted((a, b) => a - b)).toEqual([0, 60])
    await expectSound(db, team.orgId)
  })
})
