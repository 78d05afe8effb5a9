import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'
import { schoolProfile, schoolTeam, yearsBefore } from '../../../test/profile.ts'
import { arrivingLead, expectSound } from '../../../test/team.ts'
import { rows } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { isKept } from '../../rooms/profile/decide/standing.ts'
import { readPage } from '../../views/page.ts'

const { db, org } = await testDb()

interface Stood {
  leadId: string
  born: string | null
  holderKind: string
  holderId: string
  verdict: string
  kept: boolean
}

test('whatever arrives, what is ruled out is dealt only where it is kept at random, and all else is dealt', async () => {
  const profile = schoolProfile({ keepShare: 10 })
  const team = await schoolTeam({ db, org }, { reps: 2, profile })
  let next = 0
  const ages = fc.array(fc.constantFrom(null, 1, 2, 3, 4, 8, 12, 13, 40), {
    minLength: 1,
    maxLength: 60,
    size: 'max',
  })
  await fc.assert(
    fc.asyncProperty(ages, async (batch) => {
      const leads = batch.map((age) =>
        arrivingLead(next++, age === null ? {} : { custom: { birthday: yearsBefore(age) } }),
      )
      await team.call(leads)
    }),
    { numRuns: 12 },
  )
  const stood = await team.within((tx) =>
    rows(
      tx,
      sql<Stood>`select lead_id, attrs ->> 'birthday' as born, holder_kind, holder_id, profile_verdict as verdict,
        profile_kept as kept from lead where org_id = ${tx.orgId}`,
    ),
  )
  expect(stood.length).toBeGreaterThan(100)
  const out = (born: string | null) => born !== null && (born > yearsBefore(4) || born <= yearsBefore(13))
  for (const { leadId, born, holderKind, verdict, kept } of stood) {
    const drawn = out(born) && isKept(leadId, profile.profiles[0]!)
    expect(kept).toBe(drawn)
    expect(holderKind).toBe(out(born) && !drawn ? 'aside' : 'rep')
    expect(verdict === 'unfit').toBe(holderKind === 'aside')
  }
  await expectSound(db, team.orgId)
  // The rep who works a kept one is not told; a manager is.
  const one = stood.find(({ kept }) => kept)
  expect(one).toBeDefined()
  const { leadId, holderId } = one as Stood
  const rep = team.reps.find(({ userId }) => userId === holderId)!
  const seen = await team.within((tx) => readPage(tx, rep, { leadId, lang: 'zh', now: new Date() }))
  expect(seen.profile).toMatchObject({ kept: false, because: [] })
  expect(seen.profile?.verdict).not.toBe('unfit')
  const page = await team.within((tx) => readPage(tx, team.admin, { leadId, lang: 'zh', now: new Date() }))
  expect(page.profile).toMatchObject({ kept: true, verdict: 'unfit' })
  expect(page.profile?.because).toHaveLength(1)
})

test('the share that is kept is the share asked for, and always the same leads', () => {
  const leads = Array.from({ length: 20_000 }, (_, i) => uuidv7(1_700_000_000_000 + i))
  for (const share of [0, 1, 5, 10]) {
    const kept = leads.filter((leadId) => isKept(leadId, { id: 'school', keepShare: share }))
    const expected = (leads.length * share) / 100
    // Five standard deviations of a binomial: one run in a million falls outside.
    expect(Math.abs(kept.length - expected)).toBeLessThanOrEqual(5 * Math.sqrt(expected * (1 - share / 100)))
    expect(
      leads.filter((leadId) => isKept(leadId.toUpperCase(), { id: 'school', keepShare: share })),
    ).toEqual(kept)
    // Who was kept by a smaller share is kept by a larger one.
    expect(kept.every((leadId) => isKept(leadId, { id: 'school', keepShare: 10 }))).toBe(true)
  }
  const [a, b] = ['school', 'other'].map((id) =>
    leads.filter((leadId) => isKept(leadId, { id, keepShare: 10 })),
  )
  expect(a).not.toEqual(b)
})
