import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { SourceGate } from '../../../contract/quality.ts'
import { testDb } from '../../../test/database.ts'
import { arrivingLead, expectSound, leadOf, newTeam, takeTurns, type Team } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import * as quality from '../../rooms/quality/service.ts'
import { listStates } from '../../rooms/quality/store.ts'
import { letGo } from '../quarantine.ts'
import { releasePage } from './release.ts'

const { db, org } = await testDb()

const gate: SourceGate = {
  window: { kind: 'arrivals', many: 100 },
  least: 20,
  limits: { incomplete: 0.3, duplicate: 0.5, unreachable: null },
  resumes: true,
}
async function watched(of: SourceGate = gate) {
  const team = await newTeam({ db, org }, { reps: 2 })
  await takeTurns(team)
  const sourceId = team.sources.get('api') as string
  await team.within((tx) =>
    quality.setGate(tx, sourceId, { gate: of, by: team.admin.userId, now: new Date() }),
  )
  return { team, sourceId }
}
let person = 0
const bring = (team: Team, many: number, more: object = {}) =>
  team.call(Array.from({ length: many }, () => arrivingLead(++person, more)))
const watch = (team: Team) => team.within((tx) => quality.watch(tx, new Date()))
const state = async (team: Team) => (await team.within(listStates))[0]

test('a source that turns bad is paused, told of, and keeps what comes in quarantine, given to nobody', async () => {
  const { team, sourceId } = await watched()
  await bring(team, 30)
  expect(await watch(team)).toBe(0)
  await bring(team, 40, { title: null })
  expect(await watch(team)).toBe(1)
  expect(await state(team)).toMatchObject({
    pausedBy: null,
    why: { measure: 'incomplete', many: 40, of: 70 },
    held: 0,
  })
  const [good] = await bring(team, 1)
  expect(good).toMatchObject({
    status: 'quarantined',
    reasons: [{ code: 'source.paused' }],
    holder: { kind: 'quarantine' },
  })
  const [bad] = await bring(team, 1, { title: null })
  expect(bad?.reasons.map(({ code }) => code)).toEqual(['gate.missing', 'source.paused'])
  const told = await team.within((tx) =>
    rows(
      tx,
      sql<{
        kind: string
        data: object
      }>`select kind, data from notice where org_id = ${tx.orgId} and kind like 'source.%'`,
    ),
  )
  expect(told).toMatchObject([{ kind: 'source.paused', data: { sourceId, why: { measure: 'incomplete' } } }])
  // Judged again while it is paused, nothing leaks.
  const ids = [good?.leadId as string]
  expect(
    (await team.within((tx) => letGo(tx, team.admin, { leadIds: ids, anyway: false }))).released,
  ).toEqual([])
  expect(await state(team)).toMatchObject({ held: 2 })
  await expectSound(db, team.orgId)
})

test('what a person stands for passes, and what is the same person is merged, whatever its source', async () => {
  const { team, sourceId } = await watched()
  const [held] = await bring(team, 1)
  await team.within((tx) =>
    quality.pause(tx, sourceId, { why: null, by: team.admin.userId, now: new Date() }),
  )
  const rep = team.reps[0]?.userId as string
  const typed = await team.call([arrivingLead(++person)], {
    door: 'hand',
    actor: { kind: 'user', id: rep },
    holderId: rep,
  } as never)
  expect(typed[0]?.status).toBe('created')
  const again = await team.call([arrivingLead(person - 1)])
  expect(again[0]).toMatchObject({ status: 'merged', leadId: held?.leadId })
})

test('let go on, what it kept is dealt in its order; what was wrong before counts no more', async () => {
  const { team, sourceId } = await watched()
  await bring(team, 40, { title: null })
  await watch(team)
  const kept = [
    ...(await bring(team, 1)),
    ...(await bring(team, 1)),
    ...(await bring(team, 1, { title: null })),
  ]
  await team.within((tx) =>
    quality.resume(tx, sourceId, { letGo: true, by: team.admin.userId, now: new Date() }),
  )
  expect(await watch(team)).toBe(0)
  await team.within((tx) => releasePage(tx, { sourceId, after: null }))
  const leads = await Promise.all(kept.map(({ leadId }) => leadOf(team, leadId as string)))
  expect(leads.map(({ holderKind }) => holderKind)).toEqual(['rep', 'rep', 'quarantine'])
  expect(await state(team)).toMatchObject({ pausedAt: null, held: 0 })
  await expectSound(db, team.orgId)
})

test('recovered beyond doubt it goes on by itself; paused by hand it waits for a hand', async () => {
  const { team, sourceId } = await watched()
  await bring(team, 40, { title: null })
  await watch(team)
  await bring(team, 19)
  expect(await watch(team)).toBe(0)
  await bring(team, 21)
  expect(await watch(team)).toBe(1)
  expect(await state(team)).toMatchObject({ pausedAt: null })
  await team.within((tx) =>
    quality.pause(tx, sourceId, { why: null, by: team.admin.userId, now: new Date() }),
  )
  await bring(team, 40)
  expect(await watch(team)).toBe(0)
})

test('duplicates count where they are of a person held, and not where a touch is delivered again', async () => {
  const { team } = await watched({ ...gate, limits: { incomplete: null, duplicate: 0.5, unreachable: null } })
  await bring(team, 10)
  const once = arrivingLead(++person, { externalId: 'a1' })
  await team.call([once])
  for (let i = 0; i < 40; i++) await team.call([once])
  expect(await watch(team)).toBe(0)
  await team.call(Array.from({ length: 40 }, () => arrivingLead(person)))
  expect(await watch(team)).toBe(1)
  expect(await state(team)).toMatchObject({ why: { measure: 'duplicate', many: 40, of: 51 } })
})

test('every change stands in the history, with who made it', async () => {
  const { team, sourceId } = await watched()
  await team.within((tx) =>
    quality.pause(tx, sourceId, { why: null, by: team.admin.userId, now: new Date() }),
  )
  await team.within((tx) =>
    quality.resume(tx, sourceId, { letGo: true, by: team.admin.userId, now: new Date() }),
  )
  const versions = await team.within((tx) =>
    rows(
      tx,
      sql<{
        paused: boolean
        changedBy: string
      }>`select body ->> 'pausedAt' is not null as paused, changed_by from version
        where org_id = ${tx.orgId} and subject = 'source_gate' order by valid_from`,
    ),
  )
  expect(versions).toEqual([false, true, false].map((paused) => ({ paused, changedBy: team.admin.userId })))
})
