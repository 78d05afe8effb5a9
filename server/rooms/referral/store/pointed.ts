import { sql } from 'kysely'
import type { LeadFacts } from '../../../../rules/matches.ts'
import { rows, type Tx } from '../../../db/db.ts'
import type { Pointed } from '../../../lead/pointed.ts'
import { type Referral, pointOf } from '../decide/point.ts'
import { ofWhom, repOf } from '../store.ts'

interface Asked {
  readonly leadId: string
  readonly facts: LeadFacts
}

/**
 * Whom the referrers of leads point at: their rep, else that one's team; nobody, with what was missing, where there is
 * neither or the referral is not to be followed. Leads that nobody referred are not in the answer; where none was, nothing
 * is asked.
 */
export async function pointedAt(
  tx: Tx,
  leads: readonly Asked[],
  _at: { now: Date; day: string },
): Promise<Map<string, Pointed>> {
  const referred = leads.flatMap(({ leadId, facts: { referrerId, referralBarred } }) =>
    // Whether an arrival is flagged is known already; of a lead that is held its row says so.
    typeof referrerId === 'string'
      ? [{ lead_id: leadId, referrer_id: referrerId, barred: referralBarred === true }]
      : [],
  )
  if (referred.length === 0) return new Map()
  const found = await rows(
    tx,
    sql<Referral & { leadId: string }>`
      select asked.lead_id, r.referrer_id, r.state as referrer_state,  coalesce(n.state, 'unverified') as state,
        asked.barred or (n.cleared_at is null and coalesce(n.flags, '{}') && array['self', 'ring', 'ownRep']) as barred,
        whose.rep_id, coalesce(m.status = 'active', false) as rep_here, coalesce(own.team_id, home.team_id) as team_id
      from jsonb_to_recordset(${JSON.stringify(referred)}::jsonb)
        as asked (lead_id uuid, referrer_id uuid, barred boolean)
      join referrer r on r.org_id = ${tx.orgId} and r.referrer_id = asked.referrer_id
      left join lead_referral n on n.org_id = r.org_id and n.lead_id = asked.lead_id and n.referrer_id = r.referrer_id
      ${ofWhom}
      cross join lateral (select ${repOf} as rep_id) whose
      left join member m on m.org_id = r.org_id and m.user_id = whose.rep_id
      left join team own on own.org_id = r.org_id and own.team_id = r.team_id and own.archived_at is null
      left join lateral (
        select team.team_id from team_member t join team on team.org_id = t.org_id and team.team_id = t.team_id
        where t.org_id = r.org_id and t.user_id = whose.rep_id and team.archived_at is null
        order by t.leads, team.position, team.team_id limit 1) home on true`,
  )
  return new Map(found.map((each) => [each.leadId, pointOf(each)]))
}
