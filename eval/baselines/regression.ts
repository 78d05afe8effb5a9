/** Plain logistic regression, as scikit-learn's with its defaults: scaled columns, a ridge of C = 1, by Newton's method. */
import { solve } from '../../server/rooms/score/decide/learned/solve.ts'
import type { Matrix } from './matrix.ts'

const ROUNDS = 25

/** Trains on the rows of `train`; returns the log-odds of every row. */
export function regression(matrix: Matrix, labels: Uint8Array, train: Int32Array): Float64Array {
  const scaled = matrix.map((column) => scale(column, train))
  const width = scaled.length + 1
  const ones = new Float64Array(labels.length).fill(1)
  const all = [...scaled, ones]
  const weights = new Float64Array(width)
  for (let round = 0; round < ROUNDS; round++) {
    const hessian = new Float64Array(width * width)
    const gradient = new Float64Array(width)
    for (const i of train) {
      const row = Float64Array.from(all, (column) => column[i]!)
      const p = 1 / (1 + Math.exp(-row.reduce((sum, value, j) => sum + value * weights[j]!, 0)))
      for (let a = 0; a < width; a++) {
        gradient[a]! += (p - labels[i]!) * row[a]!
        const curve = p * (1 - p) * row[a]!
        for (let b = 0; b <= a; b++) hessian[a * width + b]! += curve * row[b]!
      }
    }
    for (let a = 0; a < width - 1; a++) {
      gradient[a]! += weights[a]!
      hessian[a * width + a]! += 1
    }
    const step = solve(hessian, gradient)
    if (!step) break
    step.forEach((change, j) => {
      weights[j]! -= change
    })
    if (step.every((change) => Math.abs(change) < 1e-7)) break
  }
  return Float64Array.from(ones, (_, i) => all.reduce((sum, column, j) => sum + column[i]! * weights[j]!, 0))
}

function scale(column: Float64Array, train: Int32Array): Float64Array {
  const mean = train.reduce((sum, i) => sum + column[i]!, 0) / train.length
  const spread = Math.sqrt(train.reduce((sum, i) => sum + (column[i]! - mean) ** 2, 0) / train.length) || 1
  return column.map((value) => (value - mean) / spread)
}
