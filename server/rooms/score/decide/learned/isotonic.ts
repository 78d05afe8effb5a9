/**
 * Scores → probabilities that never fall as the score rises, by pooling adjacent violators (Ayer et al. 1955; for
 * classifiers Zadrozny & Elkan 2002).
 */
export interface Calibrator {
  /** Rising scores, and the probability at each; between two the line. */
  readonly scores: readonly number[]
  readonly chances: readonly number[]
}

/**
 * The best rising steps of `labels` (0 or 1) over `scores`, as points at the middle of each step. Each step is drawn to the
 * mean by one lead's weight, so that none says never or always; a small step is drawn further than a large one, so steps
 * are compared, and pooled, as they stand after it.
 */
export function fitIsotonic(scores: ArrayLike<number>, labels: ArrayLike<number>): Calibrator {
  const order = Int32Array.from({ length: scores.length }, (_, i) => i).sort(
    (a, b) => scores[a]! - scores[b]!,
  )
  const mean = Array.from(labels).reduce((sum, label) => sum + label, 0) / scores.length
  const drawn = (step: { won: number; count: number }) => (step.won + mean) / (step.count + 1)
  const steps: { score: number; won: number; count: number }[] = []
  for (let at = 0; at < order.length;) {
    const score = scores[order[at]!]!
    let step = { score: 0, won: 0, count: 0 }
    // Leads of one score are one step from the start
    for (; at < order.length && scores[order[at]!] === score; at++)
      step = { score: step.score + score, won: step.won + labels[order[at]!]!, count: step.count + 1 }
    for (let last = steps.at(-1); last && drawn(last) >= drawn(step); last = steps.at(-1)) {
      steps.pop()
      step = { score: step.score + last.score, won: step.won + last.won, count: step.count + last.count }
    }
    steps.push(step)
  }
  return {
    scores: steps.map(({ score, count }) => score / count),
    chances: steps.map(drawn),
  }
}

/** The probability at a score: on the line between the two points beside it, level beyond the first and the last. */
export function chanceAt({ scores, chances }: Calibrator, score: number): number {
  let [low, high] = [0, scores.length - 1]
  if (!(score > scores[low]!)) return chances[low]!
  if (score >= scores[high]!) return chances[high]!
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (scores[middle]! <= score) low = middle
    else high = middle
  }
  const part = (score - scores[low]!) / (scores[high]! - scores[low]!)
  return chances[low]! + part * (chances[high]! - chances[low]!)
}
