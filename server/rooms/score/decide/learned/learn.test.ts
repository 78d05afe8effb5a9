import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitAdditive } from './additive.ts'
import { cardOf, DOUBLE } from './card.ts'
import { everyRow, part } from './history.ts'
import { chanceAt } from './isotonic.ts'
import { auc, calibrationError } from './judge.ts'
import { learn, learnable, scores } from './learn.ts'
import { madeHistory } from './made.ts'

describe('a card learned from outcomes', () => {
  const past = madeHistory(4000, 7)
  const next = madeHistory(4000, 8)
  const learned = learn(past)

  test('ranks new leads nearly as well as the truth they were made by', () => {
    const best = auc(next.chances, next.labels)
    expect(best).toBeGreaterThan(0.8)
    expect(auc(scores(learned.card, next), next.labels)).toBeGreaterThan(best - 0.01)
  })

  test('says chances that come true', () => {
    const chances = scores(learned.card, next).map((points) => chanceAt(learned.calibrator, points))
    expect(calibrationError(chances, next.labels)).toBeLessThan(0.03)
  })

  test('knows how good it is: what it expects of new leads holds within its margin', () => {
    const found = auc(scores(learned.card, next), next.labels)
    expect(Math.abs(found - learned.judged.auc)).toBeLessThan(2 * learned.judged.margin)
  })

  test('finds what matters only together', () => {
    const pairs = learned.card.groups.flatMap(([line]) =>
      line?.with ? [[line.key, line.with.key].sort()] : [],
    )
    expect(pairs).toContainEqual(['asked', 'wants'])
  })

  test('is the same card from the same leads', () => {
    expect(learn(past)).toEqual(learned)
  })
})

test('points are the log-odds of the model, each group rounded by half a point at most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
      const history = madeHistory(300, seed)
      const model = fitAdditive(history, everyRow(300), { ridge: 5, pairs: 2 })
      const card = cardOf(model)
      const points = scores(card, history)
      const exact = oddsOf(model, history)
      points.forEach((sum, i) => {
        const off = Math.abs(sum - (exact[i]! * DOUBLE) / Math.LN2)
        expect(off).toBeLessThanOrEqual(0.5 * (model.groups.length + 1) + 1e-6)
      })
    }),
    { numRuns: 20 },
  )
})

/** The log-odds of each lead, by trying which part of each group holds. */
function oddsOf(model: ReturnType<typeof fitAdditive>, { columns, labels }: ReturnType<typeof madeHistory>) {
  const values = new Map(columns.map(({ key, values: all }) => [key, all]))
  return Float64Array.from(labels, (_, i) =>
    model.groups.reduce((sum, { parts, weights }) => {
      const known = (at: 'key' | 'with') =>
        new Set(
          parts.flatMap((one) => {
            const bin = at === 'key' ? one.bin : one.with!.bin
            return bin.kind === 'value' ? [bin.value] : []
          }),
        )
      const [own, beside] = [known('key'), parts[0]!.with ? known('with') : new Set<string>()]
      const found = parts.findIndex(
        (one) =>
          lies(one.bin, values.get(one.key)![i]!, own) &&
          (!one.with || lies(one.with.bin, values.get(one.with.key)![i]!, beside)),
      )
      return sum + weights[found]!
    }, model.intercept),
  )
}

function lies(
  bin: ReturnType<typeof fitAdditive>['groups'][number]['parts'][number]['bin'],
  value: string | number | null,
  known: ReadonlySet<string>,
): boolean {
  if (bin.kind === 'blank') return value === null
  if (bin.kind === 'range') return typeof value === 'number' && value >= bin.from && value < bin.below
  return bin.kind === 'value' ? value === bin.value : value !== null && !known.has(String(value))
}

test('fewer than forty of either outcome teach nothing', () => {
  const history = madeHistory(200, 3)
  const won = Array.from(everyRow(200)).filter((i) => history.labels[i] === 1)
  const lost = Array.from(everyRow(200)).filter((i) => history.labels[i] === 0)
  const of = (a: number, b: number) =>
    part(history, Int32Array.from([...won.slice(0, a), ...lost.slice(0, b)]))
  expect([learnable(of(40, 40)), learnable(of(39, 60)), learnable(of(60, 39))]).toEqual([true, false, false])
})

test('a column of blanks, of one answer, or of a name a lead neither breaks nor bends it', () => {
  const { labels, columns } = madeHistory(400, 5)
  const odd = [
    {
      key: 'blank',
      kind: 'number' as const,
      values: labels.length === 0 ? [] : Array.from(labels, () => null),
    },
    { key: 'one', kind: 'choice' as const, values: Array.from(labels, () => 'same') },
    { key: 'name', kind: 'choice' as const, values: Array.from(labels, (_, i) => `n${i}`) },
  ]
  const { card } = learn({ labels, columns: [...columns, ...odd] })
  expect(
    card.groups.flat().filter(({ key, points }) => points !== 0 && ['blank', 'one', 'name'].includes(key)),
  ).toEqual([])
})
