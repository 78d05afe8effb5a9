import { sql } from 'kysely'
import type { ReplyOf } from '../../contract/endpoint.ts'
import { refuse } from '../../contract/refusals.ts'
import type { leadTags } from '../../contract/views.ts'
import { one, rows, type Tx } from '../db/db.ts'
import type { Caller } from '../people/caller.ts'
import { scopeOf, scopeWhere } from '../people/scope.ts'

type Wire = ReplyOf<typeof leadTags>['items'][number]
interface Tag extends Omit<Wire, 'at' | 'expiresAt'> {
  readonly at: Date
  readonly expiresAt: Date | null
}

/** Where each tag of a lead comes from and when it lapses. Refuses `not_found` outside the caller's scope. */
export async function readTags(
  tx: Tx,
  caller: Caller,
  { leadId, now }: { leadId: string; now: Date },
): Promise<Tag[]> {
  const scope = await scopeOf(tx, caller, now)
  const seen = await one(
    tx,
    sql`select from lead where lead.org_id = ${tx.orgId} and lead.lead_id = ${leadId} and ${scopeWhere(scope)}`,
  )
  if (!seen) throw refuse('not_found')
  return rows(
    tx,
    sql<Tag>`select t.tag, t.given_by, t.at, t.expires_at, member.name as by,
        (select named.rule ->> 'name' from policy
          cross join lateral jsonb_array_elements(policy.body -> 'rules') as named (rule)
          where policy.org_id = t.org_id and policy.kind = 'tags' and named.rule ->> 'id' = t.rule
          order by policy.version desc limit 1) as rule
      from lead_tag t
      left join member on member.org_id = t.org_id and member.user_id = t.by_user
      where t.org_id = ${tx.orgId} and t.lead_id = ${leadId} order by t.at, t.tag`,
  )
}
