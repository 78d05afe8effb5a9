import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf } from '../../../../rules/fields.ts'
import { type Count, ENOUGH_KEPT, measured } from './measure.ts'
import { type Decided, suggest } from './suggest.ts'

const anyCount: fc.Arbitrary<Count> = fc
  .record({
    verdict: fc.constantFrom('fits' as const, 'partly' as const, 'unsure' as const, 'unfit' as const),
    kept: fc.boolean(),
    outcome: fc.constantFrom('won' as const, 'lost' as const, 'open' as const),
    n: fc.integer({ min: 1, max: 500 }),
  })
  .map((count) => ({ ...count, kept: count.kept && count.verdict === 'unfit' }))

test('every lead is counted in one line, and too few kept say nothing', () => {
  fc.assert(
    fc.property(fc.array(anyCount), (counts) => {
      const { lines, all, rejects, recall } = measured(counts)
      const sum = (of: (line: (typeof lines)[number]) => number) =>
        lines.reduce((total, one) => total + of(one), 0)
      const n = counts.reduce((total, one) => total + one.n, 0)
      expect([all.judged, sum(({ judged }) => judged)]).toEqual([n, n])
      expect(sum(({ won }) => won)).toBe(all.won)
      expect(rejects.falseRejects === null).toBe(rejects.kept < ENOUGH_KEPT)
      expect(recall === null).toBe(all.won === 0)
      const unfit = lines.find(({ verdict }) => verdict === 'unfit')!
      const open = counts
        .filter(({ kept, outcome }) => kept && outcome === 'open')
        .reduce((a, one) => a + one.n, 0)
      expect(rejects.rejected + rejects.kept + open).toBe(unfit.judged)
    }),
  )
})

test('what is rejected is estimated from what was kept, with its interval', () => {
  const kept = (outcome: Count['outcome'], n: number): Count => ({ verdict: 'unfit', kept: true, outcome, n })
  const counts: Count[] = [
    kept('won', 4),
    kept('lost', 36),
    { verdict: 'unfit', kept: false, outcome: 'open', n: 1000 },
  ]
  const { falseRejects } = measured(counts).rejects
  expect(falseRejects?.count).toBeCloseTo(100)
  expect(falseRejects?.from).toBeGreaterThan(35)
  expect(falseRejects?.to).toBeLessThan(240)
})

const fields = fieldsOf([
  { key: 'size', type: 'number', origin: 'custom', label: { zh: '人数', en: 'Size' } },
  { key: 'secret', type: 'choice', origin: 'custom', personal: true, label: { zh: '密', en: 'Secret' } },
])
const lead = (n: number): Decided => ({
  lead: { region: n % 2 ? '31' : '11', attrs: { size: n, secret: n % 2 ? 'a' : 'b' } },
  won: n % 2 === 1 && n % 10 !== 9,
})
test('a fact that those won have oftener is suggested, a personal one never, and noise is not', () => {
  const found = suggest(
    Array.from({ length: 200 }, (_, n) => lead(n)),
    fields,
  )
  expect(found.map(({ when }) => when)).toEqual([{ field: 'region', op: 'in', value: ['31'] }])
  expect(found[0]).toMatchObject({ decided: 100, won: 80, lift: 2 })
})
