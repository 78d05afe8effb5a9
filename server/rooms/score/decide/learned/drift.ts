/** How a column's answers were spread when a card was learned, and how far new leads have moved from that. */
import { type Binned, binsOf, placer } from './bins.ts'
import { type Cell, type Column, everyRow } from './history.ts'

/** The bins of a column and how many leads lay in each. */
export interface Spread extends Binned {
  readonly counts: readonly number[]
}

/** Ten ranges, as is usual where stability is watched; answers that one lead in a hundred gives stand by themselves. */
const RANGES = 10
const LEAST_SHARE = 0.01

/** How the values of a column are spread over at most ten ranges, or over its common answers. */
export function spreadOf(column: Column): Spread {
  const { length } = column.values
  const least = Math.max(2, Math.ceil(length * LEAST_SHARE))
  const binned = binsOf(column, { rows: everyRow(length), most: RANGES, least })
  return { ...binned, counts: countsIn(binned, column.values) }
}

/** How many of the values lie in each bin. */
export function countsIn(binned: Binned, values: readonly Cell[]): number[] {
  const place = placer(binned)
  const counts = binned.bins.map(() => 0)
  for (const value of values) counts[place(value)]!++
  return counts
}

/** Up to .1 nothing to speak of, up to .25 a shift to be looked at, beyond it another population (Siddiqi 2006). */
export const SHIFTED = 0.1
export const MOVED = 0.25

/**
 * The population stability index of `now` against `before`, by bins: Σ (now − before) · ln(now / before) of their shares
 * (Siddiqi, Credit Risk Scorecards, 2006; twice Jeffreys' divergence). Each bin has half a lead more, so that an empty one
 * is no infinity. 0 where both are spread alike.
 */
export function stability(before: readonly number[], now: readonly number[]): number {
  const [was, is] = [sharesOf(before), sharesOf(now)]
  return was.reduce((sum, share, at) => sum + (is[at]! - share) * Math.log(is[at]! / share), 0)
}

function sharesOf(counts: readonly number[]): number[] {
  const all = counts.reduce((sum, count) => sum + count + 0.5, 0)
  return counts.map((count) => (count + 0.5) / all)
}
