import fc from 'fast-check'
import { expect, test } from 'vitest'
import { differences, type Judged, walk } from './walk.ts'

const at = (ms: number) => new Date(ms)
const term = (id: string, points: number) => ({ id, label: id, points })

/** A score that is another at each of some moments, and says so. */
function made(turns: readonly number[]): (at: Date) => Judged {
  const rising = [...new Set(turns)].toSorted((a, b) => a - b)
  return (moment) => {
    const passed = rising.filter((turn) => turn <= Number(moment))
    const next = rising.find((turn) => turn > Number(moment))
    const score = passed.length
    const terms = score === 0 ? [] : [term('t', score)]
    return { card: 'c', score, grade: '', terms, version: 1, changesAt: next === undefined ? null : at(next) }
  }
}

test('between moments it is looked at whenever it turns: the steps are the score at every moment', () => {
  const turns = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 30 })
  const moments = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(turns, moments, fc.array(fc.integer({ min: 0, max: 1000 })), (turned, happened, asked) => {
      const judge = made(turned)
      const { steps, apart } = walk({ moments: happened.map(at), judge, most: 1000 })
      expect(apart).toBe(0)
      expect(steps[0]?.at).toEqual(at(Math.min(...happened)))
      const span = asked.filter((ms) => ms >= Math.min(...happened) && ms < Math.max(...happened))
      for (const ms of span)
        expect(steps.findLast((step) => Number(step.at) <= ms)?.judged.score).toBe(judge(at(ms)).score)
    }),
  )
})

test('what turns too often, or saw too much happen, is looked at no more often than was asked', () => {
  const counts = fc.record({
    turns: fc.integer({ min: 0, max: 5000 }),
    moments: fc.integer({ min: 2, max: 5000 }),
  })
  fc.assert(
    fc.property(counts, ({ turns, moments }) => {
      const spread = (n: number) => Array.from({ length: n }, (_, i) => Math.round((i * 1e6) / n))
      const made_ = made(spread(turns))
      let looks = 0
      const judge = (moment: Date) => {
        looks++
        return made_(moment)
      }
      const { steps } = walk({ moments: [...spread(moments), 1e6].map(at), judge, most: 100 })
      // Once in vain, then at most twice for each stretch
      expect(looks).toBeLessThanOrEqual(100 + 1 + 210)
      expect(steps[0]?.at).toEqual(at(0))
      expect(steps.at(-1)?.judged.score).toBe(turns === 0 ? 0 : made_(at(1e6)).score)
    }),
    { numRuns: 20 },
  )
})

test('what changed is what terms weigh now less what they weighed before', () => {
  const terms = fc.uniqueArray(
    fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), points: fc.integer({ min: -9, max: 9 }) }),
    {
      selector: ({ id }) => id,
    },
  )
  const sum = (all: readonly { points: number }[]) => all.reduce((total, { points }) => total + points, 0)
  const named = (all: { id: string; points: number }[]) => all.map(({ id, points }) => term(id, points))
  fc.assert(
    fc.property(terms, terms, (before, after) => {
      const changed = differences(named(before), named(after))
      expect(sum(changed)).toBe(sum(after) - sum(before))
      expect(changed.every(({ points }) => points !== 0)).toBe(true)
    }),
  )
})
