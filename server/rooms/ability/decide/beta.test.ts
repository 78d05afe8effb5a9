import fc from 'fast-check'
import { expect, test } from 'vitest'
import { betaQuantile, betaShare } from './beta.ts'

const parameter = fc.double({ min: 0.3, max: 800, noNaN: true })
const share = fc.double({ min: 0.001, max: 0.999, noNaN: true })

/** Of whole a and b it is a binomial tail: at least a of a + b − 1 (Abramowitz & Stegun 26.5.24). */
function tail(x: number, a: number, b: number): number {
  const n = a + b - 1
  let choose = 1
  let sum = 0
  for (let k = 0; k <= n; k++) {
    if (k >= a) sum += choose * x ** k * (1 - x) ** (n - k)
    choose = (choose * (n - k)) / (k + 1)
  }
  return sum
}

test('is a binomial tail where its parameters are whole', () => {
  const whole = fc.integer({ min: 1, max: 25 })
  fc.assert(
    fc.property(share, whole, whole, (x, a, b) => {
      expect(betaShare(x, a, b)).toBeCloseTo(tail(x, a, b), 11)
    }),
  )
})

test('is the arcsine law at a half, and a power at b = 1', () => {
  fc.assert(
    fc.property(share, parameter, (x, a) => {
      expect(betaShare(x, 0.5, 0.5)).toBeCloseTo((2 / Math.PI) * Math.asin(Math.sqrt(x)), 11)
      expect(betaShare(x, a, 1)).toBeCloseTo(x ** a, 11)
    }),
  )
})

test('a quantile is where the share lies, and mirrors', () => {
  fc.assert(
    fc.property(share, parameter, parameter, (p, a, b) => {
      const at = betaQuantile(p, a, b)
      // At the very ends the share climbs too steeply for a billionth to be near enough
      if (at > 1e-4 && at < 1 - 1e-4) expect(betaShare(at, a, b)).toBeCloseTo(p, 5)
      expect(at + betaQuantile(1 - p, b, a)).toBeCloseTo(1, 7)
    }),
  )
})

test('0 and 1 are the ends', () => {
  expect([betaShare(0, 2, 3), betaShare(1, 2, 3), betaShare(-1, 2, 3)]).toEqual([0, 1, 0])
})
