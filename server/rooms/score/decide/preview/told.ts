/** How well a score tells the won from the lost: what a preview shows of either side. */
import type { Told } from '../../../../../contract/preview.ts'
import { chanceAt, fitIsotonic } from '../learned/isotonic.ts'
import { calibration, calibrationError, caught, liftOf, rocOf } from '../learned/judge.ts'

interface Known {
  readonly auc: number
  readonly margin: number
}

/**
 * Lift, curves and calibration of one score. A score is no chance: what chance it means is learned on one half of the leads
 * and judged on the other, both ways round, so that no lead is judged by a curve that has seen it.
 */
export function toldBy(scores: ArrayLike<number>, labels: ArrayLike<number>, known: Known): Told {
  const chances = crossed(scores, labels)
  return {
    ...known,
    top10: caught(scores, labels, 0.1),
    top30: caught(scores, labels, 0.3),
    ece: calibrationError(chances, labels),
    buckets: [...calibration(chances, labels)],
    roc: rocOf(scores, labels).map(([x, y]) => [x, y]),
    lift: liftOf(scores, labels).map(([x, y]) => [x, y]),
  }
}

/** Every lead's chance by the other half's curve; the halves take turns in the order of arrival. */
function crossed(scores: ArrayLike<number>, labels: ArrayLike<number>): Float64Array {
  const half = (odd: number) => {
    const rows = Array.from({ length: scores.length }, (_, i) => i).filter((i) => i % 2 === odd)
    return fitIsotonic(
      rows.map((i) => scores[i]!),
      rows.map((i) => labels[i]!),
    )
  }
  const curves = [half(1), half(0)]
  return Float64Array.from({ length: scores.length }, (_, i) => chanceAt(curves[i % 2]!, scores[i]!))
}
