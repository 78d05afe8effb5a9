import { sql } from 'kysely'
import type { LeadReferral } from '../../../contract/referral.ts'

type Referral = Omit<LeadReferral, 'name' | 'code' | 'kind' | 'referrerState' | 'repName'>

/** A referral as `referralColumns` reads it. */
export interface ReferralRow extends Pick<
  Referral,
  'leadId' | 'referrerId' | 'how' | 'at' | 'counts' | 'state' | 'reason' | 'flags'
> {
  readonly clearedAt: Date | null
  readonly clearedNote: string | null
  readonly clearedName: string | null
  readonly rewardState: Referral['reward']['state']
  readonly amount: number | null
  readonly currency: string | null
  readonly dueAt: Date | null
  readonly rewardName: string | null
  readonly rewardAt: Date | null
  readonly rewardReason: string | null
  readonly paidRef: string | null
}

/** What is read of `lead_referral n`. */
export const referralColumns = sql`n.lead_id, n.referrer_id, n.how, n.at, n.counts, n.state, n.reason, n.flags,
  n.cleared_at, n.cleared_note, n.reward_state, n.amount, n.currency, n.due_at, n.reward_at, n.reward_reason, n.paid_ref,
  (select name from member where member.org_id = n.org_id and member.user_id = n.cleared_by) as cleared_name,
  (select name from member where member.org_id = n.org_id and member.user_id = n.reward_by) as reward_name`

/** A referral as it is told. */
export function referralOf(row: ReferralRow): Referral {
  const { leadId, referrerId, how, at, counts, state, reason, flags } = row
  return {
    leadId,
    referrerId,
    how,
    at,
    counts,
    state,
    reason,
    flags: [...flags],
    cleared: row.clearedAt ? { by: row.clearedName ?? '—', at: row.clearedAt, note: row.clearedNote } : null,
    reward: {
      state: row.rewardState,
      amount: row.amount,
      currency: row.currency,
      dueAt: row.dueAt,
      by: row.rewardName,
      at: row.rewardAt,
      reason: row.rewardReason,
      paidRef: row.paidRef,
    },
  }
}
