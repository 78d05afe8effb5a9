import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../test/database.ts'
import {
  arrive,
  expectSound,
  leadOf,
  newTeam,
  publishNext,
  takeTurns,
  type Team,
  trailOf,
} from '../../test/team.ts'
import { rows } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { formerOf } from '../lead/former.ts'
import * as followup from '../rooms/followup/service.ts'
import { recycleAll } from './second.ts'

const { db, org } = await testDb()
const DAY = 86_400_000
const days = (n: number) => new Date(Date.now() + n * DAY)

/** A team whose leads come back after ten days, `again` times to somebody else. */
async function begun(reps: number, again?: number) {
  const team = await newTeam({ db, org }, { reps })
  await takeTurns(team)
  const rule = {
    id: 'ten',
    name: '十天',
    when: { all: [] },
    days: 10,
    remindDays: 1,
    poolId: null,
    active: true,
  }
  await publishNext(team, 'recycle', { rules: [{ ...rule, ...(again ? { again } : {}) }] })
  const [leadId = ''] = await arrive(team, 1)
  return { team, leadId }
}
const sweep = (team: Team, n: number) => recycleAll(db, team.orgId, days(n))
const holder = async (team: Team, leadId: string) => {
  const { holderKind, holderId } = await leadOf(team, leadId)
  return { kind: holderKind, id: holderId }
}
const noticesTo = (team: Team, userId: string) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{
        kind: string
      }>`select kind from notice where org_id = ${tx.orgId} and user_id = ${userId} order by notice_id`,
    ),
  )

test('a lead nobody followed up is dealt again to somebody who never had it, as often as its rule says, then goes to the pool', async () => {
  const { team, leadId } = await begun(3, 2)
  const first = await holder(team, leadId)
  await sweep(team, 9)
  expect(await holder(team, leadId)).toEqual(first)
  await sweep(team, 11)
  const second = await holder(team, leadId)
  expect(second.kind).toBe('rep')
  expect(second.id).not.toBe(first.id)
  expect((await trailOf(team, leadId)).at(-1)).toMatchObject({
    kind: 'assigned',
    rule: { id: 'r1' },
    data: { again: 1, by: { kind: 'recycle', id: 'ten' } },
  })
  expect((await noticesTo(team, first.id!)).at(-1)?.kind).toBe('lead.dealt_again')
  expect((await noticesTo(team, second.id!)).at(-1)?.kind).toBe('lead.assigned')
  await sweep(team, 12)
  expect(await holder(team, leadId)).toEqual(second)
  await sweep(team, 22)
  const third = await holder(team, leadId)
  expect(third.kind).toBe('rep')
  expect([first.id, second.id]).not.toContain(third.id)
  expect((await team.within((tx) => formerOf(tx, [leadId]))).get(leadId)).toEqual(
    new Set([first.id, second.id]),
  )
  await sweep(team, 33)
  expect(await holder(team, leadId)).toEqual({ kind: 'pool', id: team.poolId })
  expect((await trailOf(team, leadId)).at(-1)?.kind).toBe('recycled')
  await expectSound(db, team.orgId)
})

test('where everybody has had it, it goes where the rules send what nobody takes', async () => {
  const { team, leadId } = await begun(1, 3)
  await sweep(team, 11)
  expect(await holder(team, leadId)).toEqual({ kind: 'pool', id: team.poolId })
  await expectSound(db, team.orgId)
})

test('a rule that does not say so sends it to the pool, and a follow-up in time keeps it', async () => {
  const plain = await begun(3)
  await sweep(plain.team, 11)
  expect((await holder(plain.team, plain.leadId)).kind).toBe('pool')
  const { team, leadId } = await begun(2, 1)
  const before = await holder(team, leadId)
  const rep = team.reps.find(({ userId }) => userId === before.id)!
  await team.within((tx) =>
    followup.log(tx, rep, { leadId, activityId: uuidv7(), kind: 'call', outcome: 'met', now: days(9) }),
  )
  await sweep(team, 11)
  expect(await holder(team, leadId)).toEqual(before)
})

test('two servers that sweep at once deal each lead once', async () => {
  const team = (await begun(4, 1)).team
  await arrive(team, 40, 100)
  await Promise.all([sweep(team, 11), sweep(team, 11), sweep(team, 11)])
  const [{ events }] = (await team.within((tx) =>
    rows(
      tx,
      sql`select count(*)::int as events from lead_event where org_id = ${tx.orgId} and data ? 'again'`,
    ),
  )) as [{ events: number }]
  expect(events).toBe(41)
  await expectSound(db, team.orgId)
})
