import { betaQuantile } from './beta.ts'

/** What is believed of a chance to win: Beta(wins + …, losses + …), as its mean and how many leads it weighs. */
export interface Belief {
  readonly mean: number
  readonly strength: number
}

/**
 * What somebody's leads say, on no scale yet: each won lead adds `1 − chance` to `up`, each lost one `chance` to `down`, where
 * chance is what leads of its kind are won with. So a lead that is hard to win says more when it is won, an easy one when it is
 * lost; up / down is the odds ratio of Mantel & Haenszel (1959) against all, and sums of it never depend on the order.
 */
export interface Evidence {
  readonly up: number
  readonly down: number
}

export const nothing: Evidence = { up: 0, down: 0 }

export const plus = (a: Evidence, b: Evidence): Evidence => ({ up: a.up + b.up, down: a.down + b.down })
export const minus = (a: Evidence, b: Evidence): Evidence => ({
  up: Math.max(0, a.up - b.up),
  down: Math.max(0, a.down - b.down),
})
export const times = ({ up, down }: Evidence, by: number): Evidence => ({ up: up * by, down: down * by })

/** Evidence in wins and losses of leads that all would have the chance `base`. */
export function leadsAt(base: number, { up, down }: Evidence): { wins: number; losses: number } {
  return { wins: up / (1 - base), losses: down / base }
}

/** A belief after evidence, on the scale of `base`: the conjugate posterior (Gelman et al., Bayesian Data Analysis, §2.4). */
export function believe(prior: Belief, base: number, evidence: Evidence): Belief {
  const { wins, losses } = leadsAt(base, evidence)
  const strength = prior.strength + wins + losses
  return { mean: (prior.mean * prior.strength + wins) / strength, strength }
}

const odds = (chance: number) => chance / (1 - chance)
const chanceOf = (ratio: number) => ratio / (1 + ratio)

/** The chance among leads that are usually won with `to`, of who wins `mean` where `from` is usual: the same odds ratio. */
export function shifted(mean: number, from: number, to: number): number {
  return chanceOf((odds(mean) * odds(to)) / odds(from))
}

/** Two uncertainties of one chance, one upon the other: variances of a share are about mean (1 − mean) / (strength + 1). */
export function loosened(strength: number, by: number): number {
  return Math.max(1, 1 / (1 / (strength + 1) + 1 / (by + 1)) - 1)
}

/** A belief carried over to leads of another base, no firmer than such beliefs are alike. */
export function carried(
  { mean, strength }: Belief,
  [from, to]: readonly [number, number],
  alike: number,
): Belief {
  const there = kept(shifted(mean, from, to))
  // What is known of the odds stays; in leads of another chance that is another number of them.
  const same = (strength * mean * (1 - mean)) / (there * (1 - there))
  return { mean: there, strength: loosened(same, alike) }
}

/** A chance is never said to be none or certain. */
export const kept = (chance: number) => Math.min(0.999, Math.max(0.001, chance))

/** The interval a belief lies in with probability .9. */
export function interval({ mean, strength }: Belief): { low: number; high: number } {
  const [a, b] = [mean * strength, (1 - mean) * strength]
  return { low: betaQuantile(0.05, a, b), high: betaQuantile(0.95, a, b) }
}
