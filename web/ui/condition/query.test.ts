import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf } from '../../../rules/fields.ts'
import { matches } from '../../../rules/matches.ts'
import { allFields, anyCondition, anyLead, anyMoment } from '../../../test/conditions.ts'
import { firstValue, operatorNames, toCondition, toGroup } from './query.ts'

const fields = fieldsOf([])

test('a condition edited and left as it is means what it meant', () => {
  fc.assert(
    fc.property(anyCondition, anyMoment, fc.array(anyLead, { maxLength: 5 }), (condition, at, leads) => {
      const again = toCondition(toGroup(condition, allFields))
      const before = matches(condition, allFields, at)
      const after = matches(again, allFields, at)
      for (const lead of leads) expect(after(lead)).toBe(before(lead))
    }),
  )
})

test('what the editor writes it reads back unchanged', () => {
  fc.assert(
    fc.property(anyCondition, (condition) => {
      const once = toCondition(toGroup(condition, allFields))
      expect(toCondition(toGroup(once, allFields))).toEqual(once)
    }),
  )
})

test('a negation with a name of its own is one row', () => {
  const condition = { all: [{ not: { field: 'title', op: 'contains' as const, value: '学生' } }] }
  const { rules } = toGroup(condition, fields)
  expect(rules).toEqual([{ field: 'title', operator: 'not:contains', value: '学生' }])
  expect(toCondition(toGroup(condition, fields))).toEqual(condition)
})

test('a negation without one is a negated group', () => {
  const condition = { all: [{ not: { field: 'score', op: 'above' as const, value: 3 } }] }
  expect(toGroup(condition, fields).rules).toMatchObject([{ not: true, rules: [{ operator: 'above' }] }])
  expect(toCondition(toGroup(condition, fields))).toEqual({
    all: [{ not: { all: [{ field: 'score', op: 'above', value: 3 }] } }],
  })
})

test('a test alone stands in a group, for the editor has rows only in groups', () => {
  const leaf = { field: 'tags', op: 'has_any' as const, value: ['VIP'] }
  expect(toCondition(toGroup(leaf, fields))).toEqual({ all: [leaf] })
})

test('every operator a field offers is named in both languages and has somewhere to start', () => {
  for (const field of fields.values()) {
    for (const lang of ['zh', 'en'] as const) {
      const names = operatorNames(field, lang)
      expect(names.length).toBeGreaterThan(0)
      expect(names.every(({ label }) => label !== '')).toBe(true)
      for (const { name } of names) expect(() => firstValue(field, name)).not.toThrow()
    }
  }
})
