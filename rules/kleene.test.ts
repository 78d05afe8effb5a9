import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allFields, anyCondition, anyLead, anyMoment } from '../test/conditions.ts'
import { type Condition, leavesOf } from './condition.ts'
import { dayOf } from './days.ts'
import type { Field } from './fields.ts'
import { isTold, reading } from './kleene.ts'
import { type LeadFacts, matches, reader } from './matches.ts'
import { turns } from './turns.ts'

const asked = { numRuns: 2_000 }
const blankIn = (condition: Condition, lead: LeadFacts) =>
  leavesOf(condition).some(({ field: address, op }) => {
    const field = allFields.get(address) as Field
    return op !== 'is_empty' && isTold(field) && reader(field)(lead) === undefined
  })

test('says what the predicate says wherever nothing that is asked is blank', () => {
  let known = 0
  fc.assert(
    fc.property(anyCondition, anyLead, anyMoment, (condition, lead, at) => {
      if (blankIn(condition, lead)) return
      known += 1
      const { truth, missing } = reading(condition, allFields, at)(lead)
      expect(truth).toBe(matches(condition, allFields, at)(lead))
      expect(missing).toEqual([])
    }),
    asked,
  )
  expect(known).toBeGreaterThan(200)
})

/** The lead with what it lacks taken from another: some way it may turn out to be. */
function completed(lead: LeadFacts, other: LeadFacts): LeadFacts {
  const attrs = { ...(lead['attrs'] as LeadFacts) }
  const own: Record<string, unknown> = { ...lead, attrs }
  for (const field of allFields.values()) {
    if (!isTold(field) || reader(field)(lead) !== undefined) continue
    const value = field.origin === 'custom' ? (other['attrs'] as LeadFacts)[field.key] : other[field.key]
    if (field.origin === 'custom') attrs[field.key] = value
    else own[field.key] = value
  }
  return own
}

/** Conditions that do not ask whether something is blank: filling it in is what such a test is about. */
const asksBlank = (condition: Condition) => leavesOf(condition).some(({ op }) => op === 'is_empty')

test('what is known of a lead stays true however its blanks are filled in', () => {
  let settled = 0
  fc.assert(
    fc.property(anyCondition, anyLead, anyLead, anyMoment, (condition, lead, other, at) => {
      if (asksBlank(condition)) return
      const { truth } = reading(condition, allFields, at)(lead)
      if (truth === null) return
      settled += 1
      expect(reading(condition, allFields, at)(completed(lead, other)).truth).toBe(truth)
    }),
    asked,
  )
  expect(settled).toBeGreaterThan(200)
})

test('keeps the laws of Kleene: double negation, De Morgan, order and repetition do not matter', () => {
  fc.assert(
    fc.property(anyCondition, anyCondition, anyLead, anyMoment, (a, b, lead, at) => {
      const truth = (condition: Condition) => reading(condition, allFields, at)(lead).truth
      expect(truth({ not: { not: a } })).toBe(truth(a))
      expect(truth({ not: { all: [a, b] } })).toBe(truth({ any: [{ not: a }, { not: b }] }))
      expect(truth({ not: { any: [a, b] } })).toBe(truth({ all: [{ not: a }, { not: b }] }))
      expect(truth({ all: [a, b] })).toBe(truth({ all: [b, a, a] }))
      expect(truth({ any: [a, b] })).toBe(truth({ any: [b, a, b] }))
    }),
    { numRuns: 500 },
  )
})

const at = { now: new Date('2026-03-01T04:00:00Z'), zone: 'Asia/Shanghai' }
const region: Condition = { field: 'region', op: 'in', value: ['31'] }
const company: Condition = { field: 'company', op: 'contains', value: '学' }
test.for<[Condition, boolean | null, string[]]>([
  [region, null, ['region']],
  [{ not: region }, null, ['region']],
  [{ field: 'region', op: 'is_empty' }, true, []],
  [{ not: { field: 'region', op: 'is_empty' } }, false, []],
  [{ all: [region, company] }, null, ['region', 'company']],
  [{ all: [region, { field: 'score', op: 'above', value: 5 }] }, false, []],
  [{ any: [region, { field: 'score', op: 'below', value: 5 }] }, true, []],
  // The house knows that nobody followed it up, and that it has no tag.
  [{ field: 'lastFollowupAt', op: 'in_last', value: { days: 7 } }, false, []],
  [{ not: { field: 'tags', op: 'has_any', value: ['vip'] } }, true, []],
])('of a lead of whom nothing is known: %j', ([condition, truth, missing]) => {
  const lead = { score: 0, tags: [], attrs: {} }
  expect(reading(condition, allFields, at)(lead)).toEqual({ truth, missing })
})

const born: Field = [...allFields.values()].find(({ key }) => key === 'fast_date') as Field
const under4: Condition = { field: `custom.${born.key}`, op: 'years_under', value: 4 }
test.for<[string, string, boolean]>([
  ['2022-03-02', '2026-03-01T15:59:59.999Z', true],
  ['2022-03-02', '2026-03-01T16:00:00.000Z', false],
  ['2022-03-01', '2026-03-01T04:00:00Z', false],
  ['2020-02-29', '2024-02-28T15:59:59.999Z', true],
  ['2020-02-29', '2024-02-28T16:00:00Z', false],
  // A year without a 29 February
  ['2021-02-28', '2025-02-28T04:00:00Z', false],
  ['2027-01-01', '2026-03-01T04:00:00Z', true],
])('born on %s, at %s: under four is %s', ([day, now, said]) => {
  const lead = { attrs: { [born.key]: day } }
  const moment = { now: new Date(now), zone: 'Asia/Shanghai' }
  expect(matches(under4, allFields, moment)(lead)).toBe(said)
  expect(matches({ ...under4, op: 'years_from' }, allFields, moment)(lead)).toBe(!said)
})

test('an age turns at the very midnight it says, and at no other moment', () => {
  const days = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2026-01-01'), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10))
  fc.assert(
    fc.property(days, fc.constantFrom(1, 4, 13, 26), anyMoment, (day, value, moment) => {
      const condition: Condition = { field: `custom.${born.key}`, op: 'years_from', value }
      const lead = { attrs: { [born.key]: day } }
      const holds = (now: Date) => matches(condition, allFields, { ...moment, now })(lead)
      const turned = turns(condition, allFields, moment)!(lead)
      if (turned === Infinity) {
        expect(holds(moment.now)).toBe(true)
        return
      }
      expect(holds(new Date(turned - 1))).toBe(false)
      expect(holds(new Date(turned))).toBe(true)
      const birthday = dayOf(new Date(turned), moment.zone).slice(5)
      expect(birthday).toBe(day.endsWith('02-29') && birthday === '03-01' ? '03-01' : day.slice(5))
    }),
    { numRuns: 500 },
  )
})
