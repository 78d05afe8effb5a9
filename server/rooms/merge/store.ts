import { sql } from 'kysely'
import { one, rows, type Tx } from '../../db/db.ts'
import { insertRows } from '../../db/write.ts'
import { seal, unseal } from '../../lead/seal.ts'
import type { RuleRef } from '../../policy/store.ts'
import type { Image } from './decide/undo.ts'

/** What changed its lead by a merge: ids and tags, nothing of a person. */
export interface Moved {
  /** Follow-ups by the lead they were of. */
  readonly activities: readonly { readonly leadId: string; readonly activityId: string }[]
  /** Tags the survivor got. */
  readonly tags: readonly string[]
  /** Who came to see which lead. */
  readonly sight: readonly { readonly leadId: string; readonly userId: string }[]
  /** Leads that had been merged into one of those that ended, and point at the survivor since. */
  readonly carried: readonly { readonly leadId: string; readonly into: string }[]
  /** Open disputes by the lead they were about. */
  readonly disputes?: readonly { readonly disputeId: string; readonly leadId: string }[]
  /** Pairs of these leads that were not called one person yet, as they stood. */
  readonly pairs?: readonly {
    readonly pairId: string
    readonly state: 'open' | 'different'
    readonly decidedAt: Date | string | null
    readonly decidedBy: string | null
  }[]
}

/** A lead of a merge as it stood. */
export interface Snapshot {
  readonly before: Image
  /** Of the survivor: as it stood right after. */
  readonly after?: Image
  /** The keys it was found by. */
  readonly keys: readonly string[]
  /** Of the survivor: those that came to it. */
  readonly brought?: readonly string[]
  /** What of it waited for a provider, row by row. */
  readonly due?: readonly Image[]
  /** Of the survivor: what was found out about its fields, before and right after, and what came to wait for a provider. */
  readonly marks?: readonly Image[]
  readonly marksAfter?: readonly Image[]
  readonly dueBrought?: readonly string[]
}

export interface Merge {
  readonly mergeId: string
  readonly survivorId: string
  readonly at: Date
  readonly byUser: string
  readonly rule: RuleRef | null
  readonly picks: Readonly<Record<string, string>>
  readonly kept: Readonly<Record<string, { leadId: string | null; because: string }>>
  readonly moved: Moved
  readonly undoneAt: Date | null
  readonly undoneBy: string | null
  /** Those that ended. */
  readonly loserIds: readonly string[]
}

type NewMerge = Omit<Merge, 'undoneAt' | 'undoneBy' | 'loserIds'>

const columns = ['org_id', 'merge_id', 'survivor_id', 'at', 'by_user', 'rule', 'picks', 'kept', 'moved']

/** Keeps a merge with each of its leads as it stood, sealed with that lead's person's key. */
export async function keep(
  tx: Tx,
  merge: NewMerge,
  parts: readonly { leadId: string; key: Buffer; snapshot: Snapshot }[],
): Promise<void> {
  const { mergeId, survivorId, at, byUser, rule, picks, kept, moved } = merge
  await insertRows(tx, 'merge', columns, [
    [tx.orgId, mergeId, survivorId, at, byUser, rule, picks, kept, moved],
  ])
  await insertRows(
    tx,
    'merge_lead',
    ['org_id', 'merge_id', 'lead_id', 'sealed'],
    parts.map(({ leadId, key, snapshot }) => [tx.orgId, mergeId, leadId, seal(key, snapshot)]),
  )
}

const read = (tx: Tx) => sql`
  select m.merge_id, m.survivor_id, m.at, m.by_user, m.rule, m.picks, m.kept, m.moved, m.undone_at, m.undone_by,
    array(select l.lead_id from merge_lead l where l.org_id = m.org_id and l.merge_id = m.merge_id
      and l.lead_id <> m.survivor_id order by l.lead_id) as loser_ids
  from merge m where m.org_id = ${tx.orgId}`

/** A merge by its id. */
export async function readMerge(tx: Tx, mergeId: string): Promise<Merge | undefined> {
  return one(tx, sql<Merge>`${read(tx)} and m.merge_id = ${mergeId}`)
}

/** Every merge that some leads were part of, newest first; those in force only, where asked. */
export async function mergesOf(
  tx: Tx,
  leadIds: readonly string[],
  { inForce = false }: { inForce?: boolean } = {},
): Promise<Merge[]> {
  return rows(
    tx,
    sql<Merge>`${read(tx)} and m.merge_id in (
        select merge_id from merge_lead where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[]))
      and (m.undone_at is null or not ${inForce})
      order by m.merge_id desc`,
  )
}

/** The leads of a merge as they stood; null for one whose person was erased since. */
export async function snapshots(tx: Tx, mergeId: string): Promise<Map<string, Snapshot | null>> {
  const found = await rows(
    tx,
    sql<{ leadId: string; sealed: Buffer; sealingKey: Buffer | null }>`
      select part.lead_id, part.sealed, person_key.sealing_key from merge_lead part
      join lead on lead.org_id = ${tx.orgId} and lead.lead_id = part.lead_id
      left join person_key on person_key.org_id = ${tx.orgId} and person_key.person_id = lead.person_id
      where part.org_id = ${tx.orgId} and part.merge_id = ${mergeId}`,
  )
  return new Map(
    found.map(({ leadId, sealed, sealingKey }) => [leadId, unseal(sealingKey, sealed) as Snapshot | null]),
  )
}

/** Notes that a merge no longer holds. */
export async function markUndone(
  tx: Tx,
  mergeId: string,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update merge set undone_at = ${now}, undone_by = ${by} where org_id = ${tx.orgId} and merge_id = ${mergeId}`,
  )
}

/** Leads' rows by id, whole and as JSON: what they are compared by and restored from. */
export async function images(tx: Tx, leadIds: readonly string[]): Promise<Map<string, Image>> {
  const found = await rows(
    tx,
    sql<{ leadId: string; image: Image }>`select lead_id, to_jsonb(lead) as image from lead
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])`,
  )
  return new Map(found.map(({ leadId, image }) => [leadId, image]))
}

/** Those of some members and pools that can hold a lead no more: who left, what was archived. */
export async function goneHolders(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const held = await rows(
    tx,
    sql<{ id: string }>`
      select user_id as id from member where org_id = ${tx.orgId} and status = 'active' and user_id = any(${[...ids]}::uuid[])
      union all
      select pool_id from pool where org_id = ${tx.orgId} and archived_at is null and pool_id = any(${[...ids]}::uuid[])`,
  )
  const there = new Set(held.map(({ id }) => id))
  return new Set(ids.filter((id) => !there.has(id)))
}

/** What hangs on each lead, counted: follow-ups, arrivals, events of the trail, merges in force. */
export async function counts(
  tx: Tx,
  leadIds: readonly string[],
): Promise<Map<string, { activities: number; arrivals: number; events: number; merges: number }>> {
  const found = await rows(
    tx,
    sql<{ leadId: string; activities: number; arrivals: number; events: number; merges: number }>`
      select asked.lead_id,
        (select count(*) from activity a where a.org_id = ${tx.orgId} and a.lead_id = asked.lead_id) as activities,
        (select count(*) from arrival a where a.org_id = ${tx.orgId} and a.lead_id = asked.lead_id) as arrivals,
        (select count(*) from lead_event e where e.org_id = ${tx.orgId} and e.lead_id = asked.lead_id) as events,
        (select count(*) from merge m where m.org_id = ${tx.orgId} and m.survivor_id = asked.lead_id
          and m.undone_at is null and m.merge_id in (
            select merge_id from merge_lead l where l.org_id = ${tx.orgId} and l.lead_id = asked.lead_id)) as merges
      from unnest(${[...leadIds]}::uuid[]) asked (lead_id)`,
  )
  return new Map(found.map(({ leadId, ...counted }) => [leadId, counted]))
}
