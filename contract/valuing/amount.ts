/** Money is counted in whole minor units; nothing here ever goes through a fraction. */

/** No lead is worth more (minor units): far above any sale, and every sum of such still is a whole number exactly. */
export const MOST = 1_000_000_000_000

/**
 * a × b ÷ c in whole numbers, exact, a half rounded away from zero: the one rounding of every amount that is multiplied.
 * `c` is above 0.
 */
export function mulDiv(a: number, b: number, c: number): number {
  const product = BigInt(a) * BigInt(b)
  const by = BigInt(c)
  const whole = (2n * (product < 0n ? -product : product) + by) / (2n * by)
  return Number(product < 0n ? -whole : whole)
}

/** The mean of `count` amounts that add up to `sum`, drawn to `to` as if `weight` more amounts were that; rounded as `mulDiv`. */
export function drawnMean({ sum, count }: Counted, { to, weight }: { to: number; weight: number }): number {
  const whole = BigInt(sum) + BigInt(to) * BigInt(weight)
  return divided(whole, BigInt(count + weight))
}

/** Amounts of money that were counted. */
export interface Counted {
  readonly sum: number
  readonly count: number
}

function divided(a: bigint, b: bigint): number {
  const whole = (2n * (a < 0n ? -a : a) + b) / (2n * b)
  return Number(a < 0n ? -whole : whole)
}
