import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { auc } from '../learned/judge.ts'
import { dice } from '../learned/made.ts'
import { compared } from './delong.ts'

describe('two scores compared', () => {
  const anyJudged = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.boolean()), {
      minLength: 8,
      maxLength: 60,
    })
    .filter((all) => all.some(([, , won]) => won) && all.some(([, , won]) => !won))

  test('each has the AUC it has alone; turned round the difference is its opposite', () => {
    fc.assert(
      fc.property(anyJudged, (all) => {
        const [one, other, labels] = [
          all.map(([a]) => a),
          all.map(([, b]) => b),
          all.map(([, , won]) => Number(won)),
        ]
        const there = compared(one, other, labels)
        const back = compared(other, one, labels)
        expect(there.before.auc).toBeCloseTo(auc(one, labels), 12)
        expect(there.after.auc).toBeCloseTo(auc(other, labels), 12)
        expect(back.difference.value).toBeCloseTo(-there.difference.value, 12)
        expect(back.difference.low).toBeCloseTo(-there.difference.high, 12)
        expect(there.difference.low).toBeLessThanOrEqual(there.difference.high)
      }),
    )
  })

  test('a score compared with itself differs by nothing at all', () => {
    fc.assert(
      fc.property(anyJudged, (all) => {
        const one = all.map(([a]) => a)
        const { difference } = compared(
          one,
          one,
          all.map(([, , won]) => Number(won)),
        )
        for (const bound of Object.values(difference)) expect(bound).toBeCloseTo(0, 7)
      }),
    )
  })

  const TRIALS = 400
  /** How often the interval holds the true difference. */
  function coverage(truth: number, draw: (won: number) => [number, number], seed: number): number {
    const random = dice(seed)
    let held = 0
    for (let trial = 0; trial < TRIALS; trial++) {
      const labels = Array.from({ length: 150 }, () => Number(random() < 0.4))
      const pairs = labels.map(draw)
      const { low, high } = compared(
        pairs.map(([one]) => one),
        pairs.map(([, other]) => other),
        labels,
      ).difference
      if (low <= truth && truth <= high) held++
    }
    return held / TRIALS
  }
  const random = dice(11)
  test.each([
    // One is a coin beside the label, the other knows it two times of three: AUC .5 and 2/3
    ['apart', 1 / 6, (won: number): [number, number] => [random(), random() < 2 / 3 ? won : 1 - won]],
    // Both are one score with a little noise of their own: alike, and nearly the same
    [
      'bound together',
      0,
      (won: number): [number, number] => {
        const common = won + 2 * random()
        return [common + 0.3 * random(), common + 0.3 * random()]
      },
    ],
  ] as const)(
    'two scores %s: the interval holds the true difference about 95 times of 100',
    (_, truth, draw) => {
      const held = coverage(truth, draw, 7)
      expect(held).toBeGreaterThan(0.92)
      expect(held).toBeLessThan(0.98)
    },
  )
})
