import fc from 'fast-check'
import { expect, test } from 'vitest'
import { affordable, afterTrouble, countsUntil, toAsk } from './decide.ts'

const now = new Date('2026-03-02T02:00:00Z')
const amount = fc.integer({ min: 0, max: 1_000_000 })

test('what is asked never costs more than the day has left', () => {
  fc.assert(
    fc.property(amount, amount, amount, (price, dailyBudget, spentToday) => {
      const checks = affordable({ price, dailyBudget, spentToday })
      fc.pre(price > 0)
      if (checks > 0) expect(spentToday + checks * price).toBeLessThanOrEqual(dailyBudget)
      // … and nothing is left that would have paid for one more.
      expect(spentToday + (checks + 1) * price).toBeGreaterThan(dailyBudget)
    }),
  )
})

test('what costs nothing needs no budget', () => {
  expect(affordable({ price: 0, dailyBudget: 0, spentToday: 0 })).toBe(Number.POSITIVE_INFINITY)
})

test('each value is asked about once, and none that is known', () => {
  const values = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'))
  fc.assert(
    fc.property(values, values, fc.integer({ min: 0, max: 5 }), (due, known, most) => {
      const asked = toAsk(due, new Set(known), most)
      expect(new Set(asked).size).toBe(asked.length)
      expect(asked.length).toBeLessThanOrEqual(most)
      for (const value of asked) {
        expect(due).toContain(value)
        expect(known).not.toContain(value)
      }
      const fresh = new Set(due.filter((value) => !known.includes(value)))
      expect(asked.length).toBe(Math.min(most, fresh.size))
    }),
  )
})

test('not knowing counts for a day, an answer as long as was said', () => {
  expect(countsUntil('unknown', now, 90)).toEqual(new Date('2026-03-03T02:00:00Z'))
  expect(countsUntil('bad', now, 90)).toEqual(new Date('2026-05-31T02:00:00Z'))
})

test('a trouble is waited out longer each time, and never more than six hours', () => {
  const waits = [0, 1, 2, 10, 1000].map((tries) => afterTrouble(tries, now).getTime() - now.getTime())
  expect(waits).toEqual([300_000, 600_000, 1_200_000, 21_600_000, 21_600_000])
})
