/**
 * Logistic regression with a quadratic penalty, by Newton's method (iteratively reweighted least squares: Hastie,
 * Tibshirani & Friedman, The Elements of Statistical Learning, §4.4.1), on features of which each row has few: the cells
 * it lies in.
 */
import { solve } from './solve.ts'

/** Rows of features that are 1: row i has `cells[from[i]] … cells[from[i + 1]]`. */
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
export function fitLogistic(cells: Cells, { labels, rows, penalties, near }: Fitting): Fit {
  const n = cells.width + 1
  const won = rows.reduce((sum, i) => sum + labels[i]!, 0)
  let intercept = near?.intercept ?? Math.log((won + 0.5) / (rows.length - won + 0.5))
  let weights = new Float64Array(cells.width)
  if (near) weights.set(near.weights)
  let before = Infinity
  for (let round = 0; round < ROUNDS; round++) {
    const { hessian, gradient, loss } = slope({ intercept, weights }, cells, { labels, rows, penalties })
    if (before - loss < ENOUGH * (1 + Math.abs(loss))) break
    before = loss
    const step = solve(hessian, gradient)
    if (!step) break
    intercept -= step[n - 1]!
    weights = weights.map((weight, j) => weight - step[j]!)
  }
  return { intercept, weights }
}

interface Slope {
  hessian: Float64Array
  gradient: Float64Array
  loss: number
}

function slope(
  fit: Fit,
  cells: Cells,
  { labels, rows, penalties }: { labels: Uint8Array; rows: Int32Array; penalties: readonly Penalty[] },
): Slope {
  const n = cells.width + 1
  const hessian = new Float64Array(n * n)
  const gradient = new Float64Array(n)
  let loss = 0
  for (const i of rows) {
    const x = logit(fit, cells, i)
    const p = sigmoid(x)
    const y = labels[i]!
    loss += Math.log1p(Math.exp(-Math.abs(x))) + (x > 0 ? x * (1 - y) : -x * y)
    const residual = p - y
    const curve = Math.max(p * (1 - p), 1e-9)
    gradient[n - 1]! += residual
    hessian[n * n - 1]! += curve
    for (let k = cells.from[i]!; k < cells.from[i + 1]!; k++) {
      const a = cells.cells[k]!
      gradient[a]! += residual
      hessian[(n - 1) * n + a]! += curve
      for (let l = cells.from[i]!; l <= k; l++) {
        const b = cells.cells[l]!
        hessian[a > b ? a * n + b : b * n + a]! += curve
      }
    }
  }
  for (const { a, b, weight } of penalties) {
    const gap = fit.weights[a]! - (b < 0 ? 0 : fit.weights[b]!)
    loss += 0.5 * weight * gap * gap
    gradient[a]! += weight * gap
    hessian[a * n + a]! += weight
    if (b < 0) continue
    gradient[b]! -= weight * gap
    hessian[b * n + b]! += weight
    hessian[a > b ? a * n + b : b * n + a]! -= weight
  }
  return { hessian, gradient, loss }
}
