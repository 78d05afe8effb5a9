import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chanceAt, fitIsotonic } from './isotonic.ts'

const given = fc.array(
  fc.record({ score: fc.integer({ min: -20, max: 20 }), won: fc.integer({ min: 0, max: 1 }) }),
  { minLength: 1, maxLength: 60 },
)

test('chances never fall as scores rise, and never say never', () => {
  fc.assert(
    fc.property(given, (all) => {
      const labels = all.map(({ won }) => won)
      const calibrator = fitIsotonic(
        all.map(({ score }) => score),
        labels,
      )
      const mean = labels.reduce((sum, won) => sum + won, 0) / labels.length
      let before = 0
      for (let score = -25; score <= 25; score += 0.5) {
        const chance = chanceAt(calibrator, score)
        expect(chance).toBeGreaterThanOrEqual(before - 1e-12)
        if (mean > 0 && mean < 1) expect(chance > 0 && chance < 1).toBe(true)
        before = chance
      }
    }),
  )
})

test('violators are pooled, leads of one score always', () => {
  const { scores, chances } = fitIsotonic([1, 2, 3, 4, 4], [0, 1, 0, 1, 1])
  expect(scores).toEqual([1, 2.5, 4])
  // drawn to the mean of 0.6 by one lead
  expect(chances.map((chance) => Number(chance.toFixed(3)))).toEqual([0.3, 0.533, 0.867])
})

test('between two points the line, beyond them level', () => {
  const calibrator = { scores: [0, 10], chances: [0.2, 0.6] }
  expect([-5, 0, 5, 10, 99].map((score) => chanceAt(calibrator, score))).toEqual([0.2, 0.2, 0.4, 0.6, 0.6])
})
