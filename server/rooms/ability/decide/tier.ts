import type { AbilityTier } from '../../../../contract/ability.ts'

export interface Standing {
  /** Null: not known yet. */
  readonly tier: string | null
  /** When it last moved; null: never. */
  readonly since: Date | null
}

interface Seen {
  /** Bounds of the interval over what is usual among the same leads: 1 is as good as all. */
  readonly low: number
  readonly high: number
  /** Leads that count, by their age. */
  readonly weight: number
  readonly now: Date
}

interface Terms {
  /** Best first; the last begins at 0. */
  readonly tiers: readonly AbilityTier[]
  readonly minLeads: number
  readonly minDays: number
}

const DAY = 86_400_000 // ms

/**
 * The tier somebody is in now. Who has leads enough begins where the usual rep is. From there it rises only to a tier that the
 * whole interval has cleared, and falls only out of one that the whole interval lies under, at most once in `minDays`: what may be
 * chance moves nobody. Once less than half the leads are left that were needed, it is not known any more.
 */
export function tierAfter(held: Standing, seen: Seen, { tiers, minLeads, minDays }: Terms): string | null {
  const at = tiers.findIndex(({ name }) => name === held.tier)
  if (at < 0) return seen.weight < minLeads ? null : settled(usual(tiers), seen, tiers)
  if (seen.weight < minLeads / 2) return null
  if (held.since && +seen.now - +held.since < minDays * DAY) return held.tier
  return settled(at, seen, tiers)
}

const usual = (tiers: readonly AbilityTier[]) => placeOf(1, tiers)

/** Where the value lies: the best tier it is not below. */
function placeOf(value: number, tiers: readonly AbilityTier[]): number {
  const at = tiers.findIndex(({ from }) => value >= from)
  return at < 0 ? tiers.length - 1 : at
}

function settled(at: number, { low, high }: Seen, tiers: readonly AbilityTier[]): string {
  const [best, worst] = [placeOf(high, tiers), placeOf(low, tiers)]
  // The lower end has cleared every tier from `worst` on; the upper end lies under every tier before `best`.
  return tiers[Math.max(best, Math.min(at, worst))]!.name
}
