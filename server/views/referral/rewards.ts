import { type RawBuilder, sql } from 'kysely'
import type { RewardRow } from '../../../contract/referral-reward.ts'
import { refuse } from '../../../contract/refusals.ts'
import { rows, rowsAfresh, type Tx } from '../../db/db.ts'
import { isUuid } from '../../db/id.ts'
import type { Caller } from '../../people/caller.ts'
import { maskName } from '../../people/mask.ts'
import { scopeOf, scopeWhere } from '../../people/scope.ts'
import { ofWhom, repOf } from '../../rooms/referral/store.ts'
import type { OfReferrer } from './referrers.ts'
import { type ReferralRow, referralColumns, referralOf } from './row.ts'

export interface RewardQuery {
  readonly state?: 'due' | 'approved' | 'paid' | 'refused' | 'held' | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

/**
 * Rewards of the leads the caller sees, the newest leads first; `held` are those of leads that have come to something while
 * nobody has looked at a flag. Refuses `cursor.invalid`.
 */
export async function listRewards(
  tx: Tx,
  caller: Caller,
  { query, now }: { query: RewardQuery; now: Date },
): Promise<{ items: RewardRow[]; next: string | null; counts: Record<string, number> }> {
  const { state, cursor, limit } = query
  const [leadId = '', referrerId = ''] = cursor?.split(' ') ?? []
  if (cursor !== undefined && !(isUuid(leadId) && isUuid(referrerId))) throw refuse('cursor.invalid')
  const scope = await scopeOf(tx, caller, now)
  const found = await rowsAfresh(
    tx,
    sql<ReferralRow & OfReferrer & Pick<RewardRow, 'leadName' | 'leadCompany' | 'stage'>>`
      select ${referralColumns}, r.name, r.code, r.kind, r.state as referrer_state, m.name as rep_name,
        lead.name as lead_name, lead.company as lead_company, lead.stage
      from lead_referral n
      join lead on lead.org_id = n.org_id and lead.lead_id = n.lead_id
      join referrer r on r.org_id = n.org_id and r.referrer_id = n.referrer_id ${ofWhom}
      left join member m on m.org_id = r.org_id and m.user_id = ${repOf}
      where n.org_id = ${tx.orgId} and ${inState(state)} and ${scopeWhere(scope)}
        ${cursor ? sql`and (n.lead_id, n.referrer_id) < (${leadId}::uuid, ${referrerId}::uuid)` : sql``}
      order by n.lead_id desc, n.referrer_id desc limit ${limit + 1}`,
  )
  const counted = await rows(
    tx,
    sql<{ state: string; count: number }>`
      select case when ${inState('held')} then 'held' else n.reward_state end as state, count(*)::int as count
      from lead_referral n join lead on lead.org_id = n.org_id and lead.lead_id = n.lead_id
      where n.org_id = ${tx.orgId} and (n.reward_state <> 'none' or ${inState('held')}) and ${scopeWhere(scope)} group by 1`,
  )
  const last = found.length > limit ? found[limit - 1] : undefined
  const items = found.slice(0, limit).map((each): RewardRow => {
    const { name, code, kind, referrerState, repName } = each
    const { leadName, leadCompany, stage, ...referral } = each
    return {
      ...referralOf(referral),
      name,
      code,
      kind,
      referrerState,
      repName,
      leadCompany,
      stage,
      leadName: leadName && (scope.all && !scope.everything ? maskName(leadName) : leadName),
    }
  })
  return {
    items,
    next: last ? `${last.leadId} ${last.referrerId}` : null,
    counts: Object.fromEntries(counted.map((each) => [each.state, each.count])),
  }
}

function inState(state: RewardQuery['state']): RawBuilder<unknown> {
  if (state === undefined) return sql`n.reward_state <> 'none'`
  if (state !== 'held') return sql`n.reward_state = ${state}`
  return sql`(n.counts and n.reward_state = 'none' and n.flags <> '{}' and n.cleared_at is null and n.state <> 'refused'
    and lead.stage in ('qualified', 'converted'))`
}
