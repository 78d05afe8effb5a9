/**
 * Gradient boosting, as scikit-learn's GradientBoostingClassifier with its defaults: 100 trees of depth 3, each a tenth of a
 * step, the split by Friedman's improvement, the leaf by one Newton step (Friedman 2001).
 */
import type { Matrix } from './matrix.ts'

const TREES = 100
const DEPTH = 3
const RATE = 0.1

interface Split {
  readonly column: number
  readonly cut: number
  readonly gain: number
}
/** By node, as in a heap: the children of node k are 2k + 1 and 2k + 2; null where it is a leaf. */
interface Tree {
  readonly splits: readonly (Split | null)[]
  readonly values: Float64Array
}
/** A column's training rows by rising value, and those values. */
interface Sorted {
  readonly rows: Int32Array
  readonly values: Float64Array
}

/** Trains on the rows of `train`; returns the log-odds of every row. */
export function boosting(matrix: Matrix, labels: Uint8Array, train: Int32Array): Float64Array {
  const won = train.reduce((sum, i) => sum + labels[i]!, 0)
  const scores = new Float64Array(labels.length).fill(Math.log(won / (train.length - won)))
  const sorted = matrix.map((column): Sorted => {
    const rows = Int32Array.from(train).sort((a, b) => column[a]! - column[b]!)
    return { rows, values: Float64Array.from(rows, (i) => column[i]!) }
  })
  const residual = new Float64Array(labels.length)
  for (let round = 0; round < TREES; round++) {
    for (const i of train) residual[i] = labels[i]! - 1 / (1 + Math.exp(-scores[i]!))
    const { splits, values } = grow(matrix, sorted, { train, residual, labels })
    for (let i = 0; i < scores.length; i++) scores[i]! += RATE * values[leafOf(splits, matrix, i)]!
  }
  return scores
}

function leafOf(splits: Tree['splits'], matrix: Matrix, i: number): number {
  let node = 0
  for (let split = splits[node]; split; split = splits[node])
    node = 2 * node + (matrix[split.column]![i]! <= split.cut ? 1 : 2)
  return node
}

interface Left {
  readonly train: Int32Array
  readonly residual: Float64Array
  readonly labels: Uint8Array
}

function grow(matrix: Matrix, sorted: readonly Sorted[], { train, residual, labels }: Left): Tree {
  const nodes = new Int32Array(labels.length)
  const splits: (Split | null)[] = Array.from({ length: 2 ** (DEPTH + 1) - 1 }, () => null)
  for (let depth = 0; depth < DEPTH; depth++) {
    const first = 2 ** depth - 1
    bestSplits(sorted, { train, residual, nodes, first, many: 2 ** depth }).forEach((split, at) => {
      splits[first + at] = split
    })
    for (const i of train) {
      const split = splits[nodes[i]!]
      if (split) nodes[i] = 2 * nodes[i]! + (matrix[split.column]![i]! <= split.cut ? 1 : 2)
    }
  }
  const [sums, curves] = [new Float64Array(splits.length), new Float64Array(splits.length)]
  for (const i of train) {
    const p = labels[i]! - residual[i]!
    sums[nodes[i]!]! += residual[i]!
    curves[nodes[i]!]! += p * (1 - p)
  }
  return { splits, values: sums.map((sum, node) => (curves[node]! < 1e-150 ? 0 : sum / curves[node]!)) }
}

interface Level {
  readonly train: Int32Array
  readonly residual: Float64Array
  readonly nodes: Int32Array
  readonly first: number
  readonly many: number
}

/** The best split of each node of a level, in one pass over each column. */
function bestSplits(
  sorted: readonly Sorted[],
  { train, residual, nodes, first, many }: Level,
): (Split | null)[] {
  const [totals, counts] = [new Float64Array(many), new Float64Array(many)]
  const inLevel = (i: number) => nodes[i]! - first
  for (const i of train) {
    const at = inLevel(i)
    if (at < 0) continue
    totals[at]! += residual[i]!
    counts[at]!++
  }
  const best: (Split | null)[] = Array.from({ length: many }, () => null)
  const [sums, seen, last] = [new Float64Array(many), new Float64Array(many), new Float64Array(many)]
  sorted.forEach(({ rows, values }, column) => {
    sums.fill(0)
    seen.fill(0)
    for (let k = 0; k < rows.length; k++) {
      const at = inLevel(rows[k]!)
      if (at < 0) continue
      const here = values[k]!
      const n = seen[at]!
      if (n > 0 && last[at]! !== here) {
        const rest = counts[at]! - n
        const gap = sums[at]! / n - (totals[at]! - sums[at]!) / rest
        const gain = ((n * rest) / counts[at]!) * gap * gap
        if (gain > (best[at]?.gain ?? 1e-12)) best[at] = { column, cut: (last[at]! + here) / 2, gain }
      }
      sums[at]! += residual[rows[k]!]!
      seen[at] = n + 1
      last[at] = here
    }
  })
  return best
}
