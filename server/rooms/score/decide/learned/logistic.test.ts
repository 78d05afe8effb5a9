import fc from 'fast-check'
import { expect, test } from 'vitest'
import { everyRow } from './history.ts'
import { type Cells, type Fit, fitLogistic, logit, type Penalty } from './logistic.ts'

/** Leads in one of four cells, and in one of three more. */
const leads = fc.array(fc.record({ a: fc.nat(3), b: fc.nat(2), won: fc.integer({ min: 0, max: 1 }) }), {
  minLength: 4,
  maxLength: 60,
})

function cellsOf(all: readonly { a: number; b: number }[]): Cells {
  return {
    from: Int32Array.from({ length: all.length + 1 }, (_, i) => 2 * i),
    cells: Int32Array.from(all.flatMap(({ a, b }) => [a, 4 + b])),
    width: 7,
  }
}

function lossOf(
  fit: Fit,
  cells: Cells,
  { labels, penalties }: { labels: Uint8Array; penalties: readonly Penalty[] },
) {
  const misfit = labels.reduce((sum, label, i) => {
    const x = logit(fit, cells, i)
    return sum + Math.log(1 + Math.exp(label === 1 ? -x : x))
  }, 0)
  return penalties.reduce((sum, { a, b, weight }) => {
    const gap = fit.weights[a]! - (b < 0 ? 0 : fit.weights[b]!)
    return sum + 0.5 * weight * gap * gap
  }, misfit)
}

test('the weights are where the loss is least: a step to any side is no better', () => {
  const ridge = fc.double({ min: 0.5, max: 20, noNaN: true })
  fc.assert(
    fc.property(leads, ridge, fc.boolean(), (all, weight, chained) => {
      const cells = cellsOf(all)
      const labels = Uint8Array.from(all, ({ won }) => won)
      const penalties: Penalty[] = [
        ...Array.from({ length: 7 }, (_, a) => ({ a, b: -1, weight })),
        ...(chained ? [1, 2, 3].map((a) => ({ a, b: a - 1, weight: 3 })) : []),
      ]
      const fit = fitLogistic(cells, { labels, rows: everyRow(all.length), penalties })
      const least = lossOf(fit, cells, { labels, penalties })
      for (let at = 0; at <= 7; at++)
        for (const step of [-0.05, 0.05]) {
          const moved = {
            intercept: fit.intercept + (at === 7 ? step : 0),
            weights: fit.weights.map((value, j) => value + (j === at ? step : 0)),
          }
          expect(lossOf(moved, cells, { labels, penalties })).toBeGreaterThan(least - 1e-4)
        }
    }),
    { numRuns: 300 },
  )
})

test('begun near a fit it comes to the same', () => {
  fc.assert(
    fc.property(leads, (all) => {
      const cells = cellsOf(all)
      const labels = Uint8Array.from(all, ({ won }) => won)
      const penalties = Array.from({ length: 7 }, (_, a) => ({ a, b: -1, weight: 1 }))
      const fitting = { labels, rows: everyRow(all.length), penalties }
      const once = fitLogistic(cells, fitting)
      const near = {
        intercept: once.intercept + 1,
        weights: once.weights.map((value) => value - 0.5).subarray(0, 4),
      }
      const again = fitLogistic(cells, { ...fitting, near })
      const [a, b] = [once, again].map((fit) => lossOf(fit, cells, { labels, penalties }))
      expect(a).toBeCloseTo(b!, 3)
    }),
  )
})
