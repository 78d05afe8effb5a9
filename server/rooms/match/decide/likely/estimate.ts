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
  const m = sharesOf(sample, ones, { begin, belief: BELIEF })
  const strangers = strangersOf(random, now)
  const u = sharesOf(random, strangers, { begin, belief: 0 })
  const among = sessions.map((session) => strangersOf(session, now))
  const expected = ones.reduce((sum, each) => sum + each, 0) * scale
  const rate = Math.min(0.99, Math.max(expected / total, 0.01 / total))
  return { m, u, ties: tiesOf(lessons, { m, u }, { strangers, among }), rate }
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
function sharesOf(
  { levels, columns, count }: Compared,
  weights: Float64Array,
  { begin, belief }: Belief,
): number[][] {
  const sums = begin.map((column) => new Float64Array(column.length))
  for (let i = 0; i < count; i++) {
    const weight = weights[i]!
    for (let c = 0; c < columns; c++) sums[c]![levels[i * columns + c]!]! += weight
  }
  return sums.map((sum, c) => {
    const guess = (level: number) => (belief > 0 ? begin[c]![level]! * belief : 0.5)
    const seen = sum.reduce((all, each, level) => (level === 0 ? 0 : all + each + guess(level)), 0)
    return Array.from(sum, (each, level) => (level === 0 ? 0 : (each + guess(level)) / seen))
  })
}
