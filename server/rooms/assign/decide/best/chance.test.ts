import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chanceOf } from './chance.ts'

const chance = fc.double({ min: 0.01, max: 0.99, noNaN: true })

test('whoever is as good as all changes nothing, who was never reckoned neither', () => {
  fc.assert(
    fc.property(chance, chance, (lead, base) => {
      expect(chanceOf(lead, { mean: base, base })).toBeCloseTo(lead, 9)
      expect(chanceOf(lead, undefined)).toBe(lead)
      expect(chanceOf(null, { mean: lead, base })).toBeCloseTo(lead, 9)
    }),
  )
})

test('a better rep is likelier to win any lead, and a better lead is likelier won by any rep', () => {
  fc.assert(
    fc.property(chance, chance, chance, chance, (lead, other, mean, base) => {
      const here = chanceOf(lead, { mean, base })
      expect(here).toBeGreaterThan(0)
      expect(here).toBeLessThan(1)
      if (other > lead) expect(chanceOf(other, { mean, base })).toBeGreaterThanOrEqual(here)
      if (other > mean) expect(chanceOf(lead, { mean: other, base })).toBeGreaterThanOrEqual(here)
    }),
  )
})

test('odds are multiplied: twice the odds of all is twice the odds of the lead', () => {
  // Odds 1 : 3 for all, 2 : 3 for the rep; a lead of 1 : 1 becomes 2 : 1
  expect(chanceOf(0.5, { mean: 0.4, base: 0.25 })).toBeCloseTo(2 / 3, 9)
  expect(chanceOf(null, undefined)).toBe(0.5)
})
