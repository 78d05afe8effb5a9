import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { think } from '../../../../test/abilities.ts'
import { testDb } from '../../../../test/database.ts'
import { member } from '../../../../test/house.ts'
import { arrive, leadOf, newTeam, publishNext } from '../../../../test/team.ts'
import { rows } from '../../../db/db.ts'
import { fairness } from '../service.ts'

const { db, org } = await testDb()

test('what exploration found: drawn beside chosen, each rep beside what they would win of all, too few left unsaid', async () => {
  const team = await newTeam({ db, org }, { reps: 3 })
  await think(team, [
    { at: 0, mean: 0.6 },
    { at: 1, mean: 0.2 },
    { at: 2, mean: 0.1 },
  ])
  const best = { id: 'b', name: '择优', when: { all: [] }, active: true, strategy: { kind: 'best' as const } }
  const mode = {
    kind: 'lean' as const,
    dial: 1,
    explore: 0.5,
    catchUp: false,
    claims: 'open' as const,
    moves: 'open' as const,
    floor: {
      share: 0,
      days: 7,
      grades: [],
    },
  }
  await publishNext(team, 'assign', { rules: [best], fallbackPoolId: team.poolId, mode })
  const look = (by = team.admin) => team.within((tx) => fairness(tx, by, { days: 30, now: new Date() }))
  expect((await look()).explored).toEqual([])
  const leadIds = await arrive(team, 120)
  const holders = await Promise.all(leadIds.map(async (leadId) => (await leadOf(team, leadId)).holderId))
  // Every other lead ends; the first rep wins theirs. One that was invalid is no outcome
  await team.within((tx) =>
    rows(
      tx,
      sql`insert into ability_evidence (org_id, lead_id, user_id, outcome, grade, taken_at, ended_at, picked)
        select ${tx.orgId}, lead_id, user_id, case when n = 1 then 'invalid' when user_id = ${team.reps[0]!.userId} then 'won' else 'lost' end,
          '', now(), now(), false
        from unnest(${leadIds}::uuid[], ${holders}::uuid[]) with ordinality as each (lead_id, user_id, n) where n % 2 = 1`,
    ),
  )
  const [rule] = (await look()).explored
  expect(rule).toMatchObject({ ruleId: 'b', name: '择优' })
  const { drawn, chosen, reps } = rule!
  expect(drawn.leads + chosen.leads).toBe(120)
  expect(drawn.known + chosen.known).toBe(59)
  expect(drawn.leads).toBeGreaterThan(30)
  const [star, ...others] = team.reps.map(({ userId }) => reps.find((rep) => rep.userId === userId)!)
  expect(star).toMatchObject({ won: star!.known, estimate: { mean: 1, high: 1 } })
  for (const { effective, known, estimate, won } of others) {
    expect(effective).toBeCloseTo(known, 6) // they only ever got leads at one chance
    expect(won).toBe(0)
    if (known < 20) expect(estimate).toBeNull()
    else
      expect(estimate).toEqual({
        mean: 0,
        low: 0,
        high: expect.closeTo(1.96 ** 2 / (known + 1.96 ** 2), 3) as number,
      })
  }
  expect(others.some(({ estimate }) => estimate === null)).toBe(true)
  expect((await look(member(team.orgId, ['manager']))).explored).toMatchObject([{ reps: [] }])
})
