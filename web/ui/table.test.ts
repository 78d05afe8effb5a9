import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fittingColumns, leastWidth, toggled, wentAbove, withRange } from './table.ts'
import type { Column } from './table.ts'

const anyColumn: fc.Arbitrary<Column<unknown>> = fc.record({
  key: fc.uuid(),
  title: fc.constant(''),
  least: fc.integer({ min: 40, max: 300 }),
  render: fc.constant(() => null),
})
const anyColumns = fc.array(
  fc
    .tuple(anyColumn, fc.boolean())
    .map(([column, optional]) => (optional ? { ...column, optional } : column)),
)

test('columns are left out only when they must be, and only those which may be', () => {
  fc.assert(
    fc.property(anyColumns, fc.integer({ min: 0, max: 3000 }), (columns, room) => {
      const shown = fittingColumns(columns, room)
      const must = columns.filter((column) => !column.optional)
      expect(shown.filter((column) => !column.optional)).toEqual(must)
      expect(leastWidth(shown) <= room || shown.length === must.length).toBe(true)
      if (leastWidth(columns) <= room) expect(shown).toEqual(columns)
    }),
  )
})

test('ticking twice is not ticking', () => {
  const one = toggled(new Set(['a']), 'b')
  expect([...one]).toEqual(['a', 'b'])
  expect([...toggled(one, 'b')]).toEqual(['a'])
})

test('a range takes in what lies between, in either direction, and leaves the rest alone', () => {
  const keys = ['a', 'b', 'c', 'd', 'e']
  expect([...withRange(new Set(['e']), keys, ['b', 'd'])].toSorted()).toEqual(['b', 'c', 'd', 'e'])
  expect([...withRange(new Set(), keys, ['d', 'b'])].toSorted()).toEqual(['b', 'c', 'd'])
  expect([...withRange(new Set(), keys, ['gone', 'c'])]).toEqual(['c'])
})

test('rows that went above what is in sight are counted, and only where the others kept their order', () => {
  const rows = ['a', 'b', 'c', 'd', 'e']
  expect(wentAbove(rows, ['b', 'c', 'd', 'e'], 2)).toBe(1)
  expect(wentAbove(rows, ['c', 'e'], 2)).toBe(2)
  expect(wentAbove(rows, ['a', 'd', 'e'], 2)).toBe(1)
  expect(wentAbove(rows, ['a', 'b', 'c'], 1)).toBe(0)
  expect(wentAbove(rows, [...rows, 'f'], 4)).toBe(0)
  expect(wentAbove(rows, ['e', 'd', 'c', 'b'], 2)).toBe(0)
  expect(wentAbove(rows, [], 2)).toBe(0)
})
