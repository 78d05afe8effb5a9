/**
 * Pairs of columns that say more together than each by itself: those whose joint cells explain most of what is left over
 * (Lou, Caruana, Gehrke & Hooker 2013, Accurate intelligible models with pairwise interactions).
 */
import { type Binned, binsOf, placer } from './bins.ts'
import type { Column } from './history.ts'

/** Few bins a column, so that a pair's cells are few and hold many leads each. */
const RANGES = 6
const LEAST_SHARE = 0.04
/** What a cell explains by chance alone, in units of its own noise. */
const CHANCE = 1

export interface Coarse {
  readonly binned: Binned
  readonly places: Int32Array
}
/** Columns by their place. */
export interface Pair {
  readonly a: number
  readonly b: number
}

/** Every column in few bins, and the bin each lead lies in. */
export function coarse(columns: readonly Column[], rows: Int32Array): Coarse[] {
  return columns.map((column) => {
    const binned = binsOf(column, { rows, most: RANGES, least: Math.ceil(rows.length * LEAST_SHARE) })
    const place = placer(binned)
    return { binned, places: Int32Array.from(column.values, (value) => place(value)) }
  })
}

/**
 * The `most` pairs that explain most. `residual`: label less probability, `curve`: p (1 − p), by lead; `ridge` holds small
 * cells back as the fit will.
 */
export function findPairs(
  columns: readonly Coarse[],
  left: { rows: Int32Array; residual: Float64Array; curve: Float64Array },
  { most, ridge }: { most: number; ridge: number },
): Pair[] {
  const told: (Pair & { gain: number })[] = []
  for (let a = 0; a < columns.length; a++)
    for (let b = a + 1; b < columns.length; b++)
      told.push({ a, b, gain: gainOf(columns[a]!, columns[b]!, { ...left, ridge }) })
  return told
    .filter(({ gain }) => gain > 0)
    .toSorted((x, y) => y.gain - x.gain)
    .slice(0, most)
}

function gainOf(
  a: Coarse,
  b: Coarse,
  left: { rows: Int32Array; residual: Float64Array; curve: Float64Array; ridge: number },
): number {
  const width = b.binned.bins.length
  const sums = new Float64Array(a.binned.bins.length * width)
  const curves = new Float64Array(sums.length)
  for (const i of left.rows) {
    const cell = a.places[i]! * width + b.places[i]!
    sums[cell]! += left.residual[i]!
    curves[cell]! += left.curve[i]!
  }
  return sums.reduce((gain, sum, cell) => {
    const curve = curves[cell]!
    return curve === 0
      ? gain
      : gain + (sum * sum) / (curve + left.ridge) - (CHANCE * curve) / (curve + left.ridge)
  }, 0)
}
