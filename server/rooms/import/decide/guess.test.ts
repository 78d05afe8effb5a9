import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keyOf, offerCustom } from './guess.ts'

test.each([
  ['Lead Origin', 'lead_origin'],
  ['TotalVisits', 'total_visits'],
  ['预算', 'yu_suan'],
  ['2024年收入', 'nian_shou_ru'],
  ['！？', 'field'],
])('%s gets the key %s', (label, key) => expect(keyOf(label)).toBe(key))

test('any name gets a key that can be one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (label) => {
      expect(keyOf(label)).toMatch(/^[a-z][a-z0-9_]{0,39}$/)
    }),
  )
})

test.each([
  ['number', ['1', '2.5', '1,200', '-3', '15%']],
  ['text', ['13800138000', '13900139000']],
  ['text', ['007', '008']],
  ['date', ['2026-01-05', '2026/1/6 10:00', '2026年3月1日']],
  ['choice', ['Yes', 'No', 'Yes', 'No']],
  ['text', ['a', 'b', 'c']],
  ['text', []],
])('is a %s: %j', (type, values) => expect(offerCustom('x', values).type).toBe(type))
