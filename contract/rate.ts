import { z } from 'zod'

/** A share with its 95 % interval by Wilson's method; null of nothing. */
export const rate = z.object({ share: z.number(), lower: z.number(), upper: z.number() }).nullable()
export type Rate = z.infer<typeof rate>

/** How many deviations a 95 % interval reaches to either side, and a one-sided one. */
export const TWO_SIDED = 1.959964
export const ONE_SIDED = 1.645

/**
 * Wilson's score interval (E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", JASA
 * 22, 1927): the shares that are compatible with `many` of `of`, which stays sensible for few and for extreme ones.
 */
export function wilson(many: number, of: number, deviations: number): { lower: number; upper: number } {
  if (of === 0) return { lower: 0, upper: 1 }
  const share = many / of
  const square = deviations ** 2
  const middle = share + square / (2 * of)
  const reach = deviations * Math.sqrt((share * (1 - share)) / of + square / (4 * of * of))
  const whole = 1 + square / of
  return { lower: Math.max(0, (middle - reach) / whole), upper: Math.min(1, (middle + reach) / whole) }
}

/** The share of `many` among `of`, with its interval. */
export function rateOf(many: number, of: number): Rate {
  return of === 0 ? null : { share: many / of, ...wilson(many, of, TWO_SIDED) }
}
