import { sql } from 'kysely'
import type { BehaviourKind } from '../../../../contract/behaviour.ts'
import { rows, type Tx } from '../../../db/db.ts'
import { insertRows } from '../../../db/write.ts'
import { familyOf } from '../../../lead/family.ts'

/** An event as it is kept. Of a lead, of a browser, or of a browser while its lead is known by it. */
export interface Event {
  readonly eventId: string
  readonly kind: BehaviourKind
  readonly at: Date
  readonly about: string
  readonly seconds: number | null
  readonly door: string
  readonly visitorId: string | null
  readonly leadId: string | null
  readonly machine: string | null
}

const columns = 'org_id recorded_at event_id at kind about seconds door visitor_id lead_id machine'.split(' ')

/** Notes which events come for the first time; returns their ids. Two who bring the same one at once: one of them waits. */
export async function keepNew(tx: Tx, eventIds: readonly string[], now: Date): Promise<Set<string>> {
  const fresh = await rows(
    tx,
    sql<{ eventId: string }>`insert into behaviour_key (org_id, event_id, recorded_at)
      select ${tx.orgId}, event_id, ${now} from unnest(${[...eventIds].toSorted()}::uuid[]) as event_id
      on conflict do nothing returning event_id`,
  )
  return new Set(fresh.map(({ eventId }) => eventId))
}

/** Appends events. */
export async function append(tx: Tx, events: readonly Event[], now: Date): Promise<void> {
  await insertRows(
    tx,
    'behaviour_event',
    columns,
    events.map((each) => [
      tx.orgId,
      now,
      each.eventId,
      each.at,
      each.kind,
      each.about,
      each.seconds,
      each.door,
      each.visitorId,
      each.leadId,
      each.machine,
    ]),
  )
}

/** An event as it is read, with its place in the order it was recorded in. */
export interface Past extends Omit<Event, 'leadId' | 'visitorId'> {
  readonly recordedAt: Date
  /** The place, as text, exact: the next page begins after it. */
  readonly place: string
}

export interface Page {
  readonly after?: string | null
  readonly most: number
  /** Machines' too. */
  readonly all?: boolean
}

const read = sql.raw(`event_id, recorded_at, at, kind, about, seconds, door, machine,
  to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || ' ' || event_id as place`)

/**
 * What a lead did, and whoever was merged into it, in the order it was recorded, a page at a time: what was sent of the
 * lead itself and of every browser that is known to be theirs.
 */
export async function ofLead(tx: Tx, leadId: string, { after, most, all = false }: Page): Promise<Past[]> {
  const [moment = '-infinity', id = '00000000-0000-0000-0000-000000000000'] = after?.split(' ') ?? []
  const past = sql`e.org_id = ${tx.orgId} and (e.recorded_at, e.event_id) > (${moment}::timestamptz, ${id}::uuid)
    and (${all} or e.machine is null)`
  return rows(
    tx,
    sql<Past>`select ${read} from (
        (select e.* from behaviour_event e where ${past} and e.lead_id in ${familyOf(tx, leadId)}
          order by e.recorded_at, e.event_id limit ${most})
        union
        (select e.* from behaviour_event e join behaviour_visitor v on v.org_id = ${tx.orgId} and v.visitor_id = e.visitor_id
          where ${past} and e.lead_id is null and v.lead_id in ${familyOf(tx, leadId)}
          order by e.recorded_at, e.event_id limit ${most})
      ) as theirs order by recorded_at, event_id limit ${most}`,
  )
}

export interface Deed extends Pick<Event, 'kind' | 'about' | 'at'> {
  readonly leadId: string
}

/**
 * What each lead did up to a moment of its own, machines left out: of each at most the newest `most`, in no order. What a
 * browser did counts where it was known to be theirs by then, give or take the minutes in which a form is sent.
 */
export async function ofLeadsUntil(
  tx: Tx,
  leads: readonly { leadId: string; until: Date }[],
  most: number,
): Promise<Map<string, Deed[]>> {
  const found = await rows(
    tx,
    sql<Deed>`select theirs.lead_id, did.kind, did.about, did.at
      from unnest(${leads.map(({ leadId }) => leadId)}::uuid[], ${leads.map(({ until }) => until)}::timestamptz[])
        as theirs (lead_id, until)
      cross join lateral (
        (select e.kind, e.about, e.at, e.event_id from behaviour_event e
          where e.org_id = ${tx.orgId} and e.machine is null and e.at <= theirs.until
            and e.lead_id in (select theirs.lead_id union all
              select lead.lead_id from lead where lead.org_id = ${tx.orgId} and lead.merged_into = theirs.lead_id)
          order by e.recorded_at desc, e.event_id desc limit ${most})
        union
        (select e.kind, e.about, e.at, e.event_id from behaviour_event e
          join behaviour_visitor v on v.org_id = ${tx.orgId} and v.visitor_id = e.visitor_id
          where e.org_id = ${tx.orgId} and e.machine is null and e.lead_id is null and e.at <= theirs.until
            and v.since <= theirs.until + interval '5 minutes'
            and v.lead_id in (select theirs.lead_id union all
              select lead.lead_id from lead where lead.org_id = ${tx.orgId} and lead.merged_into = theirs.lead_id)
          order by e.recorded_at desc, e.event_id desc limit ${most})
      ) as did`,
  )
  return Map.groupBy(found, ({ leadId }) => leadId)
}

/** The same as a reader wants it: newest first, machines' too. */
export async function latestOf(tx: Tx, leadId: string, { after, most }: Page): Promise<Past[]> {
  const [moment = 'infinity', id = 'ffffffff-ffff-ffff-ffff-ffffffffffff'] = after?.split(' ') ?? []
  const past = sql`e.org_id = ${tx.orgId} and (e.recorded_at, e.event_id) < (${moment}::timestamptz, ${id}::uuid)`
  return rows(
    tx,
    sql<Past>`select ${read} from (
        (select e.* from behaviour_event e where ${past} and e.lead_id in ${familyOf(tx, leadId)}
          order by e.recorded_at desc, e.event_id desc limit ${most})
        union
        (select e.* from behaviour_event e join behaviour_visitor v on v.org_id = ${tx.orgId} and v.visitor_id = e.visitor_id
          where ${past} and e.lead_id is null and v.lead_id in ${familyOf(tx, leadId)}
          order by e.recorded_at desc, e.event_id desc limit ${most})
      ) as theirs order by recorded_at desc, event_id desc limit ${most}`,
  )
}

/** The events of a browser from before its lead was known. */
export async function ofVisitor(tx: Tx, visitorId: string, most: number): Promise<Past[]> {
  return rows(
    tx,
    sql<Past>`select ${read} from behaviour_event
      where org_id = ${tx.orgId} and visitor_id = ${visitorId} and lead_id is null and machine is null
      order by recorded_at, event_id limit ${most}`,
  )
}

/** The clicks on links of leads' mails since a moment, by lead, machines' too. */
export async function clicksSince(
  tx: Tx,
  leadIds: readonly string[],
  since: Date,
): Promise<Map<string, (Event & { leadId: string })[]>> {
  const found = await rows(
    tx,
    sql<Event & { leadId: string }>`select * from behaviour_event
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[]) and recorded_at >= ${since}
        and kind = 'mailClick' order by recorded_at desc limit 1000`,
  )
  return Map.groupBy(found, ({ leadId }) => leadId)
}

/** Marks events as a machine's that seemed a person's. */
export async function markMachine(
  tx: Tx,
  eventIds: readonly string[],
  { reason, since }: { reason: string; since: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update behaviour_event set machine = ${reason}
      where org_id = ${tx.orgId} and recorded_at >= ${since} and event_id = any(${[...eventIds]}::uuid[]) and machine is null`,
  )
}

/** Forgets ids of events from before a moment; returns how many. */
export async function sweepKeys(tx: Tx, before: Date, most: number): Promise<number> {
  const gone = await rows(
    tx,
    sql`delete from behaviour_key where org_id = ${tx.orgId} and event_id in (
        select event_id from behaviour_key where org_id = ${tx.orgId} and recorded_at < ${before} limit ${most})
      returning 1 as gone`,
  )
  return gone.length
}
