import { sql } from 'kysely'
import type { SourceGate } from '../../../contract/quality.ts'
import { one, rows, rowsAfresh, type Tx } from '../../db/db.ts'
import type { Counts, Fault } from './decide.ts'

export interface State {
  readonly sourceId: string
  readonly gate: SourceGate | null
  readonly pausedAt: Date | null
  readonly pausedBy: string | null
  readonly why: Fault | null
  readonly countsFrom: Date
}

const columns = sql.raw('source_id, body as gate, paused_at, paused_by, why, counts_from')

/** The sources that are paused, or may be paused by themselves, with how many leads they keep back. */
export async function listStates(tx: Tx): Promise<(State & { held: number })[]> {
  return rows(
    tx,
    sql<State & { held: number }>`select ${columns},
        (select count(*)::int from quarantine where quarantine.org_id = source_gate.org_id
          and quarantine.source_id = source_gate.source_id and paused) as held
      from source_gate where org_id = ${tx.orgId} and (body is not null or paused_at is not null)
      order by source_id`,
  )
}

/** How a source in use stands, its row locked; a source nobody has said anything of never was paused. Undefined: there is none. */
export async function lockState(tx: Tx, sourceId: string): Promise<State | undefined> {
  await rows(
    tx,
    sql`insert into source_gate (org_id, source_id, counts_from)
      select org_id, source_id, created_at from source
      where org_id = ${tx.orgId} and source_id = ${sourceId} and archived_at is null
      on conflict do nothing`,
  )
  return one(
    tx,
    sql<State>`select ${columns} from source_gate
      where org_id = ${tx.orgId} and source_id = ${sourceId} for update`,
  )
}

/** Ids of the sources that are to be looked at: those with a gate. */
export async function watched(tx: Tx): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ sourceId: string }>`select source_id from source_gate join source using (org_id, source_id)
      where org_id = ${tx.orgId} and body is not null and archived_at is null order by source_id`,
  )
  return found.map(({ sourceId }) => sourceId)
}

/** Writes how a source stands. */
export async function keepState(tx: Tx, state: State): Promise<void> {
  await rows(
    tx,
    sql`update source_gate set body = ${state.gate && JSON.stringify(state.gate)}::jsonb,
        paused_at = ${state.pausedAt}, paused_by = ${state.pausedBy},
        why = ${state.why && JSON.stringify(state.why)}::jsonb, counts_from = ${state.countsFrom}
      where org_id = ${tx.orgId} and source_id = ${state.sourceId}`,
  )
}

/** What a source is called. */
export async function nameOf(tx: Tx, sourceId: string): Promise<string> {
  const source = await one(
    tx,
    sql<{
      name: string
    }>`select name from source where org_id = ${tx.orgId} and source_id = ${sourceId}`,
  )
  return source?.name ?? ''
}

const DAY = 86_400_000
/** More arrivals than this tell nothing more. */
const MOST = 10_000

type Last = Readonly<
  Record<'judged' | 'incomplete' | 'decided' | 'duplicate' | 'checked' | 'unreachable', number>
>

/**
 * Whether a lead can be reached: one contact that somebody or a provider reached is enough; false where all that is known
 * is bad; null where nothing was found out, or too long ago.
 */
const reached = sql`case
  when lead.phone_check in ('reachable', 'confirmed') or lead.email_check in ('reachable', 'confirmed') then true
  when lead.phone_check = 'bad' or lead.email_check = 'bad' then false end`

/**
 * How the last arrivals of a source fare, since `countsFrom` and within the gate's window. Incomplete: kept back or
 * refused for what they lack, of all that were judged. Duplicate: of a person who is held, of all that were decided; the
 * same touch delivered again is neither. Unreachable: without a phone or an e-mail that reaches them, of the leads made
 * of which anything was found out.
 */
export async function countLast(
  tx: Tx,
  { sourceId, countsFrom }: Pick<State, 'sourceId' | 'countsFrom'>,
  { window, now }: Pick<SourceGate, 'window'> & { now: Date },
): Promise<Counts> {
  const days = window.kind === 'days' ? new Date(now.getTime() - window.many * DAY) : countsFrom
  const from = days > countsFrom ? days : countsFrom
  const most = window.kind === 'arrivals' ? window.many : MOST
  const found = await one(
    tx,
    sql<Last>`
      with last as (
        select status, reasons, lead_id from arrival
        where org_id = ${tx.orgId} and source_id = ${sourceId} and received_at >= ${from} and status <> 'undecided'
        order by received_at desc limit ${most}
      ), told as (
        select status, coalesce(reasons -> 0 ->> 'code', '') as first,
          reasons @? '$[*] ? (@.code starts with "match.")' as known, ${reached} as reached
        from last
        left join lead on lead.org_id = ${tx.orgId} and lead.lead_id = last.lead_id and status in ('created', 'quarantined')
      )
      select count(*) filter (where status in ('created', 'quarantined', 'rejected'))::int as judged,
        count(*) filter (where status in ('quarantined', 'rejected') and first !~ '^(source|match)[.]')::int as incomplete,
        count(*)::int as decided,
        count(*) filter (where known or status in ('merged', 'duplicate'))::int as duplicate,
        count(reached)::int as checked,
        count(*) filter (where not reached)::int as unreachable
      from told where first <> 'match.same_external_id'`,
  )
  const { judged = 0, incomplete = 0, decided = 0, duplicate = 0, checked = 0, unreachable = 0 } = found ?? {}
  return {
    incomplete: { many: incomplete, of: judged },
    duplicate: { many: duplicate, of: decided },
    unreachable: { many: unreachable, of: checked },
  }
}

/** A week of the organisation's zone: its Monday, and its moments from the first to that of the next one. */
export interface Week {
  readonly week: string
  readonly from: Date
  readonly until: Date
}

/** When each of these weeks was last told; what never was is missing. */
export async function toldAt(tx: Tx, weeks: readonly string[]): Promise<Map<string, Date>> {
  const found = await rows(
    tx,
    sql<{ week: string; toldAt: Date }>`select to_char(week, 'YYYY-MM-DD') as week, told_at from quality_told
      where org_id = ${tx.orgId} and week = any(${[...weeks]}::date[])`,
  )
  return new Map(found.map((told) => [told.week, told.toldAt]))
}

const nil = '00000000-0000-0000-0000-000000000000'

/**
 * Tells a week anew: of every source, and of every way its leads came in, how many of what.
 * - judged, complete: by its gate; what a pause kept back had passed it;
 * - duplicate: of a person who was held; the same touch delivered again is no arrival;
 * - leads, valid: made, and with a phone or an e-mail that could be read; those of an import that was undone never were,
 *   and one that was merged into an earlier one turned out to be a duplicate;
 * - checked, reached: of which it was found out whether they can be reached, and can be.
 */
export async function tellWeek(tx: Tx, { week, from, until }: Week, now: Date): Promise<void> {
  // First, since it makes others who tell this week wait.
  await rows(
    tx,
    sql`insert into quality_told (org_id, week, told_at) values (${tx.orgId}, ${week}, ${now})
      on conflict (org_id, week) do update set told_at = excluded.told_at`,
  )
  await rows(tx, sql`delete from quality_week where org_id = ${tx.orgId} and week = ${week}`)
  await rowsAfresh(
    tx,
    sql`insert into quality_week (org_id, week, source_id, batch_kind, batch_id, arrivals, judged, complete,
        duplicate, leads, valid, checked, reached, qualified, converted, median_hours)
      with arrived as (
        select source.source_id, status, lead_id, coalesce(reasons -> 0 ->> 'code', '') as first,
          reasons <> '[]' and reasons @? '$[*] ? (@.code starts with "match.")' as known,
          case when import_id is not null then 'import' when door = 'form' then 'form'
            when actor_kind = 'key' then 'key' when door = 'hand' then 'hand' else 'other' end as batch_kind,
          coalesce(import_id, case when door in ('form', 'api') then actor_id end, ${nil}) as batch_id
        from source
        cross join lateral (select * from arrival
          where arrival.org_id = ${tx.orgId} and arrival.source_id = source.source_id
            and received_at >= ${from} and received_at < ${until} and status <> 'undecided' offset 0) each
        where source.org_id = ${tx.orgId}
      ), seen as (
        select arrived.*, coalesce(head.arrived_at <= lead.arrived_at, false) as doubled,
          case when head.arrived_at <= lead.arrived_at then null else lead.lead_id end as made,
          lead.phone, lead.email, coalesce(head.stage, lead.stage) as stage, ${reached} as reached,
          extract(epoch from lead.first_followup_at - lead.arrived_at) / 3600 as hours
        from arrived
        left join lead on lead.org_id = ${tx.orgId} and lead.lead_id = arrived.lead_id
          and status in ('created', 'quarantined')
        left join lead head on head.org_id = ${tx.orgId} and head.lead_id = lead.merged_into
        where first <> 'match.same_external_id' and lead.closed_as is distinct from 'withdrawn'
      )
      select ${tx.orgId}, ${week}, source_id,
        case when grouping(batch_kind) = 1 then 'all' else batch_kind end,
        case when grouping(batch_kind) = 1 then ${nil} else batch_id end,
        count(*),
        count(*) filter (where status in ('created', 'quarantined', 'rejected')),
        count(*) filter (where status = 'created' or status = 'quarantined' and first ~ '^(source|match)[.]'),
        count(*) filter (where known or doubled or status in ('merged', 'duplicate')),
        count(made),
        count(made) filter (where phone is not null or email is not null),
        count(made) filter (where reached is not null),
        count(made) filter (where reached),
        count(made) filter (where stage in ('qualified', 'converted')),
        count(made) filter (where stage = 'converted'),
        percentile_cont(0.5) within group (order by hours)
      from seen group by grouping sets ((source_id), (source_id, batch_kind, batch_id))`,
  )
}

/** The organisation's zone. */
export async function zoneOf(tx: Tx): Promise<string> {
  const org = await one(tx, sql<{ timeZone: string }>`select time_zone from org where org_id = ${tx.orgId}`)
  return org?.timeZone ?? 'UTC'
}
