import type { NamedHow, ReferralState, RewardState } from '../../../../contract/referral.ts'

/** That somebody is said to have referred a lead, as far as it matters for who counts. */
export interface Naming {
  readonly referrerId: string
  readonly how: NamedHow
  readonly at: Date
  /** Whether the lead is really by them, and whether they are somebody we take referrals from. */
  readonly state: ReferralState
  readonly referrerState: ReferralState
  readonly rewardState: RewardState
}

const DAY = 86_400_000

/** Of those named in one breath: what somebody said on purpose before what was copied, and a name last. */
const ranks: Readonly<Record<NamedHow, number>> = { hand: 0, code: 1, phone: 2, email: 3, name: 4 }

/** Once it is approved or paid, who counts is settled. */
const settled: ReadonlySet<RewardState> = new Set(['approved', 'paid'])

/**
 * Who counts of those named for a lead: whoever's reward is approved or paid; else whose referral somebody verified; else
 * the first verified referrer who was named within `windowDays` of the first naming; else the first named. Who was refused,
 * as a referrer or for this lead, is not asked. Null where nobody is left. The order they are given in does not matter.
 */
export function choose<N extends Naming>(namings: readonly N[], windowDays: number): N | null {
  const inOrder = namings.toSorted(earlier)
  const kept = inOrder.find(({ rewardState }) => settled.has(rewardState))
  if (kept) return kept
  const open = inOrder.filter(
    ({ state, referrerState }) => state !== 'refused' && referrerState !== 'refused',
  )
  const [first] = open
  if (!first) return null
  const until = first.at.getTime() + windowDays * DAY
  return (
    open.find(({ state }) => state === 'verified') ??
    open.find(({ referrerState, at }) => referrerState === 'verified' && at.getTime() <= until) ??
    first
  )
}

function earlier(a: Naming, b: Naming): number {
  return (
    a.at.getTime() - b.at.getTime() ||
    ranks[a.how] - ranks[b.how] ||
    (a.referrerId < b.referrerId ? -1 : a.referrerId > b.referrerId ? 1 : 0)
  )
}
