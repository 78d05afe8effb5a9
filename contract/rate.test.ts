import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ONE_SIDED, rateOf, wilson } from './rate.ts'

type Interval = ReturnType<typeof wilson>

describe('Wilson’s interval', () => {
  test('ends where the share seen is as far off as chance takes it: that is how it is defined', () => {
    for (const [many, of] of [
      [20, 100],
      [1, 30],
      [29, 30],
    ] as const) {
      const { lower, upper } = wilson(many, of, ONE_SIDED)
      for (const end of [lower, upper])
        expect((many / of - end) ** 2).toBeCloseTo((ONE_SIDED ** 2 * end * (1 - end)) / of, 10)
    }
    expect(wilson(0, 0, ONE_SIDED)).toEqual({ lower: 0, upper: 1 })
  })

  test('holds the share, stays within 0 and 1, and narrows with more of the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (of, n) => {
        const many = Math.min(n, of)
        const [few, more] = [many, 10 * many].map((won, i) => wilson(won, of * 10 ** i, ONE_SIDED)) as [
          Interval,
          Interval,
        ]
        expect(few.lower).toBeLessThanOrEqual(many / of + 1e-9)
        expect(few.upper).toBeGreaterThanOrEqual(many / of - 1e-9)
        expect(few.lower).toBeGreaterThanOrEqual(0)
        expect(few.upper).toBeLessThanOrEqual(1)
        expect(more.upper - more.lower).toBeLessThan(few.upper - few.lower)
      }),
    )
  })
})

// By R: prop.test(won, decided, correct = FALSE)$conf.int
test.for<[number, number, number, number]>([
  [0, 10, 0, 0.27753],
  [1, 10, 0.01788, 0.40415],
  [15, 148, 0.06239, 0.16052],
  [10, 10, 0.72247, 1],
])('%i of %i lie between %f and %f', ([won, decided, from, to]) => {
  const { lower, upper } = rateOf(won, decided)!
  expect(lower).toBeCloseTo(from, 4)
  expect(upper).toBeCloseTo(to, 4)
})

test('of nothing there is no rate', () => {
  expect(rateOf(0, 0)).toBeNull()
})
