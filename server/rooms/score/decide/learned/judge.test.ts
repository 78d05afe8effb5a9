import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { auc, aucMargin, calibrationError, caught } from './judge.ts'

const leads = fc
  .array(fc.record({ score: fc.integer({ min: 0, max: 6 }), won: fc.integer({ min: 0, max: 1 }) }), {
    minLength: 2,
    maxLength: 40,
  })
  .filter((all) => all.some(({ won }) => won === 1) && all.some(({ won }) => won === 0))
const apart = (all: readonly { score: number; won: number }[]) =>
  [all.map(({ score }) => score), all.map(({ won }) => won)] as const

describe('AUC', () => {
  test('is the share of pairs of a won and a lost lead in the right order, ties by half', () => {
    fc.assert(
      fc.property(leads, (all) => {
        let [right, pairs] = [0, 0]
        for (const a of all)
          for (const b of all)
            if (a.won === 1 && b.won === 0) {
              pairs++
              right += a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0
            }
        expect(auc(...apart(all))).toBeCloseTo(right / pairs, 12)
      }),
    )
  })

  test('its margin is Hanley and McNeil’s: 0.8 of 100 and 100 is known to 0.06', () => {
    expect(aucMargin(0.8, 100, 100)).toBeCloseTo(0.0615, 3)
  })
})

test('the best part of all catches a share that grows with the part, and all of the won in the end', () => {
  fc.assert(
    fc.property(leads, fc.double({ min: 0, max: 1, noNaN: true }), (all, part) => {
      const [scores, labels] = apart(all)
      const found = caught(scores, labels, part)
      expect(found).toBeGreaterThanOrEqual(0)
      expect(found).toBeLessThanOrEqual(caught(scores, labels, Math.min(1, part + 0.1)) + 1e-12)
      expect(caught(scores, labels, 1)).toBeCloseTo(1, 12)
    }),
  )
  expect(caught([3, 2, 1, 0], [1, 1, 0, 0], 0.5)).toBe(1)
  expect(caught([1, 1, 1, 1], [1, 1, 0, 0], 0.5)).toBe(0.5)
})

test('who says six in ten and sees six in ten makes no error; who says nine makes three tenths', () => {
  const labels = [1, 1, 1, 0, 0]
  expect(
    calibrationError(
      labels.map(() => 0.6),
      labels,
    ),
  ).toBeCloseTo(0, 12)
  expect(
    calibrationError(
      labels.map(() => 0.9),
      labels,
    ),
  ).toBeCloseTo(0.3, 12)
  expect(calibrationError([1, 0], [1, 0])).toBe(0)
})
