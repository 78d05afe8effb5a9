import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultMerge, keepCriteria, type MergePolicy } from '../../../../contract/policy.ts'
import { type Candidate, type Kept, type Merging, survive, uniteTags } from './survive.ts'

const fields = ['name', 'phone', 'custom.size', 'custom.wants']
const anyValue = fc.constantFrom<unknown>('甲', '甲乙', '乙', '', null)
const anyMoment = fc.integer({ min: 0, max: 3 }).map((day) => new Date(day * 86_400_000))
const anyList = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 })

const anyCandidates: fc.Arbitrary<Candidate[]> = fc
  .array(
    fc.record({
      sourceId: fc.constantFrom('s1', 's2', 's3'),
      arrivedAt: anyMoment,
      values: fc.record(
        { name: anyValue, phone: anyValue, 'custom.size': anyValue, 'custom.wants': anyList },
        { requiredKeys: [] },
      ),
      changedAt: fc.record({ name: anyMoment, phone: anyMoment }, { requiredKeys: [] }),
      verified: fc.record({ phone: fc.integer({ min: 0, max: 3 }) }, { requiredKeys: [] }),
    }),
    { minLength: 2, maxLength: 6 },
  )
  .map((all) => all.map((each, i) => ({ ...each, leadId: `l${i}` })))

const criteria = fc.uniqueArray(fc.constantFrom(...keepCriteria), { minLength: 1 })
const anyPolicy: fc.Arbitrary<MergePolicy> = fc.record({
  survivor: fc.constant(defaultMerge.survivor),
  fields: fc.record({ name: criteria, phone: criteria, '*': criteria }, { requiredKeys: [] }),
  sources: fc.constantFrom(['s1', 's2'], ['s3'], []),
  share: fc.boolean(),
})

const anyMerging: fc.Arbitrary<Merging> = fc
  .tuple(
    anyCandidates,
    anyPolicy,
    fc.nat(),
    fc.dictionary(fc.constantFrom(...fields), fc.nat(), { maxKeys: 2 }),
  )
  .map(([candidates, policy, nth, picked]) => ({
    candidates,
    policy,
    survivorId: `l${nth % candidates.length}`,
    picks: Object.fromEntries(
      Object.entries(picked).map(([field, n]) => [field, `l${n % candidates.length}`]),
    ),
    lists: new Set(['custom.wants']),
  }))

const valuesOf = (kept: Record<string, Kept>) =>
  Object.entries(kept).map(([field, { value }]) => [field, value])

/** The survivor once it has what was decided, with what is known of each value. */
function absorb(merging: Merging): Merging {
  const kept = survive(merging)
  const candidates = merging.candidates.map((candidate) => {
    if (candidate.leadId !== merging.survivorId) return candidate
    const of = (leadId: string | null) => merging.candidates.find((each) => each.leadId === leadId)
    const known = Object.entries(kept).map(([field, { leadId }]) => {
      const from = of(leadId) ?? candidate
      return [field, from.changedAt?.[field] ?? from.arrivedAt, from.verified?.[field] ?? 0] as const
    })
    return {
      ...candidate,
      values: Object.fromEntries(Object.entries(kept).map(([field, { value }]) => [field, value])),
      changedAt: Object.fromEntries(known.map(([field, at]) => [field, at])),
      verified: Object.fromEntries(known.map(([field, , rank]) => [field, rank])),
    }
  })
  return { ...merging, candidates }
}

describe('whose value survives', () => {
  test('merging twice is merging once', () => {
    fc.assert(
      fc.property(anyMerging, (merging) => {
        const again = survive(absorb(merging))
        expect(valuesOf(again)).toEqual(valuesOf(survive(merging)))
      }),
      { numRuns: 1000 },
    )
  })

  test('a value is that of the lead it is said to be of, and none of theirs is passed over for nothing', () => {
    fc.assert(
      fc.property(anyMerging, (merging) => {
        for (const [field, { value, leadId, because }] of Object.entries(survive(merging))) {
          const theirs = merging.candidates.map(({ values }) => values[field] ?? null)
          const from = merging.candidates.find((each) => each.leadId === leadId)
          if (from) expect(value).toEqual(from.values[field] ?? null)
          if (because === 'picked') expect(leadId).toBe(merging.picks[field])
          if (because === 'none')
            expect(
              theirs.every((each) => each === null || each === '' || JSON.stringify(each) === '[]'),
            ).toBe(true)
          if (because === 'united')
            expect(new Set(value as string[])).toEqual(new Set(theirs.flat().filter(Boolean)))
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('the order in which the leads are named does not matter', () => {
    fc.assert(
      fc.property(anyMerging, fc.infiniteStream(fc.nat()), (merging, chance) => {
        const shuffled = merging.candidates
          .map((candidate) => ({ candidate, at: chance.next().value as number }))
          .toSorted((a, b) => a.at - b.at)
          .map(({ candidate }) => candidate)
        expect(survive({ ...merging, candidates: shuffled })).toEqual(survive(merging))
      }),
      { numRuns: 1000 },
    )
  })
})

const at = (day: number) => new Date(Date.UTC(2026, 2, day))
const two = (a: Partial<Candidate>, b: Partial<Candidate>, policy: Partial<MergePolicy> = {}) =>
  survive({
    candidates: [
      { leadId: 'a', sourceId: 's1', arrivedAt: at(1), values: {}, ...a },
      { leadId: 'b', sourceId: 's2', arrivedAt: at(2), values: {}, ...b },
    ],
    survivorId: 'a',
    policy: { ...defaultMerge, ...policy },
    picks: {},
    lists: new Set(),
  })

describe('as the default policy has it', () => {
  test('a verified number beats a newer one, and the newer one beats an older', () => {
    const [old, fresh] = [{ phone: '+8613800000001' }, { phone: '+8613800000002' }]
    expect(two({ values: old }, { values: fresh })['phone']).toMatchObject({ leadId: 'b', because: 'recent' })
    expect(two({ values: old, verified: { phone: 2 } }, { values: fresh })['phone']).toMatchObject({
      leadId: 'a',
      because: 'verified',
    })
    expect(two({ values: old, changedAt: { phone: at(9) } }, { values: fresh })['phone']?.leadId).toBe('a')
  })

  test('the fuller company name survives, and the first touch', () => {
    const merged = two(
      { values: { company: '仁科互动', touch: { utm_source: 'baidu' } } },
      { values: { company: '北京仁科互动网络技术有限公司', touch: { utm_source: 'sem' } } },
    )
    expect(merged['company']).toMatchObject({ leadId: 'b', because: 'longest' })
    expect(merged['touch']).toMatchObject({ leadId: 'a', because: 'first' })
  })

  test('a trusted source is asked only where the policy says so', () => {
    const policy = { fields: { '*': ['source' as const] }, sources: ['s2', 's1'] }
    const values = [{ values: { title: '经理' } }, { values: { title: '总监' } }] as const
    expect(two(...values, policy)['title']).toMatchObject({ leadId: 'b', because: 'source' })
    expect(two(...values, { ...policy, sources: [] })['title']).toMatchObject({
      leadId: 'a',
      because: 'survivor',
    })
  })
})

test('tags are united, the survivor’s first', () => {
  const tagged = [
    { leadId: 'b', arrivedAt: at(1), tags: ['急', 'VIP'] },
    { leadId: 'a', arrivedAt: at(2), tags: ['展会', 'VIP'] },
  ]
  expect(uniteTags(tagged, 'a')).toEqual(['展会', 'VIP', '急'])
})
