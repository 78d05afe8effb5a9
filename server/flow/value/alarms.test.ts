import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { arrivingLead, newTeam, type Team } from '../../../test/team.ts'
import { callUp as call, cities, publishValues, waiting } from '../../../test/values.ts'
import { inTransaction, openDb, rows } from '../../db/db.ts'
import { tellPriorities } from '../../lead/alarms.ts'
import type { UserCaller } from '../../people/caller.ts'
import { giveByHand } from '../../rooms/assign/service.ts'
import { claim } from '../../rooms/pool/service.ts'

const { db, org, connection } = await testDb()
// As two servers on one database.
const other = openDb(connection)
afterAll(() => other.close())
const MINUTE = 60_000

const told = (team: Team) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{ userId: string; kind: string; leadId: string | null }>`
        select user_id, kind, lead_id from notice where org_id = ${tx.orgId} and kind like 'priorit%' order by notice_id`,
    ),
  )
const tell = (team: Team, after: number, on = db) =>
  inTransaction(on, team.orgId, (tx) => tellPriorities(tx, new Date(Date.now() + after)))

test('its deadline begins anew with another rep, and who has it then is reminded of theirs', async () => {
  const team = await newTeam({ db, org }, { reps: 2 })
  const [one, two] = team.reps as [UserCaller, UserCaller]
  await publishValues(team, cities)
  const [answer] = await team.call([arrivingLead(1, { region: '上海市' })])
  const leadIds = [answer?.leadId as string]
  const give = (to: UserCaller) =>
    team.within((tx) => giveByHand(tx, team.admin, { leadIds, to: { kind: 'rep', id: to.userId } }))
  await give(one)
  expect(await tell(team, 44 * MINUTE)).toBe(0)
  expect(await tell(team, 46 * MINUTE)).toBe(1)
  await give(two)
  expect(await tell(team, 44 * MINUTE)).toBe(0)
  expect(await tell(team, 46 * MINUTE)).toBe(1)
  expect((await told(team)).map(({ userId, kind }) => [userId, kind])).toEqual([
    [one.userId, 'priority.soon'],
    [two.userId, 'priority.soon'],
  ])
})

test('sixteen askers on two servers tell each of it once, step by step, until it is followed up', async () => {
  const team = await newTeam({ db, org }, { reps: 2 })
  const [rep, manager] = team.reps as [UserCaller, UserCaller]
  await team.within(async (tx) => {
    await rows(
      tx,
      sql`update member set roles = '{manager}' where org_id = ${tx.orgId} and user_id = ${manager.userId}`,
    )
    await rows(
      tx,
      sql`update team_member set leads = true where org_id = ${tx.orgId} and user_id = ${manager.userId}`,
    )
  })
  await publishValues(team, cities)
  const answers = await team.call([1, 2, 3].map((n) => arrivingLead(n, { region: '上海市' })))
  const leadIds = answers.map(({ leadId }) => leadId as string)
  await team.within((tx) => giveByHand(tx, team.admin, { leadIds, to: { kind: 'rep', id: rep.userId } }))
  const race = (after: number) =>
    Promise.all(Array.from({ length: 16 }, (_, i) => tell(team, after * MINUTE, i % 2 ? other : db)))
  const kinds = async () => {
    const all = await told(team)
    return Map.groupBy(all, ({ userId, kind }) =>
      [userId === rep.userId ? 'rep' : userId === manager.userId ? 'manager' : 'admin', kind].join(' '),
    )
  }
  const counts = async () =>
    Object.fromEntries([...(await kinds())].map(([who, theirs]) => [who, theirs.length]))
  await race(46)
  expect(await counts()).toEqual({ 'rep priority.soon': 3 })
  // Killed once the notices are written and before they are kept: none of it is there, and it is told again
  await expect(
    team.within(async (tx) => {
      await tellPriorities(tx, new Date(Date.now() + 61 * MINUTE))
      throw new Error('killed')
    }),
  ).rejects.toThrow('killed')
  expect(await counts()).toEqual({ 'rep priority.soon': 3 })
  await race(61)
  await race(62)
  const overdue = { 'rep priority.soon': 3, 'rep priority.overdue': 3, 'manager priority.overdue': 3 }
  expect(await counts()).toEqual(overdue)
  await call(team, leadIds[0] as string, rep)
  await race(121)
  const escalated = {
    'rep priority.escalated': 2,
    'manager priority.escalated': 2,
    'admin priority.escalated': 2,
  }
  expect(await counts()).toEqual({ ...overdue, ...escalated })
  await race(200)
  expect(await counts()).toEqual({ ...overdue, ...escalated })
  for (const leadId of leadIds) await call(team, leadId, rep)
  await race(10_000)
  expect(await counts()).toEqual({ ...overdue, ...escalated })
})

test('a follow-up and the telling of it at once: told before it, or not at all', async () => {
  const team = await newTeam({ db, org }, { reps: 1 })
  const [rep] = team.reps as [UserCaller]
  await publishValues(team, cities)
  for (let n = 0; n < 6; n++) {
    const [answer] = await team.call([arrivingLead(n, { region: '上海市' })])
    const leadId = answer?.leadId as string
    await team.within((tx) =>
      claim(tx, rep, { poolId: team.poolId, wanted: { leadIds: [leadId] }, now: new Date() }),
    )
    await Promise.all([call(team, leadId, rep), tell(team, 61 * MINUTE, other), tell(team, 61 * MINUTE)])
    expect(await waiting(team)).toEqual([])
    const mine = (await told(team)).filter((notice) => notice.leadId === leadId)
    expect(mine.length).toBeLessThanOrEqual(2)
  }
  expect(await tell(team, 10_000 * MINUTE)).toBe(0)
})
