import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { AssignPolicy } from '../../contract/assign.ts'
import { testDb } from '../../test/database.ts'
import { newTeam, publishNext, type Team } from '../../test/team.ts'
import { inTransaction, rows } from '../db/db.ts'
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
const tick = (team: Team, now: Date) => inTransaction(db, team.orgId, (tx) => publishDue(tx, now))
const states = async (team: Team) =>
  (await team.within((tx) => list(tx, { kind: 'assign', scope: '' }))).map(({ note, state }) => [note, state])
const notices = (team: Team) =>
  team.within((tx) =>
    rows(
      tx,
      sql<{
        kind: string
      }>`select kind from notice where org_id = ${tx.orgId} and kind like 'policy.%' order by at`,
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
  expect(await notices(team)).toEqual([{ kind: 'policy.published' }])
  expect(await tick(team, soon(4))).toBe(false)
})

test('what somebody published meanwhile stands: the plan is stale, and whoever made it is told', async () => {
  const team = await newTeam({ db, org })
  await planned(team, '计划', soon(1))
  await publishNext(team, 'assign', named(team, '抢先'))
  await tick(team, soon(2))
  expect(await nameNow(team)).toBe('抢先')
  expect(await states(team)).toEqual([['计划', 'stale']])
  expect(await notices(team)).toEqual([{ kind: 'policy.stale' }])
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
  expect(await notices(team)).toEqual([{ kind: 'policy.refused' }])
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
