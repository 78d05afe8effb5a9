import { expect, test } from 'vitest'
import { addressOf, choiceOf, choose, describe, sureness, taken, unnamed } from './mapping.ts'
import type { Mapped } from './mapping.ts'

const column = (index: number, field: string | null, more: Partial<Mapped> = {}): Mapped => ({
  index,
  column: `列${index}`,
  field,
  confidence: 0.9,
  samples: [],
  create: false,
  ...more,
})

test('a field goes to one column: who takes it, takes it from the other', () => {
  const after = choose([column(0, 'phone'), column(1, null)], 1, { choice: 'phone' })
  expect(after.map(choiceOf)).toEqual(['', 'phone'])
})

test('a whole name takes the place of its parts, and parts of a whole', () => {
  const split = [column(0, 'name', { part: 'last' }), column(1, 'name', { part: 'first' }), column(2, null)]
  expect(choose(split, 2, { choice: 'name' }).map(choiceOf)).toEqual(['', '', 'name'])
  expect(choose([column(0, 'name'), column(1, null)], 1, { choice: 'name/first' }).map(choiceOf)).toEqual([
    '',
    'name/first',
  ])
})

test('parts stand beside each other', () => {
  const after = choose([column(0, 'region', { part: 'province' }), column(1, null)], 1, {
    choice: 'region/city',
  })
  expect(after.map(choiceOf)).toEqual(['region/province', 'region/city'])
})

test('several columns may be left out or become new fields', () => {
  const both = choose(choose([column(0, 'phone'), column(1, 'name')], 0, { choice: 'new' }), 1, {
    choice: 'new',
  })
  expect(both.map(choiceOf)).toEqual(['new', 'new'])
  expect(taken(choose(both, 0, { choice: '' }))).toHaveLength(1)
})

test('a new field is called after its column until it is named otherwise', () => {
  const [made] = choose([column(4, null)], 4, { choice: 'new' })
  expect(made).toMatchObject({ create: true, suggest: { key: 'column_5', label: { zh: '列4', en: '列4' } } })
  expect(addressOf(made as Mapped)).toBe('custom.column_5')
  const [blank] = describe([made as Mapped], 4, { label: { zh: ' ', en: 'x' } })
  expect(unnamed([blank as Mapped])?.index).toBe(4)
  expect(unnamed([made as Mapped])).toBeUndefined()
})

test('what one chose oneself is certain, what was left out is nothing to be sure of', () => {
  expect(sureness(column(0, 'phone', { confidence: 0.6 }))).toBe('unsure')
  expect(sureness(column(0, 'phone', { confidence: 0.8 }))).toBe('likely')
  expect(sureness(choose([column(0, 'phone')], 0, { choice: 'email' })[0] as Mapped)).toBe('certain')
  expect(sureness(column(0, null))).toBeUndefined()
})
