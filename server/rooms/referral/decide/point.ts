import type { ReferralState } from '../../../../contract/referral.ts'
import type { Pointed } from '../../../lead/pointed.ts'

/** What decides whom a referral points at. */
export interface Referral {
  readonly referrerId: string
  readonly referrerState: ReferralState
  readonly state: ReferralState
  /** Flagged so that somebody must look first, and nobody has. */
  readonly barred: boolean
  readonly repId: string | null
  readonly repHere: boolean
  /** The team that was said, else the rep's. */
  readonly teamId: string | null
}

/**
 * The referrer's rep, where they are still with us; else the team; else nobody. An unverified referrer points all the same:
 * the lead must go to somebody, and nobody can better say whether it is true. `because.missing` says what was not there:
 * refused, flagged, noRep, repLeft (with the team, or with nobody).
 */
export function pointOf(referral: Referral): Pointed {
  const { referrerId, referrerState, state, barred, repId, repHere, teamId } = referral
  const nobody = (missing: string): Pointed => ({
    userIds: [],
    teamId: null,
    because: { referrerId, missing },
  })
  if (referrerState === 'refused' || state === 'refused') return nobody('refused')
  if (barred) return nobody('flagged')
  if (repId !== null && repHere)
    return { userIds: [repId], teamId: null, because: { referrerId, missing: null } }
  const missing = repId === null ? 'noRep' : 'repLeft'
  return teamId === null
    ? nobody(missing)
    : { userIds: [], teamId, because: { referrerId, missing, repId, teamId } }
}
