import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../db/db.ts'

interface Given {
  /** Those who were given leads. */
  readonly people: readonly string[]
  /** What they hold, where the caller has a faster way to say it than by their ids. */
  readonly held: RawBuilder<boolean>
  /** Since when: the first moment of the day. */
  readonly from: Date
}

/**
 * The leads those people were given today, as (user_id, seconds) with the seconds to the first follow-up since, null
 * while there is none. A lead that was closed or given back meanwhile counts for whom it was given to last: found by
 * whoever closed out with it and by today's follow-ups, for the leads themselves are in no order of that.
 */
export function givenToday(tx: Tx, { people, held, from }: Given): RawBuilder<unknown> {
  const them = sql`any(${[...people]}::uuid[])`
  return sql`(
    select lead.holder_id as user_id, ${seconds} as seconds
    from lead where lead.org_id = ${tx.orgId} and ${held} and lead.assigned_at >= ${from}
    union all
    select last.user_id, ${seconds}
    from (
      select c.lead_id from lead_collaborator c
      where c.org_id = ${tx.orgId} and c.user_id = ${them} and c.at >= ${from}
      union
      select a.lead_id from activity a where a.org_id = ${tx.orgId} and a.by_user = ${them} and a.at >= ${from}
    ) worked
    join lead on lead.org_id = ${tx.orgId} and lead.lead_id = worked.lead_id
      and lead.holder_kind <> 'rep' and lead.closed_as is distinct from 'withdrawn' and lead.assigned_at >= ${from}
    cross join lateral (
      select (e.data -> 'to' ->> 'id')::uuid as user_id from lead_event e
      where e.org_id = lead.org_id and e.lead_id = lead.lead_id and e.data -> 'to' ->> 'kind' = 'rep'
      order by e.at desc, e.event_id desc limit 1
    ) last
    where last.user_id = ${them}
  )`
}

const seconds = sql`case when lead.first_followup_at >= lead.assigned_at
  then extract(epoch from lead.first_followup_at - lead.assigned_at) end`

/** The median of those seconds; null while nobody has followed up. */
export const medianSeconds = sql<
  number | null
>`(percentile_cont(0.5) within group (order by given.seconds) filter (where given.seconds is not null))::int`
