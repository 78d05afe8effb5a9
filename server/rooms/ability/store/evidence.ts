import { type RawBuilder, sql } from 'kysely'
import { one, rows, type Tx } from '../../../db/db.ts'
import type { Count } from '../decide/chances.ts'

/** Outcomes older than that weigh next to nothing, and are not looked at. */
const oldest = (now: Date) => sql`${now}::timestamptz - interval '2 years'`
/** Of a closed lead: `lead` is decided, by the work of a rep or not. */
const decided = sql`lead.closed_as in ('converted', 'lost', 'invalid') and lead.stage = lead.closed_as`
const outcome = sql`case lead.closed_as when 'converted' then 'won' else lead.closed_as end`
/** Fewer wins do not tell how long a win takes. */
const FEWEST_WINS = 20

/**
 * Brings the evidence up to what the leads and their trails say now: what was reopened, merged or ended otherwise goes, what has
 * ended since comes. The credit is whoever's held the lead when it ended, whole; nobody's where no rep did. A lead that is still
 * open counts as not won once it was held for longer than nine in ten won leads took, since a loss that nobody enters would
 * flatter; before that nothing is known of it, and it does not count. An erased lead keeps its outcome: no person stands in it.
 */
export async function gatherEvidence(tx: Tx, now: Date): Promise<void> {
  await rows(
    tx,
    sql`delete from ability_evidence where org_id = ${tx.orgId} and (outcome = 'stale' or ended_at <= ${oldest(now)})`,
  )
  await rows(
    tx,
    sql`delete from ability_evidence e where e.org_id = ${tx.orgId} and not exists (select from lead
      where lead.org_id = ${tx.orgId} and lead.lead_id = e.lead_id
        and (lead.closed_as = 'erased' or ${decided} and ${outcome} = e.outcome and lead.stage_at = e.ended_at))`,
  )
  await rows(
    tx,
    sql`insert into ability_evidence (org_id, lead_id, user_id, outcome, grade, taken_at, ended_at, picked)
      select lead.org_id, lead.lead_id, held.user_id, ${outcome}, ${gradeThen}, lead.assigned_at, lead.stage_at,
        lead.assigned_rule is null
      from lead
      left join lateral (select case when e.data -> 'from' ->> 'kind' = 'rep' then (e.data -> 'from' ->> 'id')::uuid end as user_id
        from lead_event e where e.org_id = ${tx.orgId} and e.lead_id = lead.lead_id and e.kind = 'closed'
          and e.data ->> 'closedAs' in ('converted', 'lost', 'invalid') order by e.event_id desc limit 1) held on true
      where lead.org_id = ${tx.orgId} and ${decided} and lead.stage_at > ${oldest(now)}
        and not exists (select from ability_evidence e where e.org_id = ${tx.orgId} and e.lead_id = lead.lead_id)`,
  )
  await rows(
    tx,
    sql`with pace as (
        select percentile_cont(0.9) within group (order by ended_at - taken_at) as long, count(*) as wins
        from ability_evidence where org_id = ${tx.orgId} and outcome = 'won' and user_id is not null and taken_at <= ended_at),
      typical as (
        select percentile_cont(0.5) within group (order by ended_at - taken_at) as time
        from ability_evidence where org_id = ${tx.orgId} and outcome <> 'invalid' and user_id is not null and taken_at <= ended_at)
      insert into ability_evidence (org_id, lead_id, user_id, outcome, grade, taken_at, ended_at, picked)
      select lead.org_id, lead.lead_id, lead.holder_id, 'stale', ${gradeThen}, lead.assigned_at,
        lead.assigned_at + greatest(pace.long, typical.time), lead.assigned_rule is null
      from pace, typical, lead
      where pace.wins >= ${FEWEST_WINS} and lead.org_id = ${tx.orgId} and lead.holder_kind = 'rep'
        and lead.assigned_at + greatest(pace.long, typical.time) < ${now}
        and lead.assigned_at + greatest(pace.long, typical.time) > ${oldest(now)}
      on conflict do nothing`,
  )
}

/** The grade a lead arrived with: what came of it afterwards is the rep's doing too. */
const gradeThen = sql`coalesce((select e.data ->> 'grade' from lead_event e where e.org_id = lead.org_id
  and e.lead_id = lead.lead_id and e.kind = 'captured' order by e.event_id limit 1), lead.grade)`

/** What a lead is told apart by within its channel, over `lead` and its evidence `e`; '' where it says nothing. */
export function segmentOf(field: string): RawBuilder<string> {
  if (field === 'grade') return sql`regexp_replace(e.grade, '[0-9]+$', '')`
  if (field === 'province') return sql`left(coalesce(lead.region, ''), 2)`
  return sql`coalesce(lead.attrs ->> ${field.slice('custom.'.length)}::text, '')`
}

/** Evidence `e` with its lead and channel, without what a manager has said should not count. */
export const counting = (tx: Tx) => sql`ability_evidence e
  join lead on lead.org_id = e.org_id and lead.lead_id = e.lead_id
  join source on source.org_id = lead.org_id and source.source_id = lead.source_id
  left join ability_appeal appeal on appeal.org_id = ${tx.orgId} and appeal.lead_id = e.lead_id
    and appeal.user_id = e.user_id and appeal.state = 'accepted'`

/** What a lead counts at a moment, by how long ago it ended. */
export function weightAt(at: RawBuilder<unknown>, halfLifeDays: number): RawBuilder<number> {
  return sql<number>`power(0.5::float8, greatest(0, extract(epoch from ${at} - e.ended_at)::float8) / ${halfLifeDays * 86_400}::float8)`
}

interface By {
  readonly segment: string
  readonly halfLifeDays: number
  readonly now: Date
}

/** All leads that count, by rep and kind. */
export function countEvidence(tx: Tx, { segment, halfLifeDays, now }: By): Promise<Count[]> {
  const weight = weightAt(sql`${now}::timestamptz`, halfLifeDays)
  return rows(
    tx,
    sql<Count>`select user_id, channel, segment, grade,
        count(*) filter (where outcome = 'won')::int as won,
        count(*) filter (where outcome = 'lost')::int as lost,
        count(*) filter (where outcome = 'stale')::int as stale,
        count(*) filter (where outcome = 'invalid')::int as invalid,
        count(*) filter (where outcome <> 'invalid' and picked)::int as picked,
        coalesce(sum(weight) filter (where outcome = 'won'), 0)::float8 as won_weight,
        coalesce(sum(weight) filter (where outcome in ('lost', 'stale')), 0)::float8 as lost_weight
      from (select e.user_id, source.channel, ${segmentOf(segment)} as segment, e.grade, e.outcome, e.picked,
              ${weight} as weight
            from ${counting(tx)}
            where e.org_id = ${tx.orgId} and e.user_id is not null and appeal.lead_id is null) told
      group by user_id, channel, segment, grade order by user_id, channel, segment, grade`,
  )
}

/** How many leads stand in the evidence with a rep. */
export async function sizeOfEvidence(tx: Tx): Promise<number> {
  const size = await one(
    tx,
    sql<{
      n: number
    }>`select count(*)::int as n from ability_evidence where org_id = ${tx.orgId} and user_id is not null`,
  )
  return size?.n ?? 0
}
