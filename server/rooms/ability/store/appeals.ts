import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'
import { type Scope, scopeWhere } from '../../../people/scope.ts'

export interface Appeal {
  readonly leadId: string
  readonly userId: string
  readonly reason: string
  readonly at: Date
}

/** Keeps that a rep says a lead of theirs should not count: 'not_counted' where it does not, 'appealed' where they said so before. */
export async function addAppeal(
  tx: Tx,
  { leadId, userId, reason, at }: Appeal,
): Promise<'kept' | 'not_counted' | 'appealed'> {
  const [found] = await rows(
    tx,
    sql<{ kept: boolean }>`with mine as (
        select lead_id from ability_evidence where org_id = ${tx.orgId} and lead_id = ${leadId} and user_id = ${userId}
          and outcome <> 'invalid'),
      kept as (
        insert into ability_appeal (org_id, lead_id, user_id, reason, made_at)
        select ${tx.orgId}, lead_id, ${userId}, ${reason}, ${at} from mine on conflict do nothing returning lead_id)
      select exists (select from kept) as kept from mine`,
  )
  if (!found) return 'not_counted'
  return found.kept ? 'kept' : 'appealed'
}

export interface OpenAppeal extends Appeal {
  readonly rep: string
  readonly name: string | null
  readonly company: string | null
  readonly outcome: 'won' | 'lost' | 'invalid' | 'stale'
}

/** What nobody has answered, oldest first, of these members (null: of all); the names of leads in the scope alone. */
export function openAppeals(
  tx: Tx,
  { userIds, scope }: { userIds: readonly string[] | null; scope: Scope },
): Promise<OpenAppeal[]> {
  const whose = userIds ? sql`and a.user_id = any(${[...userIds]}::uuid[])` : sql``
  return rows(
    tx,
    sql<OpenAppeal>`select a.lead_id, a.user_id, member.name as rep, a.reason, a.made_at as at, e.outcome,
        case when seen.it then lead.name end as name, case when seen.it then lead.company end as company
      from ability_appeal a
      join ability_evidence e on e.org_id = a.org_id and e.lead_id = a.lead_id and e.user_id = a.user_id
      join lead on lead.org_id = a.org_id and lead.lead_id = a.lead_id
      join member on member.org_id = a.org_id and member.user_id = a.user_id
      cross join lateral (select ${scopeWhere(scope)} as it) seen
      where a.org_id = ${tx.orgId} and a.state = 'open' ${whose} order by a.made_at, a.lead_id limit 200`,
  )
}

export interface Verdict {
  readonly leadId: string
  readonly userId: string
  readonly accept: boolean
  readonly answer: string | null
  readonly by: string
  readonly at: Date
}

/** Answers it; false where it is not there or was answered. */
export async function answerAppeal(tx: Tx, verdict: Verdict): Promise<boolean> {
  const { leadId, userId, accept, answer, by, at } = verdict
  const answered = await rows(
    tx,
    sql`update ability_appeal set state = ${accept ? 'accepted' : 'refused'}, answer = ${answer}, decided_by = ${by},
        decided_at = ${at}
      where org_id = ${tx.orgId} and lead_id = ${leadId} and user_id = ${userId} and state = 'open' returning lead_id`,
  )
  return answered.length > 0
}

/** Forgets what was written of leads; that it was said, and how it was answered, stays. */
export async function forgetAppeals(tx: Tx, leadIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    sql`update ability_appeal set reason = '', answer = null
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])`,
  )
}
