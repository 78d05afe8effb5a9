import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf } from '../../rules/fields.ts'
import { valuePolicy } from '../value.ts'
import { drawnMean, MOST, mulDiv } from './amount.ts'
import { type Figures, hasMoved, noFigures } from './history.ts'
import { KEPT, priorityOf } from './priority.ts'
import { valuer } from './value.ts'

const fields = fieldsOf([])
const at = { now: new Date('2026-03-02T02:00:00Z'), zone: 'Asia/Shanghai' }
const amount = fc.integer({ min: 0, max: MOST })
const when = fc.constantFrom(
  { all: [] },
  { field: 'region', op: 'in' as const, value: ['31'] },
  { field: 'grade', op: 'is' as const, value: 'A' },
)
const anyLine = fc.oneof(
  fc.record({ kind: fc.constant('times' as const), when, percent: fc.integer({ min: 0, max: 1000 }) }),
  fc.record({ kind: fc.constant('plus' as const), when, amount: fc.integer({ min: -MOST, max: MOST }) }),
)
const anyPolicy = fc.record({
  worth: fc.record(
    {
      amount,
      history: fc.record({
        days: fc.constant(365),
        by: fc.constantFrom('source', 'region', null),
        weight: fc.integer({ min: 1, max: 1000 }),
      }),
      lines: fc
        .array(anyLine, { maxLength: 12 })
        .map((lines) => lines.map((line, i) => ({ ...line, id: `w${i}`, label: '' }))),
      spend: fc.integer({ min: 0, max: 1000 }),
    },
    { requiredKeys: ['amount', 'lines'] },
  ),
  cost: fc.record({
    amount,
    lines: fc
      .array(fc.record({ when, amount }), { maxLength: 3 })
      .map((lines) => lines.map((line, i) => ({ ...line, id: `c${i}`, label: '' }))),
  }),
  chance: fc.record({
    model: fc.boolean(),
    fewest: fc.constantFrom(null, 1, 50),
    weight: fc.integer({ min: 1, max: 1000 }),
    grades: fc.constant([{ grade: 'A', percent: 60 }]),
    other: fc.integer({ min: 0, max: 100 }),
  }),
  priority: fc.constant(null),
})
const counted = fc
  .record({ count: fc.integer({ min: 1, max: 5000 }), mean: fc.integer({ min: 0, max: 1_000_000_000 }) })
  .map(({ count, mean }) => ({ count, sum: count * mean }))
const ended = fc.nat(5000).chain((of) => fc.record({ of: fc.constant(of), won: fc.nat(of) }))
const anyFigures: fc.Arbitrary<Figures> = fc.oneof(
  fc.constant(noFigures),
  fc.record({
    sales: counted,
    segments: fc.dictionary(fc.constantFrom('31', 's1'), counted),
    ended,
    grades: fc.dictionary(fc.constantFrom('A', ''), ended),
  }),
)
const anyLead = fc.record({
  region: fc.constantFrom('310000', '440000', null),
  sourceId: fc.constant('s1'),
  grade: fc.constantFrom('A', 'B', ''),
  customerSpend: fc.constantFrom(null, 0, 12_345, MOST * 2),
  attrs: fc.constant({}),
})
const anyModel = fc.option(
  fc.double({ min: 0, max: 1, noNaN: true }).map((chance) => ({ modelId: 'm', chance: () => chance })),
)

test('what is shown adds up: the terms to the worth, gain less cost to the total, in whole numbers and within the limits', () => {
  fc.assert(
    fc.property(anyPolicy, anyFigures, anyModel, anyLead, (policy, figures, model, lead) => {
      expect(valuePolicy.safeParse(policy).success).toBe(true)
      const value = valuer({ policy: valuePolicy.parse(policy), figures, model }, fields, at)(lead)
      expect(value.terms.reduce((sum, term) => sum + term.amount, 0)).toBe(value.worth)
      expect(value.gain - value.cost).toBe(value.total)
      expect(value.gain).toBe(mulDiv(value.worth, value.chance, 10_000))
      const all = [
        value.total,
        value.gain,
        value.worth,
        value.cost,
        value.chance,
        ...value.terms.map((t) => t.amount),
      ]
      expect(all.every(Number.isSafeInteger)).toBe(true)
      expect(value.worth).toBeGreaterThanOrEqual(0)
      expect(value.worth).toBeLessThanOrEqual(MOST)
      expect(value.chance).toBeGreaterThanOrEqual(0)
      expect(value.chance).toBeLessThanOrEqual(10_000)
    }),
    { numRuns: 500 },
  )
})

test('products are exact and a half goes away from zero', () => {
  const amounts = fc.integer({ min: -MOST, max: MOST })
  fc.assert(
    fc.property(
      amounts,
      fc.integer({ min: -10_000, max: 10_000 }),
      fc.integer({ min: 1, max: 10_000 }),
      (a, b, c) => {
        const rest = BigInt(a) * BigInt(b) - BigInt(mulDiv(a, b, c)) * BigInt(c)
        expect(2n * (rest < 0n ? -rest : rest) <= BigInt(c)).toBe(true)
      },
    ),
  )
  expect([mulDiv(1, 1, 2), mulDiv(-1, 1, 2), mulDiv(3, 1, 2), mulDiv(10_001, 5000, 10_000)]).toEqual([
    1, -1, 2, 5001,
  ])
})

test('a segment’s mean lies between its own and that of all, and nearer its own the more there is of it', () => {
  const sums = fc.record({ sum: amount, count: fc.integer({ min: 1, max: 10_000 }) })
  fc.assert(
    fc.property(sums, amount, fc.integer({ min: 1, max: 1000 }), ({ sum, count }, to, weight) => {
      const own = sum / count
      const drawn = drawnMean({ sum, count }, { to, weight })
      expect(drawn).toBeGreaterThanOrEqual(Math.floor(Math.min(own, to)))
      expect(drawn).toBeLessThanOrEqual(Math.ceil(Math.max(own, to)))
      const more = drawnMean({ sum: sum * 2, count: count * 2 }, { to, weight })
      expect(Math.abs(more - own)).toBeLessThanOrEqual(Math.abs(drawn - own) + 1)
    }),
  )
})

test('who gets priority keeps it, and who falls below four fifths loses it', () => {
  const rules = { from: 5_001, minutes: 60, remindMinutes: 0, escalateMinutes: 60, againMinutes: 60 }
  const ask = priorityOf(rules, fields, at)
  fc.assert(
    fc.property(fc.integer({ min: -10, max: 10_000 }), (value) => {
      const { enters, stays } = ask({}, value)
      expect(enters).toBe(value >= 5_001)
      expect(stays).toBe(value * 100 >= 5_001 * KEPT)
      expect(stays || !enters).toBe(true)
    }),
  )
  expect(priorityOf(null, fields, at)({}, 1e9)).toEqual({ enters: false, stays: false })
})

test('history has moved once a mean or a rate is another by more than a fiftieth', () => {
  const figures: Figures = {
    sales: { sum: 1000, count: 10 },
    segments: { a: { sum: 1000, count: 10 } },
    ended: { won: 50, of: 100 },
    grades: {},
  }
  expect(hasMoved(figures, figures)).toBe(false)
  expect(hasMoved(figures, { ...figures, sales: { sum: 2000, count: 20 } })).toBe(false)
  expect(hasMoved(figures, { ...figures, sales: { sum: 1010, count: 10 } })).toBe(false)
  expect(hasMoved(figures, { ...figures, sales: { sum: 1100, count: 10 } })).toBe(true)
  expect(hasMoved(figures, { ...figures, segments: {} })).toBe(true)
  expect(hasMoved(figures, { ...figures, ended: { won: 60, of: 100 } })).toBe(true)
})
