/** A decision as it was logged, and what another policy would have made of it. */
export interface Logged {
  /** The propensity of whoever got the lead, as it was kept: above 0. */
  readonly propensity: number
  /** With what chance the policy in question would have given it to the same. */
  readonly target: number
  /** What came of it: 1 for a win, 0 for none, or what it brought. */
  readonly reward: number
}

export interface Interval {
  readonly mean: number
  readonly low: number
  readonly high: number
}

export interface Estimate {
  /** What the policy would have brought per decision, unbiased: the mean of reward × target ÷ propensity. */
  readonly plain: Interval
  /** The same over the sum of the weights: a little biased in few decisions, and steadier. Undefined weights (none) give 0. */
  readonly steady: Interval
  /** Decisions that say as much without weights (Kish): few of many means that the two policies hardly agree. */
  readonly effective: number
  readonly decisions: number
}

/** Of a normal distribution: 95 % lie within. */
const Z = 1.959964

/**
 * What a policy would have brought, from decisions another one took by chance (inverse propensity: Horvitz and Thompson 1952;
 * self-normalised: Swaminathan and Joachims 2015). True only where every candidate had a chance: what was never tried tells nothing.
 * Intervals of 95 % by the normal approximation.
 */
export function estimate(logged: readonly Logged[]): Estimate {
  const n = logged.length
  const weights = logged.map(({ target, propensity }) => target / propensity)
  const sum = total(weights)
  const squares = total(weights.map((weight) => weight * weight))
  const gains = logged.map(({ reward }, at) => weights[at]! * reward)
  const plain = n > 0 ? total(gains) / n : 0
  const steady = sum > 0 ? total(gains) / sum : 0
  const spread = total(gains.map((gain) => (gain - plain) ** 2))
  const apart = total(logged.map(({ reward }, at) => (weights[at]! * (reward - steady)) ** 2))
  return {
    plain: within(plain, n > 1 ? Math.sqrt(spread / (n - 1) / n) : Infinity),
    steady: within(steady, sum > 0 ? Math.sqrt(apart) / sum : Infinity),
    effective: squares > 0 ? (sum * sum) / squares : 0,
    decisions: n,
  }
}

const within = (mean: number, error: number): Interval => ({
  mean,
  low: mean - Z * error,
  high: mean + Z * error,
})
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)
