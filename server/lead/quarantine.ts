import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'
import { insertRows } from '../db/write.ts'
import { unseal } from './seal.ts'

/** A lead in quarantine, as it is worked off. */
export interface Kept {
  readonly leadId: string
  readonly sourceId: string
  readonly since: Date
  readonly refuseAt: Date | null
  readonly warnAt: Date | null
  /** Kept back because its source is paused, whatever its gate says. */
  readonly paused: boolean
}

/** With what is alike about it and others; `toldBy` is the version of the suggestions that says so. */
export interface Patterned extends Kept {
  readonly patterns: readonly string[]
  readonly toldBy: number
}

const columns = ['org_id', 'lead_id', 'source_id', 'since', 'refuse_at', 'warn_at', 'paused', 'told_by']

/** Writes leads that were born into quarantine. */
export async function keepInQuarantine(tx: Tx, kept: readonly Patterned[]): Promise<void> {
  await insertRows(
    tx,
    'quarantine',
    columns,
    kept.map((each) => [
      tx.orgId,
      each.leadId,
      each.sourceId,
      each.since,
      each.refuseAt,
      each.warnAt,
      each.paused,
      each.toldBy,
    ]),
  )
  await keepPatterns(tx, kept)
}

async function keepPatterns(tx: Tx, kept: readonly Patterned[]): Promise<void> {
  const named = kept.flatMap(({ leadId, patterns }) =>
    [...new Set(patterns)].map((pattern) => [tx.orgId, pattern, leadId]),
  )
  await insertRows(tx, 'quarantine_pattern', ['org_id', 'pattern', 'lead_id'], named)
}

/**
 * Notes how leads stand that are in quarantine: those that came back begin to wait anew, those that were there go on
 * waiting as they were.
 */
export async function noteQuarantine(tx: Tx, kept: readonly Patterned[]): Promise<void> {
  if (kept.length === 0) return
  const asked = kept.map((each) => ({
    lead_id: each.leadId,
    source_id: each.sourceId,
    since: each.since,
    refuse_at: each.refuseAt,
    warn_at: each.warnAt,
    paused: each.paused,
    told_by: each.toldBy,
  }))
  await rows(
    tx,
    sql`insert into quarantine (org_id, lead_id, source_id, since, refuse_at, warn_at, paused, told_by)
      select ${tx.orgId}, lead_id, source_id, since, refuse_at, warn_at, paused, told_by
      from jsonb_populate_recordset(null::quarantine, ${JSON.stringify(asked)}::jsonb)
      on conflict (org_id, lead_id) do update set paused = excluded.paused, told_by = excluded.told_by`,
  )
  await rows(
    tx,
    sql`delete from quarantine_pattern
      where org_id = ${tx.orgId} and lead_id = any(${kept.map(({ leadId }) => leadId)}::uuid[])`,
  )
  await keepPatterns(tx, kept)
}

/** Forgets what was kept of leads that are in quarantine no more: `settle` sees to it. */
export async function leaveQuarantine(tx: Tx, leadIds: readonly string[]): Promise<void> {
  if (leadIds.length === 0) return
  await rows(
    tx,
    sql`with gone as (
        delete from quarantine_pattern where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[]))
      delete from quarantine where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])`,
  )
}

/** These leads as they are kept, of those that are in quarantine. */
export async function readKept(tx: Tx, leadIds: readonly string[]): Promise<Map<string, Kept>> {
  const found = await rows(
    tx,
    sql<Kept>`select lead_id, source_id, since, refuse_at, warn_at, paused from quarantine
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])`,
  )
  return new Map(found.map((kept) => [kept.leadId, kept]))
}

/** A page of all that is kept, in the order of the leads' ids, locked. */
export async function lockKept(
  tx: Tx,
  { after, most }: { after: string | null; most: number },
): Promise<Kept[]> {
  return rows(
    tx,
    sql<Kept>`select lead_id, source_id, since, refuse_at, warn_at, paused from quarantine
      where org_id = ${tx.orgId} and (${after}::uuid is null or lead_id > ${after}) order by lead_id limit ${most}
      for update`,
  )
}

/** Writes waits that were reckoned anew. */
export async function writeWaits(
  tx: Tx,
  kept: readonly Pick<Kept, 'leadId' | 'refuseAt' | 'warnAt'>[],
): Promise<void> {
  if (kept.length === 0) return
  const asked = kept.map(({ leadId, refuseAt, warnAt }) => ({
    lead_id: leadId,
    refuse_at: refuseAt,
    warn_at: warnAt,
  }))
  await rows(
    tx,
    sql`update quarantine set refuse_at = asked.refuse_at, warn_at = asked.warn_at
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as asked (lead_id uuid, refuse_at timestamptz, warn_at timestamptz)
      where quarantine.org_id = ${tx.orgId} and quarantine.lead_id = asked.lead_id`,
  )
}

/** Leads whose wait is over, the longest overdue first, locked; those another server is at are skipped. */
export async function lockOverdue(tx: Tx, now: Date, most: number): Promise<Kept[]> {
  return rows(
    tx,
    sql<Kept>`select lead_id, source_id, since, refuse_at, warn_at, paused from quarantine
      where org_id = ${tx.orgId} and refuse_at <= ${now} order by refuse_at, lead_id limit ${most}
      for update skip locked`,
  )
}

/** Takes the warnings that are due: each is given once. Returns the moments of which they warn. */
export async function takeWarnings(tx: Tx, now: Date, most: number): Promise<Date[]> {
  const due = await rows(
    tx,
    sql<{ refuseAt: Date }>`update quarantine set warn_at = null from (
        select lead_id from quarantine where org_id = ${tx.orgId} and warn_at <= ${now}
        order by warn_at limit ${most} for update skip locked) as due
      where quarantine.org_id = ${tx.orgId} and quarantine.lead_id = due.lead_id
      returning quarantine.refuse_at`,
  )
  return due.map(({ refuseAt }) => refuseAt)
}

/** Ids of leads whose patterns an older version of the suggestions told. */
export async function outdated(tx: Tx, version: number, most: number): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ leadId: string }>`select lead_id from quarantine
      where org_id = ${tx.orgId} and told_by < ${version} order by lead_id limit ${most}`,
  )
  return found.map(({ leadId }) => leadId)
}

/** What is left of how a lead was written: what its arrival's entry in the trail keeps sealed, and those of edits. */
export interface Left {
  /** What was written where nothing could be read, by field. */
  readonly rejectedValues: Readonly<Record<string, unknown>>
  /** What was noted of what was read, as cleaning tells it. */
  readonly notes: readonly unknown[]
}

interface Sealed {
  readonly leadId: string
  readonly sealed: Buffer
  readonly sealingKey: Buffer | null
}

/** What is left of how these leads were written, when they arrived and since; nothing of who was erased. */
export async function readLeft(tx: Tx, leadIds: readonly string[]): Promise<Map<string, Left>> {
  if (leadIds.length === 0) return new Map()
  const found = await rows(
    tx,
    sql<Sealed>`select event.lead_id, event.sealed, person_key.sealing_key from lead_event event
      join lead on lead.org_id = event.org_id and lead.lead_id = event.lead_id
      left join person_key on person_key.org_id = lead.org_id and person_key.person_id = lead.person_id
      where event.org_id = ${tx.orgId} and event.lead_id = any(${[...leadIds]}::uuid[])
        and event.kind in ('captured', 'edited') and event.sealed is not null
      order by event.event_id`,
  )
  const left = new Map<string, Left>()
  for (const { leadId, sealed, sealingKey } of found) {
    const more = unseal(sealingKey, sealed) as Partial<Left> | null
    const { rejectedValues = {}, notes = [] } = left.get(leadId) ?? {}
    left.set(leadId, {
      rejectedValues: more?.rejectedValues ?? rejectedValues,
      notes: [...notes, ...(more?.notes ?? [])],
    })
  }
  return left
}

/** How many leads in quarantine are alike, by pattern, the most first. */
export async function countAlike(
  tx: Tx,
  { sourceId, most }: { sourceId: string | undefined; most: number },
): Promise<{ pattern: string; count: number }[]> {
  const within = sourceId
    ? sql`join quarantine using (org_id, lead_id) where org_id = ${tx.orgId} and source_id = ${sourceId}`
    : sql`where org_id = ${tx.orgId}`
  return rows(
    tx,
    sql<{
      pattern: string
      count: number
    }>`select pattern, count(*)::int as count from quarantine_pattern ${within}
      group by pattern order by count(*) desc, pattern limit ${most}`,
  )
}

export interface Alike {
  readonly pattern: string
  /** Null: of every source. */
  readonly sourceId: string | null
}

/** How many leads in quarantine are alike in this. */
export async function countOf(tx: Tx, { pattern, sourceId }: Alike): Promise<number> {
  const [found] = await rows(
    tx,
    sql<{ count: number }>`select count(*)::int as count from quarantine_pattern alike
      where org_id = ${tx.orgId} and pattern = ${pattern}
        and (${sourceId}::uuid is null or exists (select from quarantine
          where quarantine.org_id = alike.org_id and quarantine.lead_id = alike.lead_id and source_id = ${sourceId}))`,
  )
  return found?.count ?? 0
}

/** A page of the leads that are alike, in the order of their ids: the first to come is the first. */
export async function pageAlike(
  tx: Tx,
  { pattern, sourceId }: Alike,
  { after, most }: { after: string | null; most: number },
): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ leadId: string }>`select alike.lead_id from quarantine_pattern alike
      join quarantine on quarantine.org_id = alike.org_id and quarantine.lead_id = alike.lead_id
      where alike.org_id = ${tx.orgId} and pattern = ${pattern}
        and (${after}::uuid is null or alike.lead_id > ${after})
        and (${sourceId}::uuid is null or quarantine.source_id = ${sourceId})
      order by alike.lead_id limit ${most}`,
  )
  return found.map(({ leadId }) => leadId)
}

/** A page of the leads that a source keeps back because it was paused, in the order of arrival. */
export async function pagePaused(
  tx: Tx,
  sourceId: string,
  { after, most }: { after: string | null; most: number },
): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ leadId: string }>`select lead_id from quarantine
      where org_id = ${tx.orgId} and source_id = ${sourceId} and paused
        and (${after}::uuid is null or lead_id > ${after})
      order by lead_id limit ${most}`,
  )
  return found.map(({ leadId }) => leadId)
}
