import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leavesOf } from '../../rules/condition.ts'
import { isTold, reading } from '../../rules/kleene.ts'
import { type LeadFacts, reader } from '../../rules/matches.ts'
import { allFields, anyCondition, anyLead, anyMoment } from '../../test/conditions.ts'
import type { Profile, ProfilePolicy } from '../profile.ts'
import { profiler } from './verdict.ts'

/** Conditions that time may have turned say nothing of a blank; those about blankness itself are told once it is filled. */
const plain = anyCondition.filter((condition) => leavesOf(condition).every(({ op }) => op !== 'is_empty'))
const line = <T extends object>(more: fc.Arbitrary<T>) =>
  fc.tuple(fc.uuid(), plain, more).map(([id, when, rest]) => ({ id, label: id, when, ...rest }))
const anyProfile: fc.Arbitrary<Profile> = fc.record({
  id: fc.uuid(),
  name: fc.constant('画像'),
  disqualifiers: fc.array(line(fc.constant({})), { maxLength: 3 }),
  criteria: fc.array(line(fc.record({ weight: fc.integer({ min: 1, max: 100 }) })), { maxLength: 5 }),
  fitsFrom: fc.integer({ min: 1, max: 100 }),
  keepShare: fc.constant(0),
})
const runs = { numRuns: 600 }

function completed(lead: LeadFacts, other: LeadFacts): LeadFacts {
  const attrs = { ...(lead['attrs'] as LeadFacts) }
  const own: Record<string, unknown> = { ...lead, attrs }
  for (const field of allFields.values()) {
    if (!isTold(field) || reader(field)(lead) !== undefined) continue
    if (field.origin === 'custom') attrs[field.key] = (other['attrs'] as LeadFacts)[field.key]
    else own[field.key] = other[field.key]
  }
  return own
}

test('what is settled stays settled, whatever its blanks turn out to be', () => {
  const seen = new Set<string>()
  fc.assert(
    fc.property(anyProfile, anyLead, anyLead, anyMoment, (profile, lead, other, at) => {
      const judge = profiler({ profiles: [profile] }, allFields, at)
      const before = judge(lead).judgement!.verdict
      const after = judge(completed(lead, other)).judgement!.verdict
      seen.add(before)
      if (before === 'fits' || before === 'unfit') expect(after).toBe(before)
      // Not enough of it is certain; that something rules it out may yet be told.
      if (before === 'partly') expect(['partly', 'unfit']).toContain(after)
    }),
    runs,
  )
  expect([...seen].toSorted()).toEqual(['fits', 'partly', 'unfit', 'unsure'])
})

test('is unfit just where a disqualifier is known to hold; a blank never rules out', () => {
  fc.assert(
    fc.property(anyProfile, anyLead, anyMoment, (profile, lead, at) => {
      const { judgement } = profiler({ profiles: [profile] }, allFields, at)(lead)
      const known = profile.disqualifiers.filter(
        ({ when }) => reading(when, allFields, at)(lead).truth === true,
      )
      expect(judgement!.because.map(({ id }) => id)).toEqual(known.map(({ id }) => id))
      expect(judgement!.verdict === 'unfit').toBe(known.length > 0)
    }),
    runs,
  )
})

test('says which blanks decide it just where it is unsure', () => {
  fc.assert(
    fc.property(anyProfile, anyLead, anyMoment, (profile, lead, at) => {
      const { verdict, missing, met, unknown } = profiler(
        { profiles: [profile] },
        allFields,
        at,
      )(lead).judgement!
      expect(missing.length > 0).toBe(verdict === 'unsure')
      expect(met + unknown).toBeLessThanOrEqual(1 + 1e-9)
      for (const address of missing) expect(reader(allFields.get(address)!)(lead)).toBeUndefined()
    }),
    runs,
  )
})

const at = { now: new Date('2026-03-01T04:00:00Z'), zone: 'Asia/Shanghai' }
test('the first profile that is asked of a lead judges it; where none is, nothing is said', () => {
  const shared = { disqualifiers: [], criteria: [], fitsFrom: 50, keepShare: 0 }
  const of = (id: string, region: string): Profile => ({
    ...shared,
    id,
    name: id,
    when: { field: 'region', op: 'in', value: [region] },
  })
  const policy: ProfilePolicy = { profiles: [of('a', '31'), of('b', '3101'), of('c', '44')] }
  const judged = (region: string | null) => profiler(policy, allFields, at)({ region, attrs: {} }).judgement
  expect(judged('310115')?.profile.id).toBe('a')
  expect(judged('44')?.profile.id).toBe('c')
  expect(judged('11')).toBeNull()
  expect(judged(null)).toBeNull()
  // One that asks nothing is met by all it is asked of.
  expect(judged('44')).toMatchObject({ verdict: 'fits', met: 1, unknown: 0 })
})
