import type { Role } from '../../../../contract/endpoint.ts'
import type { ReferralState, RewardState } from '../../../../contract/referral.ts'
import type { RefusalCode } from '../../../../contract/refusals.ts'

/** Where what is known of a referrer, or of a referral, may go. */
export const stateSteps: Readonly<Record<ReferralState, readonly ReferralState[]>> = {
  unverified: ['verified', 'refused'],
  verified: ['unverified', 'refused'],
  refused: ['unverified', 'verified'],
}

/**
 * Where a reward may go by hand. Becoming due is no step of anybody's: the lead's stage brings it, and `none` is what it
 * goes back to when the lead proves invalid. Paid is paid.
 */
export const rewardSteps: Readonly<Record<RewardState, readonly RewardState[]>> = {
  none: [],
  due: ['due', 'approved', 'refused'],
  approved: ['due', 'paid', 'refused'],
  refused: ['due'],
  paid: [],
}

/** All that a step of a reward turns on. */
export interface RewardAsk {
  readonly from: RewardState
  readonly to: RewardState
  readonly roles: readonly Role[]
  /** The one who asks is the referrer. */
  readonly own: boolean
  readonly counts: boolean
  readonly state: ReferralState
  readonly flagged: boolean
  readonly amount: number | null
  readonly reason: string | null
}

/** Why a reward may not go there, by whom; null where it may. */
export function rewardObstacle(ask: RewardAsk): RefusalCode | null {
  const { from, to, roles, own, counts, state, flagged, amount, reason } = ask
  if (!rewardSteps[from].includes(to)) return 'referral.step'
  const prepares = from === 'due' && to === 'due'
  if (!prepares && !roles.some((role) => role === 'manager' || role === 'admin')) return 'referral.approver'
  if (own) return 'referral.own'
  if (to === 'refused') return reason ? null : 'referral.reason_needed'
  if (to === 'due') return null
  if (!counts) return 'referral.not_counting'
  if (flagged) return 'referral.flagged'
  if (state !== 'verified') return 'referral.unverified'
  return amount === null ? 'referral.amount_needed' : null
}
