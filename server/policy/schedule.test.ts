import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { AssignPolicy } from '../../contract/assign.ts'
import { testDb } from '../../test/database.ts'
import { member } from '../../test/house.ts'
import { newTeam, publishNext, type Team } from '../../test/team.ts'
import { inTransaction, rows } from '../db/db.ts'
import { keepAssignGate } from '../rooms/assign/store/rehearsals.ts'
import { add, cancel, list, publishDue } from './schedule.ts'
import { currentPolicy } from './store.ts'

const { db, org } = await testDb()
const HOUR = 3_600_000
const soon = (hours: number) => new Date(Date.now() + hours * HOUR)

const named = (team: Team, name: string): AssignPolicy => ({
  rules: [{ id: 'r1', name, when: { all: [] }, strategy: { kind: 'hand' }, active: true }],
  fallbackPoolId: team.poolId,
})
const inForce = (team: Team) => team.within((tx) => currentPolicy(tx, 'assign'))
const nameNow = async (team: Team) => (await inForce(team))?.body.rules[0]?.name
const planned = async (team: Team, name: string, at: Date, body = named(team, name)) => {
  const over = (await inForce(team))?.version ?? 0
  const next = { kind: 'assign' as const, scope: '', over, body, note: name, by: team.admin.userId }
  return team.within((tx) => add(tx, next, { at, now: new Date() }))
}
const tick = (team: Team, now: Date) =>
  inTransaction(db, team.orgId, (tx) => publishDue(tx, team.house.publishGates, now))
const states = async (team: Team) =>
  (await team.within((tx) => list(tx, { kind: 'assign', scope: '' }))).map(({ note, state }) => [note, state])
const leave = (team: Team, userId: string) =>
  team.within((tx) =>
    rows(tx, sql`update member set status = 'left' where org_id = ${tx.orgId} and user_id = ${userId}`),
  )
const notices = (team: Team) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{
        kind: string
        userId: string
      }>`select kind, user_id from notice where org_id = ${tx.orgId} and kind like 'policy.%' order by at, user_id`,
    ),
  )

test('a planned version is published once its moment has come, once, whoever asks at once', async () => {
  const team = await newTeam({ db, org })
  const before = await inForce(team)
  await planned(team, '周末', soon(2))
  expect(await tick(team, soon(1))).toBe(false)
  expect(await inForce(team)).toEqual(before)
  const asked = await Promise.all([1, 2, 3, 4].map(() => tick(team, soon(3))))
  expect(asked.filter(Boolean)).toHaveLength(1)
  const now = await inForce(team)
  expect(now).toMatchObject({
    version: before!.version + 1,
    note: '周末',
    publishedBy: team.admin.userId,
  })
  expect(await nameNow(team)).toBe('周末')
  expect(await states(team)).toEqual([['周末', 'published']])
  expect(await notices(team)).toMatchObject([{ kind: 'policy.published' }])
  expect(await tick(team, soon(4))).toBe(false)
})

test('what somebody published meanwhile stands: the plan is stale, and whoever made it is told', async () => {
  const team = await newTeam({ db, org })
  await planned(team, '计划', soon(1))
  await publishNext(team, 'assign', named(team, '抢先'))
  await tick(team, soon(2))
  expect(await nameNow(team)).toBe('抢先')
  expect(await states(team)).toEqual([['计划', 'stale']])
  expect(await notices(team)).toMatchObject([{ kind: 'policy.stale' }])
})

test('a switch and the way back can be planned together; a plan made before another is not carried on by it', async () => {
  const team = await newTeam({ db, org })
  await planned(team, '回来', soon(9))
  await planned(team, '去', soon(1))
  await planned(team, '再回来', soon(5))
  await tick(team, soon(2))
  await tick(team, soon(6))
  expect(await nameNow(team)).toBe('再回来')
  await tick(team, soon(10))
  expect(await nameNow(team)).toBe('再回来')
  expect(Object.fromEntries(await states(team))).toEqual({
    回来: 'stale',
    去: 'published',
    再回来: 'published',
  })
})

test('one that names a pool that is gone by then is refused; one that was taken back never comes', async () => {
  const team = await newTeam({ db, org })
  const gone = { ...named(team, '没了'), fallbackPoolId: crypto.randomUUID() }
  await planned(team, '没了', soon(1), gone)
  const back = await planned(team, '取消', soon(1))
  await team.within((tx) => cancel(tx, back, new Date()))
  await expect(team.within((tx) => cancel(tx, back, new Date()))).rejects.toMatchObject({
    code: 'schedule.settled',
  })
  const before = await inForce(team)
  while (await tick(team, soon(2)));
  expect(await inForce(team)).toEqual(before)
  expect(Object.fromEntries(await states(team))).toEqual({ 没了: 'refused', 取消: 'cancelled' })
  expect(await notices(team)).toMatchObject([{ kind: 'policy.refused' }])
})

test('one that could not work any more keeps what is in force: the admins are told why, and the page says so', async () => {
  const team = await newTeam({ db, org }, { reps: 1 })
  const { userId, name } = team.reps[0]!
  const body = named(team, '给销售')
  const toRep = { ...body, rules: [{ ...body.rules[0]!, strategy: { kind: 'rep' as const, userId } }] }
  const planner = member(team.orgId, ['admin'])
  await planned(team, '好的', soon(1), toRep)
  await planned(team, '走了', soon(2), toRep)
  await tick(team, soon(1.5))
  expect(await nameNow(team)).toBe('给销售')
  const before = await inForce(team)
  await team.within((tx) =>
    rows(
      tx,
      sql`update scheduled_publish set planned_by = ${planner.userId} where org_id = ${tx.orgId} and state = 'planned'`,
    ),
  )
  await leave(team, userId)
  expect(await tick(team, soon(3))).toBe(true)
  expect(await tick(team, soon(3))).toBe(false)
  expect(await inForce(team)).toEqual(before)
  const [told] = await team.within((tx) => list(tx, { kind: 'assign', scope: '' }))
  expect(told).toMatchObject({
    state: 'refused',
    why: {
      zh: expect.stringContaining(`第 1 条“给销售”，${name}已不是在职销售`) as string,
      en: expect.stringContaining(`rule 1 "给销售": ${name} is no longer here`) as string,
    },
  })
  expect(await notices(team)).toEqual([
    { kind: 'policy.published', userId: team.admin.userId },
    ...[planner.userId, team.admin.userId]
      .toSorted()
      .map((each) => ({ kind: 'policy.refused', userId: each })),
  ])
})

test('a rehearsal is asked for when a version is planned, not once more at its moment', async () => {
  const team = await newTeam({ db, org })
  await team.within((tx) =>
    keepAssignGate(tx, { required: true, days: 7 }, { by: team.admin.userId, at: new Date() }),
  )
  await planned(team, '排演过', soon(1))
  await tick(team, soon(2))
  expect(await states(team)).toEqual([['排演过', 'published']])
})

test('nothing is planned for the past, or over another version than is in force', async () => {
  const team = await newTeam({ db, org })
  await expect(planned(team, '昨天', soon(-1))).rejects.toMatchObject({ code: 'schedule.past' })
  await expect(planned(team, '很久', soon(24 * 400))).rejects.toMatchObject({ code: 'schedule.past' })
  const next = { kind: 'assign' as const, scope: '', over: 99, body: named(team, ''), note: null }
  await expect(
    team.within((tx) => add(tx, { ...next, by: team.admin.userId }, { at: soon(1), now: new Date() })),
  ).rejects.toMatchObject({ code: 'version.stale' })
})
