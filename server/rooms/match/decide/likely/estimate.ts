/**
 * The weights, learnt without labels. The model is Fellegi & Sunter 1969, "A theory for record linkage"; EM after Winkler
 * 1988 and Jaro 1989; u from random pairs, and blocks by one field to learn of the others, as Splink documents (Linacre et
 * al. 2022, "Splink: free software for probabilistic record linkage at scale"). That fields depend on each other among
 * strangers is after Larsen & Rubin 2001, "Iterative automated record linkage using mixture models".
 */
import { onesOf } from './chances.ts'
import type { Compared } from './compare.ts'
import type { Model, Shares } from './model.ts'
import { tiesOf } from './ties.ts'

/** The pairs to learn from. */
export interface Lessons {
  /** Pairs that share a key of any field, `scale` times fewer than there are. */
  readonly sample: Compared
  readonly scale: number
  readonly random: Compared
  /** By column: pairs that share a key of it. */
  readonly sessions: readonly Compared[]
  /** By column: how many levels it has, and where m begins. */
  readonly begin: Shares
  /** Columns that everybody at one place shares. */
  readonly places: readonly number[]
  /** Pairs of records there are. */
  readonly total: number
}

/** Pairs the first guess of m counts as, so that a level nobody has seen keeps a weight. */
const BELIEF = 4
const ROUNDS = 40
/** The rate stands still when it moves by less, relatively. */
const STILL = 1e-3

export type Learnt = Omit<Model, 'fields'>

/** Expectation and maximisation until the rate stands still. `rate` is the share of pairs to begin with. */
export function learn(lessons: Lessons, rate: number): Learnt {
  const { begin, random } = lessons
  const u = sharesOf(random, random.times, { begin, belief: 0 })
  let now: Learnt = { m: begin, u, ties: tiesOf(lessons, { m: begin, u }, null), rate }
  for (let round = 0; round < ROUNDS; round++) {
    const next = again(lessons, now)
    const still = Math.abs(Math.log(next.rate / now.rate)) < STILL
    now = next
    if (still) break
  }
  return now
}

function again(lessons: Lessons, now: Learnt): Learnt {
  const { begin, sample, random, sessions, scale, total } = lessons
  const ones = onesOf(sample, now)
  const others = sample.times.map((times, i) => times - ones[i]!)
  const strangers = strangersOf(random, now)
  const u = rarely(sharesOf(random, strangers, { begin, belief: 0 }), lessons, { others, strangers })
  const m = ordered(sharesOf(sample, ones, { begin, belief: BELIEF }), u)
  const among = sessions.map((session) => strangersOf(session, now))
  const expected = ones.reduce((sum, each) => sum + each, 0) * scale
  const rate = Math.min(0.99, Math.max(expected / total, 0.01 / total))
  return { m, u, ties: tiesOf(lessons, { m, u }, { strangers, among }), rate }
}

/** Random pairs on a level from which on they tell its share. */
const TELLING = 5

/**
 * What random pairs are too few to tell: who agrees closely shares a key, so that all such pairs are among those compared,
 * and of a million records the same phone is met by chance once in a thousand million.
 */
function rarely(
  u: number[][],
  { sample, scale, random, total }: Lessons,
  { others, strangers }: { others: Float64Array; strangers: Float64Array },
): number[][] {
  const drawn = countsOf(random, strangers, u)
  const met = countsOf(sample, others, u)
  const pairs = random.times.reduce((sum, times) => sum + times, 0)
  return u.map((column, c) => {
    const seen = drawn[c]!.reduce((sum, count, level) => (level === 0 ? sum : sum + count), 0)
    const all = Math.max(1, (seen / Math.max(1, pairs)) * total)
    return column.map((share, level) =>
      level === 0 || drawn[c]![level]! >= TELLING
        ? share
        : Math.min(share, ((met[c]![level]! + 0.5) * scale) / all),
    )
  })
}

/** A closer level never weighs less than one further off: where m/u says so, the levels between are taken as one. */
function ordered(m: number[][], u: Shares): number[][] {
  return m.map((shares, c) => {
    const pools: { m: number; u: number; levels: number }[] = []
    for (let level = 1; level < shares.length; level++) {
      let pool = { m: shares[level]!, u: u[c]![level]!, levels: 1 }
      for (let last = pools.at(-1); last && last.m * pool.u < pool.m * last.u; last = pools.at(-1)) {
        pools.pop()
        pool = { m: last.m + pool.m, u: last.u + pool.u, levels: last.levels + pool.levels }
      }
      pools.push(pool)
    }
    const ratios = pools.flatMap((pool) => Array.from({ length: pool.levels }, () => pool.m / pool.u))
    return shares.map((_, level) => (level === 0 ? 0 : ratios[level - 1]! * u[c]![level]!))
  })
}

/** How many pairs of each pattern are of two. */
function strangersOf(compared: Compared, now: Learnt): Float64Array {
  return onesOf(compared, now).map((ones, i) => compared.times[i]! - ones)
}

interface Belief {
  readonly begin: Shares
  /** Pseudo-pairs spread as `begin`; 0: half a pair on each level. */
  readonly belief: number
}

/** What share of the pairs, so many of each pattern, falls on each level; missing values are no evidence. */
function sharesOf(compared: Compared, weights: Float64Array, { begin, belief }: Belief): number[][] {
  const sums = countsOf(compared, weights, begin)
  return sums.map((sum, c) => {
    const guess = (level: number) => (belief > 0 ? begin[c]![level]! * belief : 0.5)
    const seen = sum.reduce((all, each, level) => (level === 0 ? 0 : all + each + guess(level)), 0)
    return Array.from(sum, (each, level) => (level === 0 ? 0 : (each + guess(level)) / seen))
  })
}

/** So many of the pairs, weighted, are on each level. */
function countsOf({ levels, columns, count }: Compared, weights: Float64Array, like: Shares): Float64Array[] {
  const sums = like.map((column) => new Float64Array(column.length))
  for (let i = 0; i < count; i++)
    for (let c = 0; c < columns; c++) sums[c]![levels[i * columns + c]!]! += weights[i]!
  return sums
}
