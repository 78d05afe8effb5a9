import { ONE_SIDED, wilson } from '../../../../../contract/rate.ts'
import type { Column, History } from './history.ts'
/**
 * Columns that know the outcome because they were filled in after it: they make any model look brilliant on the past and
 * useless on the next lead. Where a history of changes was kept it tells; a bare table is asked whether
 *
 * - a column alone tells won from lost almost without fault, or
 * - its answers nearly decide the outcome both ways, some nearly always won and others nearly never. What is known before
 *   a sale may promise one of the two (a referral, a wrong number), rarely both; a rep's note of how it went does.
 *
 * What a table cannot tell: a column filled in afterwards that says little by itself.
 */
import { auc } from './judge.ts'

export interface Leak {
  readonly key: string
  readonly why: 'late' | 'tells_all' | 'both_ways'
  /** late: share of values set after the outcome; tells_all: the AUC of this column alone; both_ways: share of leads decided. */
  readonly measure: number
  /** Answers that give it away, and the share of them that was won. */
  readonly examples: readonly { readonly value: string; readonly won: number; readonly count: number }[]
}

/** One value in twenty set too late spoils a column; fewer are corrections. */
const LATE = 0.05
/** No honest fact tells nineteen pairs of twenty apart by itself. */
const ALONE = 0.9
/** Odds seven and a half times better, or worse, than the average: two in natural logarithms. */
const DECIDED = 2
const FEWEST = 20

/** The columns to be left out, with the reason; `keep` are those a person has judged. */
export function findLeaks({ columns, labels }: History, keep: ReadonlySet<string> = new Set()): Leak[] {
  return columns
    .filter(({ key }) => !keep.has(key))
    .flatMap((column) => {
      const found = late(column) ?? bothWays(column, labels) ?? tellsAll(column, labels)
      return found ? [found] : []
    })
}

function late({ key, values, late: set }: Column): Leak | null {
  if (!set) return null
  const filled = values.reduce<number>((sum, value, i) => sum + Number(value !== null || set[i]), 0)
  const measure = set.reduce((sum, one) => sum + Number(one), 0) / Math.max(filled, 1)
  return measure > LATE ? { key, why: 'late', measure, examples: [] } : null
}

interface Answer {
  readonly value: string
  readonly won: number
  readonly count: number
}

function answersOf({ values }: Column, labels: Uint8Array): Answer[] {
  const counts = new Map<string, { won: number; count: number }>()
  values.forEach((value, i) => {
    if (value === null) return
    const one = counts.get(String(value)) ?? { won: 0, count: 0 }
    counts.set(String(value), { won: one.won + labels[i]!, count: one.count + 1 })
  })
  return [...counts].map(([value, { won, count }]) => ({ value, won: won / count, count }))
}

const logOdds = (share: number) => Math.log(share / (1 - share))

/** Never 0 nor 1: odds are made of it. */
function interval(won: number, count: number): [low: number, high: number] {
  const { lower, upper } = wilson(won, count, ONE_SIDED)
  return [Math.max(lower, 1e-9), Math.min(upper, 1 - 1e-9)]
}

function bothWays(column: Column, labels: Uint8Array): Leak | null {
  if (column.kind !== 'choice') return null
  const average = logOdds(labels.reduce((sum, label) => sum + label, 0) / labels.length)
  const common = answersOf(column, labels).filter(({ count }) => count >= FEWEST)
  const beyond = (sign: 1 | -1) =>
    common.filter(({ won, count }) => {
      const smooth = (won * count + 0.5) / (count + 1)
      return sign * (logOdds(smooth) - average) >= DECIDED
    })
  const sides = [beyond(1), beyond(-1)]
  const sure = sides.every((answers, at) => {
    const count = answers.reduce((sum, one) => sum + one.count, 0)
    if (count === 0) return false
    const [low, high] = interval(
      answers.reduce((sum, one) => sum + one.won * one.count, 0),
      count,
    )
    return at === 0 ? logOdds(low) - average >= DECIDED : average - logOdds(high) >= DECIDED
  })
  if (!sure) return null
  const decided = sides.flat().reduce((sum, { count }) => sum + count, 0)
  return { key: column.key, why: 'both_ways', measure: decided / labels.length, examples: examplesOf(sides) }
}

/** Two of each side, the commonest. */
function examplesOf(sides: readonly (readonly Answer[])[]): Answer[] {
  return sides.flatMap((answers) => answers.toSorted((a, b) => b.count - a.count).slice(0, 2))
}

/** Halves judge each other, so that an answer given once proves nothing. */
function tellsAll(column: Column, labels: Uint8Array): Leak | null {
  const chances = new Float64Array(labels.length)
  const average = labels.reduce((sum, label) => sum + label, 0) / labels.length
  for (const half of [0, 1]) {
    const others = answersOf(
      { ...column, values: column.values.map((value, i) => (i % 2 === half ? null : level(column, value))) },
      labels,
    )
    const known = new Map(
      others.map(({ value, won, count }) => [value, (won * count + average) / (count + 1)]),
    )
    column.values.forEach((value, i) => {
      if (i % 2 === half) chances[i] = known.get(String(level(column, value))) ?? average
    })
  }
  const measure = auc(chances, labels)
  return measure >= ALONE ? { key: column.key, why: 'tells_all', measure, examples: [] } : null
}

/** Numbers by two digits: 1,234 and 1,180 are one answer. */
function level({ kind }: Column, value: Column['values'][number]): string | null {
  if (value === null) return null
  return kind === 'number' ? Number(value).toPrecision(2) : String(value)
}
