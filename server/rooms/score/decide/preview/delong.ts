/**
 * Two scores of the same leads compared by how well they tell the won from the lost: DeLong, DeLong & Clarke-Pearson,
 * Biometrics 44 (1988), reckoned by midranks (Sun & Xu, IEEE Signal Processing Letters 21, 2014).
 */
import type { Difference } from '../../../../../contract/preview.ts'

export interface Aucs {
  readonly before: { readonly auc: number; readonly margin: number }
  readonly after: { readonly auc: number; readonly margin: number }
  /** After less before. */
  readonly difference: Difference
}

/** The AUC of both scores and their difference, each with its 95 % interval. `labels`: 1 won, 0 lost; both are needed. */
export function compared(
  before: ArrayLike<number>,
  after: ArrayLike<number>,
  labels: ArrayLike<number>,
): Aucs {
  const [one, other] = [placed(before, labels), placed(after, labels)]
  const ofOne = spread(one, one)
  const ofOther = spread(other, other)
  const value = other.auc - one.auc
  const width = margin(ofOne + ofOther - 2 * spread(one, other))
  return {
    before: { auc: one.auc, margin: margin(ofOne) },
    after: { auc: other.auc, margin: margin(ofOther) },
    difference: { value, low: value - width, high: value + width },
  }
}

const margin = (variance: number) => 1.96 * Math.sqrt(Math.max(variance, 0))

interface Placed {
  readonly auc: number
  /** Of each won lead the share of the lost below it, and of each lost one the share of the won above it. */
  readonly won: Float64Array
  readonly lost: Float64Array
}

function placed(scores: ArrayLike<number>, labels: ArrayLike<number>): Placed {
  const won: number[] = []
  const lost: number[] = []
  for (let i = 0; i < scores.length; i++) (labels[i] ? won : lost).push(scores[i]!)
  const all = midranks([...won, ...lost])
  const [amongWon, amongLost] = [midranks(won), midranks(lost)]
  const shares = amongWon.map((rank, i) => (all[i]! - rank) / lost.length)
  return {
    auc: meanOf(shares),
    won: shares,
    lost: amongLost.map((rank, i) => 1 - (all[won.length + i]! - rank) / won.length),
  }
}

/** The rank of each, from 1 up; equals share the middle of theirs. */
function midranks(values: readonly number[]): Float64Array {
  const order = Int32Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => values[a]! - values[b]!,
  )
  const ranks = new Float64Array(values.length)
  for (let at = 0; at < order.length;) {
    let end = at
    while (end < order.length && values[order[end]!] === values[order[at]!]) end++
    for (let i = at; i < end; i++) ranks[order[i]!] = (at + end + 1) / 2
    at = end
  }
  return ranks
}

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length

function spread(one: Placed, other: Placed): number {
  return covariance(one.won, other.won) / one.won.length + covariance(one.lost, other.lost) / one.lost.length
}

function covariance(one: Float64Array, other: Float64Array): number {
  if (one.length < 2) return 0
  const [mean, mean2] = [meanOf(one), meanOf(other)]
  let sum = 0
  for (let i = 0; i < one.length; i++) sum += (one[i]! - mean) * (other[i]! - mean2)
  return sum / (one.length - 1)
}
