import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dice } from './dice.ts'
import { found, type Given } from './found.ts'
import { choose } from './single.ts'

/** Leads of two places; the first rep is good in one of them and bad in the other, the second alike in both. */
const truth = { here: [0.6, 0.3], there: [0.1, 0.3] } as const

function lived(count: number, explore: number, seed: number): Given[] {
  const roll = dice(seed)
  return Array.from({ length: count }, (_, at): Given => {
    const place = roll() < 0.5 ? 'here' : 'there'
    const candidates = truth[place].map((chance, i) => ({ userId: String(i), chance, debt: 0, good: 0 }))
    const chosen = choose(candidates, { dial: 1, floor: 0, explore, seed: seed * 100_003 + at })
    const i = Number(chosen.userId)
    const won = roll() < truth[place][i]!
    const by = chosen.by === 'explore' ? 'explore' : 'merit'
    return { ruleId: 'r', userId: chosen.userId, by, propensity: chosen.propensities[i]!, won }
  })
}

test('who gets what they are best at looks better than they are; weighted, they do not', () => {
  const [{ reps, drawn, chosen } = { reps: [], drawn: null, chosen: null }] = found(lived(20_000, 0.3, 7))
  const [first, second] = reps.toSorted((a, b) => (a.userId < b.userId ? -1 : 1))
  // Of all leads the first would win (0.6 + 0.1) / 2, the second 0.3: raw rates flatter the first by far
  expect(first!.won / first!.known).toBeGreaterThan(0.48)
  expect(first!.estimate.mean).toBeCloseTo(0.35, 1)
  expect(second!.estimate.mean).toBeCloseTo(0.3, 1)
  expect(first!.effective).toBeLessThan(first!.known)
  // Given to the likeliest (0.6 + 0.3) / 2 are won, given to anybody 0.325
  expect(chosen!.won / chosen!.known).toBeCloseTo(0.45, 1)
  expect(drawn!.won / drawn!.known).toBeCloseTo(0.325, 1)
  expect(drawn!.leads + chosen!.leads).toBe(20_000)
})

test('the interval holds what a rep would win of all leads, about as often as it says', () => {
  const runs = Array.from({ length: 200 }, (_, seed) => found(lived(600, 0.3, seed + 1))[0]!)
  const held = runs.filter(({ reps }) => {
    const { low, high } = reps.find(({ userId }) => userId === '0')!.estimate
    return low <= 0.35 && 0.35 <= high
  })
  expect(held.length).toBeGreaterThan(180)
})

test('outcomes that are not known count for nothing but the leads', () => {
  const one: Given = { ruleId: 'r', userId: 'a', by: 'explore', propensity: 0.1, won: null }
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), (open) => {
      const [told] = found([...Array.from({ length: open }, () => one), { ...one, won: true }])
      expect(told!.reps[0]).toMatchObject({ leads: open + 1, known: 1, won: 1, estimate: { mean: 1 } })
    }),
  )
  expect(found([one])[0]!.reps[0]).toMatchObject({ known: 0, effective: 0, estimate: { low: 0, high: 1 } })
})
