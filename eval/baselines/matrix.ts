/** The table a data scientist would make of a CSV at first: what both baselines are given. */
import type { Column } from '../../server/rooms/score/decide/learned/history.ts'

/** By column: a value a row. */
export type Matrix = readonly Float64Array[]

const RARE = 10

/**
 * Numbers with the median of the training rows where blank; a column of 0 and 1 for each answer, blank among them, and one
 * for all that fewer than ten training rows gave.
 */
export function matrixOf(columns: readonly Column[], train: Int32Array): Matrix {
  return columns.flatMap((column) =>
    column.kind === 'number' ? [numbers(column, train)] : oneHot(column, train),
  )
}

function numbers({ values }: Column, train: Int32Array): Float64Array {
  const known = Array.from(train, (i) => values[i])
    .filter((value) => typeof value === 'number')
    .toSorted((a, b) => a - b)
  const median = ((known[(known.length - 1) >> 1] ?? 0) + (known[known.length >> 1] ?? 0)) / 2
  return Float64Array.from(values, (value) => (typeof value === 'number' ? value : median))
}

function oneHot({ values }: Column, train: Int32Array): Float64Array[] {
  const counts = new Map<string, number>()
  for (const i of train) counts.set(String(values[i]), (counts.get(String(values[i])) ?? 0) + 1)
  const common = [...counts].flatMap(([value, count]) => (count >= RARE ? [value] : []))
  const known = new Set(common)
  return [
    ...common.map((value) => Float64Array.from(values, (one) => Number(String(one) === value))),
    Float64Array.from(values, (one) => Number(!known.has(String(one)))),
  ].filter((column) => column.some((value) => value !== column[0]))
}
