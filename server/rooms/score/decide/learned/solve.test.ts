import fc from 'fast-check'
import { expect, test } from 'vitest'
import { solve } from './solve.ts'

const some = fc.double({ min: -10, max: 10, noNaN: true })

test('the solution of what was made from a square of any matrix', () => {
  const sized = fc.integer({ min: 1, max: 6 }).chain((n) =>
    fc.record({
      m: fc.array(some, { minLength: n * n, maxLength: n * n }),
      x: fc.array(some, { minLength: n, maxLength: n }),
    }),
  )
  fc.assert(
    fc.property(sized, ({ m, x }) => {
      const n = x.length
      // M Mᵀ + I is positive definite, whatever M
      const a = Float64Array.from({ length: n * n }, (_, at) => {
        const [i, j] = [Math.floor(at / n), at % n]
        return x.reduce((sum, __, k) => sum + m[i * n + k]! * m[j * n + k]!, i === j ? 1 : 0)
      })
      const b = Float64Array.from(x, (_, i) => x.reduce((sum, value, j) => sum + a[i * n + j]! * value, 0))
      const found = solve(a, b)!
      found.forEach((value, i) => expect(value).toBeCloseTo(x[i]!, 4))
    }),
  )
})

test('no solution where the matrix is not positive definite', () => {
  expect(solve(Float64Array.of(1, 2, 2, 1), Float64Array.of(1, 1))).toBeNull()
  expect(solve(Float64Array.of(NaN), Float64Array.of(1))).toBeNull()
})
