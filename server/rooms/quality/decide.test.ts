import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SourceGate } from '../../../contract/quality.ts'
import { type Counts, faultOf, recovered, wilson } from './decide.ts'

const gate = (more: Partial<SourceGate> = {}): SourceGate => ({
  window: { kind: 'arrivals', many: 200 },
  least: 30,
  limits: { incomplete: 0.3, duplicate: 0.5, unreachable: null },
  resumes: true,
  ...more,
})
const counts = (incomplete: number, of: number, duplicate = 0): Counts => ({
  incomplete: { many: incomplete, of },
  duplicate: { many: duplicate, of },
  unreachable: { many: 0, of: 0 },
})

describe('Wilson’s interval', () => {
  test('ends where the share seen is as far off as chance takes it: that is how it is defined', () => {
    for (const [many, of] of [
      [20, 100],
      [1, 30],
      [29, 30],
    ] as const) {
      const { lower, upper } = wilson(many, of, 1.645)
      for (const end of [lower, upper])
        expect((many / of - end) ** 2).toBeCloseTo((1.645 ** 2 * end * (1 - end)) / of, 10)
    }
    expect(wilson(0, 0)).toEqual({ lower: 0, upper: 1 })
  })

  test('holds the share, stays within 0 and 1, and narrows with more of the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(500), (of, n) => {
        const many = Math.min(n, of)
        const [few, more] = [wilson(many, of), wilson(10 * many, 10 * of)]
        expect(few.lower).toBeLessThanOrEqual(many / of + 1e-9)
        expect(few.upper).toBeGreaterThanOrEqual(many / of - 1e-9)
        expect(few.lower).toBeGreaterThanOrEqual(0)
        expect(few.upper).toBeLessThanOrEqual(1)
        expect(more.upper - more.lower).toBeLessThan(few.upper - few.lower)
      }),
    )
  })
})

describe('a source', () => {
  test('is paused for what is beyond its limit beyond doubt, and only then', () => {
    expect(faultOf(gate(), counts(10, 29))).toBeNull()
    // 12 of 30 are 40 %, and yet 30 % would bring as many often enough
    expect(faultOf(gate(), counts(12, 30))).toBeNull()
    expect(faultOf(gate(), counts(18, 30))).toMatchObject({
      measure: 'incomplete',
      many: 18,
      of: 30,
      limit: 0.3,
    })
    expect(faultOf(gate(), counts(80, 200))).toMatchObject({ measure: 'incomplete' })
    expect(
      faultOf(gate({ limits: { incomplete: null, duplicate: null, unreachable: 0 } }), counts(200, 200)),
    ).toBeNull()
  })

  test('for the worst of its faults', () => {
    expect(faultOf(gate(), counts(100, 200, 190))).toMatchObject({ measure: 'duplicate' })
  })

  test('exactly at its limit is paused by noise less than one time in ten', () => {
    let seed = 1
    const roll = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647
    const paused = Array.from({ length: 1000 }, () => {
      const bad = Array.from({ length: 200 }, roll).filter((each) => each < 0.3).length
      return faultOf(gate(), counts(bad, 200)) !== null
    })
    expect(paused.filter(Boolean).length).toBeLessThan(100)
  })

  test('goes on by itself when all is within its limits beyond doubt; never paused and recovered at once', () => {
    expect(recovered(gate(), counts(2, 30))).toBe(true)
    expect(recovered(gate(), counts(8, 30))).toBe(false)
    expect(recovered(gate(), counts(0, 29))).toBe(false)
    expect(recovered(gate({ resumes: false }), counts(0, 200))).toBe(false)
    expect(
      recovered(gate({ limits: { incomplete: null, duplicate: null, unreachable: 0.1 } }), counts(0, 200)),
    ).toBe(false)
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), fc.integer({ min: 1, max: 300 }), (a, b, of) => {
        const seen = counts(Math.min(a, of), of, Math.min(b, of))
        expect(faultOf(gate(), seen) !== null && recovered(gate(), seen)).toBe(false)
      }),
    )
  })
})
