import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countsIn, MOVED, spreadOf, stability } from './drift.ts'
import type { Cell } from './history.ts'
import { dice } from './made.ts'

const counts = fc.array(fc.nat(1000), { minLength: 3, maxLength: 3 })

test('what is spread alike has an index of 0, else more, and either way round the same', () => {
  fc.assert(
    fc.property(counts, counts, (before, now) => {
      expect(stability(before, before)).toBeCloseTo(0, 12)
      const index = stability(before, now)
      expect(index).toBeGreaterThanOrEqual(0)
      expect(stability(now, before)).toBeCloseTo(index, 9)
    }),
  )
  // By hand: (.7 − .5) ln(.7/.5) + (.3 − .5) ln(.3/.5)
  expect(stability([499.5, 499.5], [699.5, 299.5])).toBeCloseTo(0.16946, 4)
})

test('numbers, answers and blanks that move are seen, a new sample of the same is not', () => {
  const random = dice(5)
  const numbers = (shift: number) => Array.from({ length: 4000 }, (): Cell => random() * 100 + shift)
  const spread = spreadOf({ key: 'size', kind: 'number', values: numbers(0) })
  expect(spread.counts.reduce((sum, count) => sum + count, 0)).toBe(4000)
  expect(stability(spread.counts, countsIn(spread, numbers(0)))).toBeLessThan(0.02)
  expect(stability(spread.counts, countsIn(spread, numbers(30)))).toBeGreaterThan(MOVED)
  const blank = countsIn(
    spread,
    numbers(0).map((value, i) => (i % 2 ? null : value)),
  )
  expect(stability(spread.counts, blank)).toBeGreaterThan(MOVED)
})
