/** An additive model: log-odds as a sum over the bins a lead lies in, of each column and of a few pairs. */
import { type Bin, type Binned, binsOf, placer } from './bins.ts'
import type { History } from './history.ts'
import { type Cells, type Fit, fitLogistic, logit, type Penalty, sigmoid } from './logistic.ts'
import { type Coarse, coarse, findPairs, type Pair } from './pairs.ts'

/** How it is fitted; found by trying (`choose.ts`). */
export interface Setting {
  /** Holds every bin's weight towards 0: as many leads as it takes to believe a bin half. */
  readonly ridge: number
  readonly pairs: number
}

/** Ranges of a number at most, and leads an answer must have to count by itself. */
const RANGES = 20
const LEAST = 10
/** Ranges beside each other are held together by so much, and to 0 by a tenth of the ridge: a trend is no accident. */
const SMOOTH = 5
const TREND = 0.1

/** What a weight stands for: leads in a bin of one column, or in one of each of two. */
export interface Part {
  readonly key: string
  readonly bin: Bin
  readonly with?: { readonly key: string; readonly bin: Bin }
}
/** Parts that exclude each other: every lead lies in just one. */
export interface Group {
  readonly parts: readonly Part[]
  readonly weights: Float64Array
  /** Leads in each, of those it was fitted on. */
  readonly counts: Int32Array
}
export interface Additive {
  readonly intercept: number
  readonly groups: readonly Group[]
}

interface Placed {
  readonly parts: readonly Part[]
  readonly places: Int32Array
  readonly penalties: readonly Penalty[]
}

/** The model of the leads of `rows`. */
export function fitAdditive(history: History, rows: Int32Array, { ridge, pairs }: Setting): Additive {
  return fitEach(history, rows, { ridge, pairs: [pairs] })[0]!
}

/** The same with each of these numbers of pairs, which are all looked for in what one fit of the single columns leaves over. */
export function fitEach(
  { columns, labels }: History,
  rows: Int32Array,
  { ridge, pairs }: { ridge: number; pairs: readonly number[] },
): Additive[] {
  const singles = columns.map((column) => {
    const binned = binsOf(column, { rows, most: RANGES, least: LEAST })
    const place = placer(binned)
    return single(
      binned,
      Int32Array.from(column.values, (value) => place(value)),
      ridge,
    )
  })
  const first = fitGroups(singles, { labels, rows })
  return pairs.map((most) => {
    if (most === 0) return additive(first.fit, singles, rows)
    const few = coarse(columns, rows)
    const found = findPairs(few, leftOver(first, labels, rows), { most, ridge })
    const all = [...singles, ...found.map((pair) => joint(few, pair, ridge))]
    return additive(fitGroups(all, { labels, rows, near: first.fit }).fit, all, rows)
  })
}

function single({ key, bins }: Binned, places: Int32Array, ridge: number): Placed {
  const penalties = bins.flatMap((bin, at): Penalty[] => {
    if (bin.kind !== 'range') return [{ a: at, b: -1, weight: ridge }]
    const alone = { a: at, b: -1, weight: ridge * TREND }
    return at === 0 ? [alone] : [alone, { a: at, b: at - 1, weight: SMOOTH }]
  })
  return { parts: bins.map((bin) => ({ key, bin })), places, penalties }
}

function joint(columns: readonly Coarse[], { a, b }: Pair, ridge: number): Placed {
  const [one, other] = [columns[a]!, columns[b]!]
  const width = other.binned.bins.length
  const parts = one.binned.bins.flatMap((bin) =>
    other.binned.bins.map((beside) => ({
      key: one.binned.key,
      bin,
      with: { key: other.binned.key, bin: beside },
    })),
  )
  return {
    parts,
    places: one.places.map((place, i) => place * width + other.places[i]!),
    penalties: parts.map((_, at) => ({ a: at, b: -1, weight: ridge })),
  }
}

function fitGroups(
  groups: readonly Placed[],
  { labels, rows, near }: { labels: Uint8Array; rows: Int32Array; near?: Fit },
): { fit: Fit; cells: Cells } {
  const starts = startsOf(groups)
  const many = groups.length
  const cells = new Int32Array(labels.length * many)
  groups.forEach(({ places }, at) => {
    for (let i = 0; i < labels.length; i++) cells[i * many + at] = starts[at]! + places[i]!
  })
  const all: Cells = {
    from: Int32Array.from({ length: labels.length + 1 }, (_, i) => i * many),
    cells,
    width: starts[many]!,
  }
  const penalties = groups.flatMap(({ penalties: own }, at) =>
    own.map(({ a, b, weight }) => ({ a: a + starts[at]!, b: b < 0 ? -1 : b + starts[at]!, weight })),
  )
  return { fit: fitLogistic(all, { labels, rows, penalties, near }), cells: all }
}

/** Where each group's cells begin, and where the last ends. */
function startsOf(groups: readonly Placed[]): number[] {
  const starts = [0]
  for (const { parts } of groups) starts.push(starts.at(-1)! + parts.length)
  return starts
}

function leftOver({ fit, cells }: { fit: Fit; cells: Cells }, labels: Uint8Array, rows: Int32Array) {
  const residual = new Float64Array(labels.length)
  const curve = new Float64Array(labels.length)
  for (const i of rows) {
    const p = sigmoid(logit(fit, cells, i))
    residual[i] = labels[i]! - p
    curve[i] = p * (1 - p)
  }
  return { rows, residual, curve }
}

function additive({ intercept, weights }: Fit, groups: readonly Placed[], rows: Int32Array): Additive {
  const starts = startsOf(groups)
  return {
    intercept,
    groups: groups.map(({ parts, places }, at) => {
      const counts = new Int32Array(parts.length)
      for (const i of rows) counts[places[i]!]!++
      return { parts, counts, weights: weights.slice(starts[at], starts[at]! + parts.length) }
    }),
  }
}
