/** How well probabilities or scores tell the won from the lost. All take scores (higher: likelier) and labels (1: won). */

/** Rows by score, highest first; equal scores stay in groups. */
function ranked(scores: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]!)
}

/** The chance that a won lead scores above a lost one (ties count half: Mann & Whitney's U); NaN without both. */
export function auc(scores: ArrayLike<number>, labels: ArrayLike<number>): number {
  const order = ranked(scores)
  let [above, lost, won] = [0, 0, 0]
  for (let at = 0; at < order.length;) {
    let [same, sameWon] = [0, 0]
    const score = scores[order[at]!]!
    for (; at < order.length && scores[order[at]!] === score; at++) {
      same++
      sameWon += labels[order[at]!]!
    }
    above += (same - sameWon) * (won + sameWon / 2)
    won += sameWon
    lost += same - sameWon
  }
  return above / (won * lost)
}

/** Half the width of the 95 % interval of an AUC (Hanley & McNeil 1982). */
export function aucMargin(value: number, won: number, lost: number): number {
  const q1 = value / (2 - value)
  const q2 = (2 * value * value) / (1 + value)
  const square = value * value
  const variance =
    (value * (1 - value) + (won - 1) * (q1 - square) + (lost - 1) * (q2 - square)) / (won * lost)
  return 1.96 * Math.sqrt(Math.max(variance, 0))
}

/** Of all won leads the share among the best `part` (0.3: three in ten) by score; a tie at the edge counts in proportion. */
export function caught(scores: ArrayLike<number>, labels: ArrayLike<number>, part: number): number {
  const order = ranked(scores)
  const room = part * order.length
  let [taken, found, all] = [0, 0, 0]
  for (let at = 0; at < order.length;) {
    let [same, sameWon] = [0, 0]
    const score = scores[order[at]!]!
    for (; at < order.length && scores[order[at]!] === score; at++) {
      same++
      sameWon += labels[order[at]!]!
    }
    const share = Math.min(1, Math.max(0, room - taken) / same)
    found += sameWon * share
    taken += same
    all += sameWon
  }
  return found / all
}

export interface Bucket {
  /** Mean of what was said, and share of what came; leads in it. */
  readonly said: number
  readonly came: number
  readonly count: number
}

/** Probabilities in `many` equal ranges of [0, 1]; empty ones are left out. */
export function calibration(
  chances: ArrayLike<number>,
  labels: ArrayLike<number>,
  many = 10,
): readonly Bucket[] {
  const sums = Array.from({ length: many }, () => ({ said: 0, came: 0, count: 0 }))
  for (let i = 0; i < chances.length; i++) {
    const bucket = sums[Math.min(many - 1, Math.floor(chances[i]! * many))]!
    bucket.said += chances[i]!
    bucket.came += labels[i]!
    bucket.count++
  }
  return sums
    .filter(({ count }) => count > 0)
    .map(({ said, came, count }) => ({ said: said / count, came: came / count, count }))
}

/** Expected calibration error: how far said and come lie apart, a lead on average (Naeini et al. 2015). */
export function calibrationError(chances: ArrayLike<number>, labels: ArrayLike<number>, many = 10): number {
  const buckets = calibration(chances, labels, many)
  const all = buckets.reduce((sum, { count }) => sum + count, 0)
  return buckets.reduce((sum, { said, came, count }) => sum + (count / all) * Math.abs(said - came), 0)
}

/** A point of a curve, both from 0 to 1. */
export type Point = readonly [x: number, y: number]

/**
 * The receiver's operating curve at about `many` points: of the lost leads the share taken (x) against that of the won (y),
 * the best score first. Leads of one score are taken together.
 */
export function rocOf(scores: ArrayLike<number>, labels: ArrayLike<number>, many = 60): Point[] {
  const order = ranked(scores)
  const all = order.reduce((sum, i) => sum + labels[i]!, 0)
  const points: Point[] = [[0, 0]]
  let won = 0
  order.forEach((i, at) => {
    won += labels[i]!
    const ends = at + 1 === order.length || scores[order[at + 1]!] !== scores[i]
    if (ends) points.push([(at + 1 - won) / (order.length - all), won / all])
  })
  const step = Math.max(1, Math.ceil(points.length / many))
  return points.filter((_, at) => at % step === 0 || at === points.length - 1)
}

/** Of all won leads the share among the best 10 %, 20 %, … 100 %. */
export function liftOf(scores: ArrayLike<number>, labels: ArrayLike<number>): Point[] {
  return Array.from({ length: 11 }, (_, tenth) => [
    tenth / 10,
    tenth === 0 ? 0 : caught(scores, labels, tenth / 10),
  ])
}
