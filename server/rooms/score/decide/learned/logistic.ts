/**
 * Logistic regression with a quadratic penalty, by Newton's method (iteratively reweighted least squares: Hastie,
 * Tibshirani & Friedman, The Elements of Statistical Learning, §4.4.1), on features of which each row has few: the cells
 * it lies in.
 */
import { decompose, substitute } from './solve.ts'

/** Rows of features that are 1: row i has `cells[from[i]] … cells[from[i + 1]]`, rising. */
export interface Cells {
  readonly from: Int32Array
  readonly cells: Int32Array
  /** Number of features. */
  readonly width: number
}
/** λ/2 · (Σ weight · (β[a] − β[b])²), or of β[a] alone where b is −1. */
export interface Penalty {
  readonly a: number
  readonly b: number
  readonly weight: number
}
export interface Fit {
  readonly intercept: number
  readonly weights: Float64Array
}

const ROUNDS = 30
/** Of the loss: less than a millionth better is no better by any digit that is shown. */
const ENOUGH = 1e-6
/** While a round still betters the loss by more than this share of it, its curvature is reckoned anew. */
const FAR = 1e-2

export const sigmoid = (x: number) => 1 / (1 + Math.exp(-x))

/** The log-odds of row `i`. */
export function logit({ intercept, weights }: Fit, { from, cells }: Cells, i: number): number {
  let sum = intercept
  for (let k = from[i]!; k < from[i + 1]!; k++) sum += weights[cells[k]!]!
  return sum
}

interface Fitting {
  readonly labels: Uint8Array
  readonly rows: Int32Array
  readonly penalties: readonly Penalty[]
  /** Where to begin: a fit of the first of the features. */
  readonly near?: Fit | undefined
}

/**
 * The weights under which the labels (0 or 1) of `rows` are likeliest, less the penalty. Penalties must make every feature's
 * weight unique (one of `b` −1 for each), as a sum of squares does.
 */
export function fitLogistic(cells: Cells, fitting: Fitting): Fit {
  const { labels, rows, near } = fitting
  const n = cells.width + 1
  const won = rows.reduce((sum, i) => sum + labels[i]!, 0)
  let fit: Fit = {
    intercept: near?.intercept ?? Math.log((won + 0.5) / (rows.length - won + 0.5)),
    weights: new Float64Array(cells.width),
  }
  if (near) fit.weights.set(near.weights)
  let curved: Float64Array | null = null
  let before = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const { gradient, loss, chances } = slope(fit, cells, fitting)
    const better = before - loss
    if (better < ENOUGH * (1 + Math.abs(loss)) && better >= 0) break
    // Near the end the curvature hardly changes, and reckoning it is most of the work (the chord method)
    if (!curved || !(better >= 0 && better < FAR * Math.abs(loss))) {
      curved = curvature(cells, fitting, chances)
      if (!decompose(curved, n)) break
    }
    before = loss
    const step = substitute(curved, gradient)
    fit = {
      intercept: fit.intercept - step[n - 1]!,
      weights: fit.weights.map((weight, j) => weight - step[j]!),
    }
  }
  return fit
}

interface Slope {
  readonly gradient: Float64Array
  readonly loss: number
  /** By place among the rows. */
  readonly chances: Float64Array
}

function slope(fit: Fit, cells: Cells, { labels, rows, penalties }: Fitting): Slope {
  const gradient = new Float64Array(cells.width + 1)
  const chances = new Float64Array(rows.length)
  let loss = 0
  for (const [at, i] of rows.entries()) {
    const x = logit(fit, cells, i)
    const y = labels[i]!
    chances[at] = sigmoid(x)
    loss += Math.log1p(Math.exp(-Math.abs(x))) + (x > 0 ? x * (1 - y) : -x * y)
    const residual = chances[at] - y
    gradient[cells.width]! += residual
    for (let k = cells.from[i]!; k < cells.from[i + 1]!; k++) gradient[cells.cells[k]!]! += residual
  }
  for (const { a, b, weight } of penalties) {
    const gap = fit.weights[a]! - (b < 0 ? 0 : fit.weights[b]!)
    loss += 0.5 * weight * gap * gap
    gradient[a]! += weight * gap
    if (b >= 0) gradient[b]! -= weight * gap
  }
  return { gradient, loss, chances }
}

/** The second derivatives: the lower triangle by rows, the intercept last. */
function curvature(
  { width, from, cells }: Cells,
  { rows, penalties }: Fitting,
  chances: Float64Array,
): Float64Array {
  const n = width + 1
  const hessian = new Float64Array(n * n)
  for (const [at, i] of rows.entries()) {
    const curve = Math.max(chances[at]! * (1 - chances[at]!), 1e-9)
    hessian[n * n - 1]! += curve
    for (let k = from[i]!; k < from[i + 1]!; k++) {
      const a = cells[k]! * n
      hessian[width * n + cells[k]!]! += curve
      for (let l = from[i]!; l <= k; l++) hessian[a + cells[l]!]! += curve
    }
  }
  for (const { a, b, weight } of penalties) {
    hessian[a * n + a]! += weight
    if (b < 0) continue
    hessian[b * n + b]! += weight
    hessian[Math.max(a, b) * n + Math.min(a, b)]! -= weight
  }
  return hessian
}
