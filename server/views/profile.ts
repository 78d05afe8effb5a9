import type { LeadStanding, Verdict } from '../../contract/profile.ts'
import type { Scope } from '../people/scope.ts'
import type { Reasons } from '../rooms/profile/decide/standing.ts'

/** How a lead stands beside the ideal customer, as its row has it. */
export interface Stands {
  readonly profileVerdict: Verdict | null
  readonly profileKept: boolean
  readonly profileReasons: Reasons | null
  readonly profileVersion: number | null
}

/** Whether somebody may know which leads go on at random although they are ruled out: who works them may not, or it would show. */
export function measures({ all, unheld }: Pick<Scope, 'all' | 'unheld'>): boolean {
  return all || unheld
}

/** How a lead stands, as far as the reader may know. */
export function standingShown(
  { profileVerdict, profileKept, profileReasons, profileVersion }: Stands,
  told: boolean,
): LeadStanding | null {
  if (!profileVerdict || !profileReasons || profileVersion === null) return null
  const { name, because, missing, met, unknown } = profileReasons
  const shown = { name, version: profileVersion, met, unknown, missing: [...missing] }
  if (!profileKept) return { ...shown, verdict: profileVerdict, because: [...because], kept: false }
  if (told) return { ...shown, verdict: 'unfit', because: [...because], kept: true }
  return { ...shown, verdict: profileVerdict, because: [], kept: false }
}
