/** Leads of one rep, with the chance they were expected to be won with. */
export interface Group {
  readonly wins: number
  readonly losses: number
  readonly mean: number
}

/** In so many leads a prior is weighed where too few reps tell how far they differ. */
export const USUAL_STRENGTH = 25
const [LEAST, MOST] = [8, 200]
/** Fewer reps with at least so many leads say nothing of how far reps differ. */
const FEWEST_GROUPS = 6
const FEWEST_LEADS = 5
const BEHIND = 8
/** Sums in another order differ by that at most, and must not count another group. */
const NEAR = 1e-6

/**
 * How many leads a prior is worth, by how far groups lie apart beyond what chance explains: beta-binomial by the method of
 * moments (Kleinman 1973; Gelman et al., Bayesian Data Analysis, ch. 5). `fitted` false: too few groups, the usual one.
 */
export function fitStrength(groups: readonly Group[]): { strength: number; fitted: boolean } {
  const told = groups.filter(({ wins, losses }) => wins + losses > FEWEST_LEADS - NEAR)
  if (told.length < FEWEST_GROUPS) return { strength: USUAL_STRENGTH, fitted: false }
  let [apart, byChance, spread] = [0, 0, 0]
  for (const { wins, losses, mean } of told) {
    const n = wins + losses
    const variance = mean * (1 - mean)
    apart += (wins - n * mean) ** 2
    byChance += n * variance
    spread += n * (n - 1) * variance
  }
  // The means were fitted to the same groups, which takes one of them. A few groups tell little of how far they lie apart: the
  // usual strength stands behind them, as if so many more had shown it.
  const beyond = (apart * told.length) / (told.length - 1) - byChance
  const behind = (BEHIND / told.length) * spread
  const unlike = (beyond + behind / (USUAL_STRENGTH + 1)) / (spread + behind)
  const strength = unlike <= 0 ? MOST : 1 / unlike - 1
  return { strength: Math.min(MOST, Math.max(LEAST, strength)), fitted: true }
}

/** What n leads of one group say of the mean of groups, in leads: never more than a prior is worth. */
export const discount = (n: number, strength: number) => 1 / (1 + (n - 1) / (strength + 1))
