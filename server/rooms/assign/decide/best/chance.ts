/** What a rep is thought to win of leads of a kind, and what all win of them. */
export interface Able {
  readonly mean: number
  readonly base: number
}

/** Nothing is certain, and a logit needs that said. */
const LEAST = 0.001

/**
 * With what chance a rep wins a lead: the lead's chance, moved by as much on the logit scale as the rep's ability lies from what
 * all win of such leads: logit p = logit p(lead) + logit ability − logit base. Without a chance of the lead it is the base that
 * is moved, without an ability (never reckoned) nothing is. docs/decisions/best-to-best.md says where that is from.
 */
export function chanceOf(lead: number | null, able: Able | undefined): number {
  if (!able) return within(lead ?? 0.5)
  return unlogit(logit(lead ?? able.base) + logit(able.mean) - logit(able.base))
}

/** A chance that is neither none nor certain. */
export const within = (chance: number) => Math.min(1 - LEAST, Math.max(LEAST, chance))
/** On the logit scale, and back. */
export const logit = (chance: number) => Math.log(within(chance) / (1 - within(chance)))
export const unlogit = (at: number) => within(1 / (1 + Math.exp(-at)))
