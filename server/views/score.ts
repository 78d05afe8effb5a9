import { sql } from 'kysely'
import { type Score, scorer } from '../../contract/scoring/score.ts'
import type { Fields } from '../../rules/fields.ts'
import type { LeadFacts } from '../../rules/matches.ts'
import { one, type Tx } from '../db/db.ts'
import { leadAndKnown } from '../lead/known.ts'
import type { LeadState } from '../lead/store.ts'
import { currentPolicy } from '../policy/store.ts'

/**
 * The score of a lead at this very moment where the one held is due and not swept yet, or of scorecards that are no longer in
 * force; undefined where what is held is exact, and of a closed lead, which keeps what it was closed with.
 */
export async function scoreNow(
  tx: Tx,
  leadId: string,
  { fields, now }: { fields: Fields; now: Date },
): Promise<Pick<Score, 'score' | 'grade' | 'terms'> | undefined> {
  const [lead, policy] = await Promise.all([
    one(
      tx,
      sql<LeadState & { zone: string; stale: boolean }>`
        select ${leadAndKnown.select}, (select time_zone from org where org.org_id = ${tx.orgId}) as zone,
          score_changes_at <= ${now} or score_version is distinct from (select version from policy
            where policy.org_id = ${tx.orgId} and kind = 'score' and scope = '' and valid_to = 'infinity') as stale
        from ${leadAndKnown.from} where lead.org_id = ${tx.orgId} and lead_id = ${leadId} and holder_kind <> 'closed'`,
    ),
    currentPolicy(tx, 'score'),
  ])
  if (!lead?.stale) return undefined
  return scorer(policy?.body, fields, { now, zone: lead.zone })(lead as unknown as LeadFacts)
}
