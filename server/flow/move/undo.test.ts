import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
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
  undo,
  type Wish,
} from '../../../test/moves.ts'
import { arrive, expectSound, leadOf, newTeam, takeTurns, type Team, trailOf } from '../../../test/team.ts'
import { inTransaction, rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { insertRows } from '../../db/write.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as followup from '../../rooms/followup/service.ts'
import { beginMove } from './begin.ts'
import { movePage } from './run.ts'
import { runMove } from './tasks.ts'
import { cancelMove } from './undo.ts'

const { db, org } = await testDb()
const make = (reps: number) => newTeam({ db, org }, { reps })

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
