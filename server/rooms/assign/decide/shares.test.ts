import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextOf, type Share } from './shares.ts'

const weights = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 })

function dealt(shares: Share[], before: (a: number, b: number) => boolean): number {
  const next = nextOf(shares, before)
  shares[next] = { ...shares[next]!, round: shares[next]!.round + 1 }
  return next
}

describe('shares', () => {
  test('everybody has their exact share rounded down or up at every moment, whatever is owed from before', () => {
    fc.assert(
      fc.property(
        weights,
        fc.array(fc.integer({ min: -3e6, max: 3e6 }), { minLength: 12, maxLength: 12 }),
        (given, carry) => {
          const shares = given.map((weight, i): Share => ({ weight, round: 0, carry: carry[i]! }))
          const all = given.reduce((sum, weight) => sum + weight, 0)
          let worst = 0
          for (let n = 1; n <= 3 * all && n <= 400; n++) {
            dealt(shares, (a, b) => a < b)
            for (const { weight, round } of shares)
              worst = Math.max(worst, Math.abs(round * all - n * weight) / all)
          }
          expect(worst).toBeLessThan(1)
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('of equal ones nobody is more than one ahead', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.array(fc.integer({ min: -2e6, max: 2e6 }), { minLength: 30, maxLength: 30 }),
        (count, carry) => {
          const shares = Array.from({ length: count }, (_, i): Share => ({
            weight: 1,
            round: 0,
            carry: carry[i]!,
          }))
          for (let n = 0; n < 90; n++) {
            dealt(shares, (a, b) => a < b)
            const rounds = shares.map(({ round }) => round)
            expect(Math.max(...rounds) - Math.min(...rounds)).toBeLessThanOrEqual(1)
          }
        },
      ),
    )
  })

  test('whoever is owed most comes first, where that keeps the bound', () => {
    const shares: Share[] = [
      { weight: 2, round: 0, carry: -900_000 },
      { weight: 1, round: 0, carry: 600_000 },
      { weight: 1, round: 0, carry: 300_000 },
    ]
    expect(dealt(shares, () => true)).toBe(1)
  })
})
