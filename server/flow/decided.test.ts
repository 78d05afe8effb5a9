import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { think } from '../../test/abilities.ts'
import { testDb } from '../../test/database.ts'
import { arrive, newTeam, publishNext, takeTurns } from '../../test/team.ts'
import { rows } from '../db/db.ts'
import { decisionsOn } from './decided.ts'

const { db, org } = await testDb()

test('each decision is kept: who got it, why each other did not, and deciding it again says the same', async () => {
  const team = await newTeam({ db, org }, { reps: 3 })
  await takeTurns(team)
  const [away] = team.reps
  await team.within((tx) =>
    rows(
      tx,
      sql`insert into absence (org_id, absence_id, user_id, from_at, to_at)
        values (${tx.orgId}, gen_random_uuid(), ${away!.userId}, now() - interval '1 day', now() + interval '1 day')`,
    ),
  )
  const leadIds = await arrive(team, 5)
  // What came after does not change what is told of it.
  await team.within((tx) => rows(tx, sql`delete from absence where org_id = ${tx.orgId}`))
  await publishNext(team, 'assign', { rules: [], fallbackPoolId: team.poolId })
  const told = await Promise.all(
    leadIds.map((leadId) => team.within((tx) => decisionsOn(tx, team.admin, leadId))),
  )
  for (const [decision, ...others] of told) {
    expect(others).toEqual([])
    expect(decision).toMatchObject({
      replayed: 'same',
      policyVersion: 2,
      rule: { id: 'r1', name: '轮流' },
      passed: [],
    })
    const because = Map.groupBy(decision!.candidates, (each) => each.because)
    expect(because.get('away')?.map(({ id }) => id)).toEqual([away!.userId])
    expect(because.get('got')?.map(({ id }) => id)).toEqual([decision!.to.id])
    expect(because.get('turn')?.map(({ id }) => id)).toEqual([decision!.next?.id])
    expect(decision!.merit).toBeNull()
  }
  const holding = told.map(([decision]) => decision!.candidates.reduce((sum, each) => sum + each.holding, 0))
  expect(holding.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4])
})

test('of who got a lead by merit: what decided, how likely that was, and who would have been next', async () => {
  const team = await newTeam({ db, org }, { reps: 3 })
  await think(team, [
    { at: 0, mean: 0.5 },
    { at: 1, mean: 0.3 },
    { at: 2, mean: 0.1 },
  ])
  await publishNext(team, 'assign', {
    rules: [{ id: 'b', name: '', when: { all: [] }, strategy: { kind: 'best' }, active: true }],
    fallbackPoolId: team.poolId,
    mode: {
      kind: 'lean',
      dial: 1,
      explore: 0.3,
      catchUp: false,
      claims: 'open',
      moves: 'open',
      floor: {
        share: 0,
        days: 7,
        grades: [],
      },
    },
  })
  const leadIds = await arrive(team, 12)
  const told = await Promise.all(
    leadIds.map(async (leadId) => (await team.within((tx) => decisionsOn(tx, team.admin, leadId)))[0]!),
  )
  const [star, fair] = team.reps.map(({ userId }) => userId)
  const byMerit = told.filter(({ merit }) => merit?.by === 'merit')
  expect(byMerit.length).toBeGreaterThan(3)
  for (const { to, merit, next } of byMerit) {
    expect(to.id).toBe(star)
    expect(merit!.propensity).toBeCloseTo(0.7 + 0.3 / 3)
    expect(merit!.chance).toBe(0.5)
    expect(next).not.toBeNull()
  }
  expect(byMerit.some(({ next }) => next!.id === fair)).toBe(true)
  for (const { merit, to } of told.filter((each) => each.to.id !== star)) {
    expect(merit).toMatchObject({ by: 'explore', chance: to.id === fair ? 0.3 : 0.1 })
    expect(merit!.propensity).toBeCloseTo(0.1)
  }
})

test('of a person who was erased the outcome is left', async () => {
  const team = await newTeam({ db, org }, { reps: 1 })
  await takeTurns(team)
  const [leadId = ''] = await arrive(team, 1)
  await team.within((tx) => rows(tx, sql`delete from person_key where org_id = ${tx.orgId}`))
  const [decision] = await team.within((tx) => decisionsOn(tx, team.admin, leadId))
  expect(decision).toMatchObject({
    replayed: 'erased',
    to: { kind: 'rep', id: team.reps[0]!.userId },
    candidates: [],
  })
})
