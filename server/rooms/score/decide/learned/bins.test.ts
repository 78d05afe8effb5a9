import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Bin, binsOf, placer } from './bins.ts'
import { everyRow, type Cell } from './history.ts'

const holds = (bin: Bin, value: Cell, known: ReadonlySet<Cell>) => {
  if (bin.kind === 'blank') return value === null
  if (bin.kind === 'range') return typeof value === 'number' && value >= bin.from && value < bin.below
  if (bin.kind === 'value') return value === bin.value
  return value !== null && !known.has(value)
}

test('every value lies in just one bin, and is placed there', () => {
  const cells = fc.oneof(
    fc.array(
      fc.option(
        fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
      ),
      {
        minLength: 1,
      },
    ),
    fc.array(fc.option(fc.constantFrom('a', 'b', 'c', 'd')), { minLength: 1 }),
  )
  fc.assert(
    fc.property(
      cells,
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 1, max: 4 }),
      (values, most, least) => {
        const kind = values.some((value) => typeof value === 'string') ? 'choice' : 'number'
        const binned = binsOf({ key: 'k', kind, values }, { rows: everyRow(values.length), most, least })
        const known = new Set(binned.bins.flatMap((bin) => (bin.kind === 'value' ? [bin.value] : [])))
        const place = placer(binned)
        for (const value of values) {
          const fitting = binned.bins.flatMap((bin, at) => (holds(bin, value, known) ? [at] : []))
          expect(fitting).toEqual([place(value)])
        }
        expect(binned.bins.filter(({ kind: one }) => one === 'range').length).toBeLessThanOrEqual(most + 1)
      },
    ),
  )
})

test('a value many share is a range of its own', () => {
  const values = [0, 0, 0, 0, 0, 0, 1, 2, 3, 4]
  const { bins } = binsOf({ key: 'k', kind: 'number', values }, { rows: everyRow(10), most: 5, least: 1 })
  expect(bins[0]).toEqual({ kind: 'range', from: -Infinity, below: 1 })
})
