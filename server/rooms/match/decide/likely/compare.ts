import { kindOf } from './kinds.ts'
import { type Column, type Table, UNKNOWN } from './table.ts'

/**
 * How pairs compare, each way of comparing once: pattern i has `levels[i × columns + column]` (0 is missing) and is met
 * `times[i]` times. Half a million pairs are a few thousand patterns.
 */
export interface Compared {
  readonly levels: Uint8Array
  readonly columns: number
  readonly count: number
  readonly times: Float64Array
}

type Compare = (a: unknown, b: unknown) => number

export const compareOf = ({ kind }: Column): Compare => kindOf(kind).compare

/** The level two records are on in one column. Values written alike are the same without being looked at. */
export function levelOf(column: Column, compare: Compare, a: number, b: number): number {
  const [x, y] = [column.ids[a]!, column.ids[b]!]
  if (x < 0 || y < 0) return 0
  const { memo, prepared } = column
  const place = memo === null ? 0 : x * prepared.length + y
  if (memo !== null && memo[place] !== UNKNOWN) return memo[place]!
  const [p, q] = [prepared[x], prepared[y]]
  const level = p === null || q === null ? 0 : x === y ? 1 : compare(p, q)
  if (memo !== null) memo[place] = level
  return level
}

/** More levels than any kind has; with MOST_COLUMNS digits of this base a pattern is exact in a double. */
const BASE = 9
export const MOST_COLUMNS = 16

/** Compares each pair in each column. */
export function comparePairs({ columns, size }: Table, pairs: Float64Array): Compared {
  const patterns = new Float64Array(pairs.length)
  for (const column of columns) {
    const compare = compareOf(column)
    for (let i = 0; i < pairs.length; i++) {
      const pair = pairs[i]!
      const a = Math.floor(pair / size)
      patterns[i] = patterns[i]! * BASE + levelOf(column, compare, a, pair - a * size)
    }
  }
  return countedOf(patterns.sort(), columns.length)
}

function countedOf(patterns: Float64Array, columns: number): Compared {
  const starts: number[] = []
  for (let i = 0; i < patterns.length; i++) if (i === 0 || patterns[i] !== patterns[i - 1]) starts.push(i)
  const levels = new Uint8Array(starts.length * columns)
  const times = Float64Array.from(starts, (start, i) => (starts[i + 1] ?? patterns.length) - start)
  starts.forEach((start, i) => {
    let left = patterns[start]!
    for (let c = columns - 1; c >= 0; c--) {
      levels[i * columns + c] = left % BASE
      left = Math.floor(left / BASE)
    }
  })
  return { levels, columns, count: starts.length, times }
}
