/**
 * A column cut into bins, as credit scorecards are made (Siddiqi, Credit Risk Scorecards, 2006): ranges of numbers that hold
 * about as many leads each, the answers of a choice, what is rare together, and blank apart, for it may mean something.
 */
import type { Cell, Column } from './history.ts'

export type Bin =
  | { readonly kind: 'range'; readonly from: number; readonly below: number }
  | { readonly kind: 'value'; readonly value: string }
  | { readonly kind: 'other' }
  | { readonly kind: 'blank' }

export interface Binned {
  readonly key: string
  readonly kind: Column['kind']
  /** Ranges rise; blank stands last. */
  readonly bins: readonly Bin[]
}

/** Cut points that part the values into at most `most` ranges of about as many; a value that many share is a range of its own. */
function cutsOf(values: readonly number[], most: number): number[] {
  const sorted = Float64Array.from(values).sort()
  const cuts = new Set<number>()
  for (let part = 1; part < most; part++) {
    const value = sorted[Math.floor((part * sorted.length) / most)]!
    if (value > sorted[0]!) cuts.add(value)
  }
  // Where the smallest value is common (a zero), what lies above it is another matter
  const above = sorted.find((value) => value > sorted[0]!)
  const least = sorted.findIndex((value) => value > sorted[0]!)
  if (above !== undefined && least >= sorted.length / most) cuts.add(above)
  return [...cuts].sort((a, b) => a - b)
}

/** The bins of a column by the leads of `rows`: at most `most` ranges, and an answer for each that at least `least` gave. */
export function binsOf(
  { key, kind, values }: Column,
  { rows, most, least }: { rows: Int32Array; most: number; least: number },
): Binned {
  if (kind === 'number') {
    const numbers = Array.from(rows, (i) => values[i]).filter((value) => typeof value === 'number')
    const cuts = numbers.length === 0 ? [] : cutsOf(numbers, most)
    const bins = [-Infinity, ...cuts].map((from, i): Bin => ({
      kind: 'range',
      from,
      below: cuts[i] ?? Infinity,
    }))
    return { key, kind, bins: [...bins, { kind: 'blank' }] }
  }
  const counts = new Map<string, number>()
  for (const i of rows) {
    const value = values[i]
    if (typeof value === 'string') counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const common = [...counts].filter(([, count]) => count >= least).toSorted((a, b) => b[1] - a[1])
  return {
    key,
    kind,
    bins: [
      ...common.slice(0, 60).map(([value]): Bin => ({ kind: 'value', value })),
      { kind: 'other' },
      { kind: 'blank' },
    ],
  }
}

/** value → the place of its bin. */
export function placer({ bins, kind }: Binned): (value: Cell | undefined) => number {
  const blank = bins.length - 1
  if (kind === 'number') {
    const starts = bins.flatMap((bin) => (bin.kind === 'range' ? [bin.from] : []))
    return (value) => {
      if (typeof value !== 'number') return blank
      let [low, high] = [0, starts.length]
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if (starts[middle]! <= value) low = middle
        else high = middle
      }
      return low
    }
  }
  const places = new Map(bins.flatMap((bin, at) => (bin.kind === 'value' ? [[bin.value, at] as const] : [])))
  return (value) => (value === null || value === undefined ? blank : (places.get(String(value)) ?? blank - 1))
}
