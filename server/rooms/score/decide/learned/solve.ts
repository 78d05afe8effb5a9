/**
 * Solves A x = b for a symmetric, positive definite A by Cholesky's decomposition (Golub & Van Loan, Matrix Computations,
 * §4.2). `a` holds A by rows and is overwritten. Returns null where A is not positive definite.
 */
export function solve(a: Float64Array, b: Float64Array): Float64Array | null {
  const n = b.length
  if (!decompose(a, n)) return null
  const x = Float64Array.from(b)
  for (let i = 0; i < n; i++) {
    let sum = x[i]!
    for (let k = 0; k < i; k++) sum -= a[i * n + k]! * x[k]!
    x[i] = sum / a[i * n + i]!
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!
    for (let k = i + 1; k < n; k++) sum -= a[k * n + i]! * x[k]!
    x[i] = sum / a[i * n + i]!
  }
  return x
}

/** The lower triangle of `a` becomes L of A = L Lᵀ; false where there is none. */
function decompose(a: Float64Array, n: number): boolean {
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = a[i * n + j]!
      for (let k = 0; k < j; k++) sum -= a[i * n + k]! * a[j * n + k]!
      if (i > j) a[i * n + j] = sum / a[j * n + j]!
      else if (sum > 0 && Number.isFinite(sum)) a[j * n + j] = Math.sqrt(sum)
      else return false
    }
  }
  return true
}
