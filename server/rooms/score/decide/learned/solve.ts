/**
 * Solves A x = b for a symmetric, positive definite A by Cholesky's decomposition (Golub & Van Loan, Matrix Computations,
 * §4.2). `a` holds A by rows and is overwritten. Returns null where A is not positive definite.
 */
export function solve(a: Float64Array, b: Float64Array): Float64Array | null {
  return decompose(a, b.length) ? substitute(a, b) : null
}

/** Solves L Lᵀ x = b for what `decompose` made. */
export function substitute(l: Float64Array, b: Float64Array): Float64Array {
  const n = b.length
  const x = Float64Array.from(b)
  for (let i = 0; i < n; i++) x[i] = (x[i]! - dotOf(l, i * n, x, i)) / l[i * n + i]!
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!
    for (let k = i + 1; k < n; k++) sum -= l[k * n + i]! * x[k]!
    x[i] = sum / l[i * n + i]!
  }
  return x
}

function dotOf(l: Float64Array, row: number, x: Float64Array, many: number): number {
  let sum = 0
  for (let k = 0; k < many; k++) sum += l[row + k]! * x[k]!
  return sum
}

/** The lower triangle of `a` becomes L of A = L Lᵀ; false where there is none. */
export function decompose(a: Float64Array, n: number): boolean {
  for (let j = 0; j < n; j++) {
    const at = j * n
    const pivot = a[at + j]! - dot(a, at, at, j)
    if (!(pivot > 0 && Number.isFinite(pivot))) return false
    const root = Math.sqrt(pivot)
    a[at + j] = root
    let i = j + 1
    for (; i + 3 < n; i += 4) below(a, i * n, { n, at, j, root })
    for (; i < n; i++) a[i * n + j] = (a[i * n + j]! - dot(a, i * n, at, j)) / root
  }
  return true
}

function dot(a: Float64Array, one: number, other: number, many: number): number {
  let sum = 0
  for (let k = 0; k < many; k++) sum += a[one + k]! * a[other + k]!
  return sum
}

interface Pivot {
  readonly n: number
  readonly at: number
  readonly j: number
  readonly root: number
}

/** Column j of four rows at once: their sums do not wait for each other, which is most of the time it takes. */
function below(a: Float64Array, first: number, { n, at, j, root }: Pivot): void {
  const [second, third, fourth] = [first + n, first + 2 * n, first + 3 * n]
  let [s0, s1, s2, s3] = [0, 0, 0, 0]
  for (let k = 0; k < j; k++) {
    const pivot = a[at + k]!
    s0 += a[first + k]! * pivot
    s1 += a[second + k]! * pivot
    s2 += a[third + k]! * pivot
    s3 += a[fourth + k]! * pivot
  }
  a[first + j] = (a[first + j]! - s0) / root
  a[second + j] = (a[second + j]! - s1) / root
  a[third + j] = (a[third + j]! - s2) / root
  a[fourth + j] = (a[fourth + j]! - s3) / root
}
