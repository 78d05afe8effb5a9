import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SourceGate } from '../../../contract/quality.ts'
import { type Counts, faultOf, recovered } from './decide.ts'

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
