import { sql } from 'kysely'
import type { BehaviourKind } from '../../../../contract/behaviour.ts'
import { one, rows, type Tx } from '../../../db/db.ts'

/** A lead whose events count for another, or for itself: from when on (merged leads: since the merge). */
export interface Kin {
  readonly leadId: string
  readonly since: Date | null
}

/**
 * Since when an event counts. known: since it was recorded, its browser was known to be the lead's and the lead was this
 * one: a score of then knew it not before. The browser that an arrival brings is its own a moment later, by a job, and
 * counted for its first score. happened: since it happened.
 */
export type Since = 'known' | 'happened'

/** What a person did, with since when it counts. */
export interface Counted {
  readonly kind: BehaviourKind
  readonly about: string
  readonly at: Date
  readonly counts: Date
  /** Its place in the order they are read, exact: the next page begins after it. */
  readonly place: string
}

export interface Counting {
  readonly kin: readonly Kin[]
  readonly by: Since
  /** Only those that count from after this moment on. */
  readonly after: Date | null
  /** Only those that count at this moment. */
  readonly until: Date
}

// An event sent of a lead itself is counted by that alone, though its browser is known too.
function theirs(tx: Tx, { kin, by, after, until }: Counting) {
  const asked = JSON.stringify(kin.map(({ leadId, since }) => ({ lead_id: leadId, since })))
  const counts = by === 'known' ? sql`greatest(e.recorded_at, kin.since, v.since)` : sql`e.at`
  return sql`(
    select distinct on (e.recorded_at, e.event_id) e.event_id, e.recorded_at, e.kind, e.about, e.at, ${counts} as counts
    from jsonb_to_recordset(${asked}::jsonb) as kin (lead_id uuid, since timestamptz)
    cross join lateral (
      select null::uuid as visitor_id, null::timestamptz as since
      union all
      select visitor.visitor_id, case when visitor.by <> 'link' and visitor.since < lead.arrived_at + interval '5 minutes'
          then least(visitor.since, lead.arrived_at) else visitor.since end
      from behaviour_visitor visitor
      join lead on lead.org_id = ${tx.orgId} and lead.lead_id = visitor.lead_id
      where visitor.org_id = ${tx.orgId} and visitor.lead_id = kin.lead_id
    ) v
    cross join lateral (
      select * from behaviour_event where org_id = ${tx.orgId} and lead_id = kin.lead_id and v.visitor_id is null
      union all
      select * from behaviour_event where org_id = ${tx.orgId} and visitor_id = v.visitor_id and lead_id is null
    ) e
    where e.machine is null and ${counts} <= ${until} and ${counts} > ${after ?? '-infinity'}::timestamptz
    order by e.recorded_at, e.event_id, counts) as theirs`
}

/** A page of what counts, in the order it was recorded. */
export async function countedPage(
  tx: Tx,
  counting: Counting,
  { after, most }: { readonly after: string | null; readonly most: number },
): Promise<Counted[]> {
  const [moment = '-infinity', id = '00000000-0000-0000-0000-000000000000'] = after?.split(' ') ?? []
  return rows(
    tx,
    sql<Counted>`select kind, about, at, counts,
        to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || ' ' || event_id as place
      from ${theirs(tx, counting)}
      where (recorded_at, event_id) > (${moment}::timestamptz, ${id}::uuid)
      order by recorded_at, event_id limit ${most}`,
  )
}

/** From when on the newest so many count; null: there are no more than that. */
export async function newestFrom(tx: Tx, counting: Counting, most: number): Promise<Date | null> {
  const held = await one(
    tx,
    sql<{
      counts: Date
    }>`select counts from ${theirs(tx, counting)} order by counts desc offset ${most} limit 1`,
  )
  return held?.counts ?? null
}
