import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { policyBy } from '../../../test/matching.ts'
import { arrivingLead, expectSound, leadOf, newTeam, publishNext, type Team } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import type { UserCaller } from '../../people/caller.ts'
import { claim } from '../../rooms/pool/service.ts'
import { mergeLeads } from './merge.ts'

const { db, org } = await testDb()

async function pooled(count: number) {
  const team = await newTeam({ db, org }, { reps: 2 })
  await publishNext(team, 'match', policyBy('link', 'phone'))
  const answers = await team.call(Array.from({ length: count }, (_, n) => arrivingLead(n + 1)))
  return { team, ids: answers.map(({ leadId }) => leadId) as [string, string, string] }
}
const merge = (team: Team, leadIds: readonly string[]) =>
  team.within((tx) => mergeLeads(tx, team.admin, { leadIds, survivorId: leadIds[0], picks: {} }))

test('of two merges of the same leads at once one is made, of overlapping ones too', async () => {
  for (let round = 0; round < 3; round++) {
    const { team, ids } = await pooled(3)
    const [a, b, c] = ids
    const sets = [
      [a, b],
      [b, c],
      [c, a],
      [a, b],
    ]
    const told = await Promise.allSettled(sets.map((set) => merge(team, set)))
    const made = told.flatMap((each) =>
      each.status === 'fulfilled' && !each.value.repeated ? [each.value] : [],
    )
    const codes = told.flatMap((each) =>
      each.status === 'rejected' ? [(each.reason as { code: string }).code] : [],
    )
    expect(made.length).toBeGreaterThan(0)
    for (const code of codes) expect(['lead.merged', 'version.stale']).toContain(code)
    await expectSound(db, team.orgId)
    const left = await Promise.all(ids.map((id) => leadOf(team, id)))
    expect(left.filter(({ mergedInto }) => mergedInto)).toHaveLength(made.length)
  }
})

test('merging while others claim and capture leaves loads and keys right', async () => {
  for (let round = 0; round < 3; round++) {
    const { team, ids } = await pooled(2)
    const [a, b] = ids
    await publishNext(team, 'match', policyBy('merge', 'phone'))
    const leadIds = [a, b]
    const [merged, , ...captured] = await Promise.allSettled([
      merge(team, leadIds),
      team.within((tx) =>
        claim(tx, team.reps[0] as UserCaller, {
          poolId: team.poolId,
          wanted: { leadIds: [b] },
          now: new Date(),
        }),
      ),
      ...Array.from({ length: 6 }, (_, n) => team.call([arrivingLead(2, { email: `n${n}@example.com` })])),
    ])
    expect(captured.every(({ status }) => status === 'fulfilled')).toBe(true)
    await expectSound(db, team.orgId)
    const [first, second] = await Promise.all(leadIds.map((id) => leadOf(team, id)))
    if (merged.status === 'rejected') expect(merged.reason).toMatchObject({ code: 'version.stale' })
    else expect([first?.mergedInto, second?.mergedInto]).toEqual([null, a])
    const keys = await team.within((tx) =>
      rows(
        tx,
        sql<{ leadId: string }>`select lead_id from lead_key where org_id = ${tx.orgId} and lead_id = ${b}`,
      ),
    )
    // Whoever captured later found the survivor: the merged lead has no key left to be found by.
    expect(keys.length === 0).toBe(second?.mergedInto !== null)
  }
})
