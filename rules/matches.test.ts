import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allFields, anyCondition, anyLead, anyLeaf, anyMoment, customFields } from '../test/conditions.ts'
import type { Condition } from './condition.ts'
import { addressOf, fieldsOf } from './fields.ts'
import { type LeadFacts, matches, type Moment } from './matches.ts'

const at: Moment = { now: new Date('2026-03-08T10:00:00+08:00'), zone: 'Asia/Shanghai' }
const passes = (condition: Condition, lead: LeadFacts) => matches(condition, allFields, at)(lead)

test('a missing value fails every test but is_empty', () => {
  const nothing = [null, undefined, '', []]
  fc.assert(
    fc.property(anyLeaf, anyMoment, fc.constantFrom(...nothing), (leaf, moment, missing) => {
      const { key, property = key, present } = allFields.get(leaf.field)!
      const lead = { [property]: missing, attrs: { [key]: missing } }
      // Whether there is a value is an answer too: no.
      expect(matches(leaf, allFields, moment)(lead)).toBe(leaf.op === (present ? 'is_false' : 'is_empty'))
    }),
  )
})

test('not passes exactly what its inside fails, and twice not is nothing', () => {
  fc.assert(
    fc.property(anyCondition, anyLead, anyMoment, (condition, lead, moment) => {
      const ask = (asked: Condition) => matches(asked, allFields, moment)(lead)
      expect(ask({ not: condition })).toBe(!ask(condition))
      expect(ask({ not: { not: condition } })).toBe(ask(condition))
    }),
  )
})

test('all of nothing is every lead, any of nothing none', () => {
  expect(passes({ all: [] }, {})).toBe(true)
  expect(passes({ any: [] }, {})).toBe(false)
})

test.for<[Condition, LeadFacts, boolean]>([
  [{ field: 'name', op: 'is', value: 'zhang MING' }, { name: 'Zhang Ming' }, true],
  [{ field: 'name', op: 'is', value: 'İ' }, { name: 'i̇' }, false],
  [{ field: 'email', op: 'is', value: 'Li@Example.com' }, { email: 'li@example.com' }, true],
  [{ field: 'region', op: 'in', value: ['31'] }, { region: '310115' }, true],
  [{ field: 'region', op: 'in', value: ['310115'] }, { region: '31' }, false],
  [{ field: 'tags', op: 'has_any', value: ['vip'] }, { tags: ['VIP'] }, false],
  [{ not: { field: 'company', op: 'is', value: 'A' } }, { company: null }, true],
])('%j on %j: %s', ([condition, lead, expected]) => expect(passes(condition, lead)).toBe(expected))

test('a rolling span counts hours from now, both ends included', () => {
  const ago = (hours: number, ms = 0) => ({ arrivedAt: new Date(at.now.getTime() - hours * 3_600_000 + ms) })
  const inLast: Condition = { field: 'arrivedAt', op: 'in_last', value: { days: 7 } }
  expect([ago(0), ago(168), ago(168, -1), ago(0, 1)].map((lead) => passes(inLast, lead))).toEqual([
    true,
    true,
    false,
    false,
  ])
  const longAgo: Condition = { field: 'arrivedAt', op: 'more_than_ago', value: { hours: 2 } }
  expect([ago(2), ago(2, -1)].map((lead) => passes(longAgo, lead))).toEqual([false, true])
})

test('a day begins and ends at the organisation’s midnight', () => {
  const today: Condition = { field: 'arrivedAt', op: 'on', value: 'today' }
  const times = [
    '2026-03-07T23:59:59.999+08:00',
    '2026-03-08T00:00:00+08:00',
    '2026-03-08T23:59:59.999+08:00',
    '2026-03-09T00:00:00+08:00',
  ]
  expect(times.map((time) => passes(today, { arrivedAt: new Date(time) }))).toEqual([
    false,
    true,
    true,
    false,
  ])
})

test('a custom date is a calendar day: the last 7 days are today and the 7 days before', () => {
  const field = addressOf(customFields.find(({ type, fast }) => type === 'date' && !fast)!)
  const held = (day: string) => ({ attrs: { [field.slice('custom.'.length)]: day } })
  const days = ['2026-02-28', '2026-03-01', '2026-03-08', '2026-03-09']
  const asked: Condition = { field, op: 'in_last', value: { days: 7 } }
  expect(days.map((day) => passes(asked, held(day)))).toEqual([false, true, true, false])
})

test('nobody is me where nobody asks', () => {
  expect(passes({ field: 'holder', op: 'is_me' }, { holderId: '0192f0c1-7a00-7000-8000-00000000abc1' })).toBe(
    false,
  )
})

test('an option that was removed keeps a stored condition working, a field that was deleted does not', () => {
  const field = {
    key: 'size',
    type: 'choice',
    label: { zh: '规模', en: 'Size' },
    origin: 'custom',
    options: [],
  } as const
  const asked: Condition = { field: 'custom.size', op: 'is', value: 'gone' }
  expect(matches(asked, fieldsOf([field]), at)({ attrs: { size: 'gone' } })).toBe(true)
  expect(() => matches(asked, fieldsOf([]), at)).toThrow('There is no field "custom.size"')
})
