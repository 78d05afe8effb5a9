import { sql } from 'kysely'
import { one, rows, type Tx } from '../../../db/db.ts'

export interface Visitor {
  readonly visitorId: string
  readonly leadId: string | null
}

/**
 * The browsers of that many ids, noted where they are new, and locked so that none of them becomes somebody's before this
 * transaction has written what it did.
 */
export async function meetVisitors(
  tx: Tx,
  visitorIds: readonly string[],
  now: Date,
): Promise<Map<string, Visitor>> {
  const ids = [...new Set(visitorIds)].toSorted()
  if (ids.length === 0) return new Map()
  await rows(
    tx,
    sql`insert into behaviour_visitor (org_id, visitor_id, seen_at)
      select ${tx.orgId}, visitor_id, ${now} from unnest(${ids}::uuid[]) as visitor_id on conflict do nothing`,
  )
  const held = await rows(
    tx,
    sql<Visitor>`select visitor_id, lead_id from behaviour_visitor
      where org_id = ${tx.orgId} and visitor_id = any(${ids}::uuid[]) order by visitor_id for share`,
  )
  return new Map(held.map((each) => [each.visitorId, each]))
}

/** Whose the browsers are that are somebody's, by browser. Nothing is locked: it may have changed by the next moment. */
export async function ownersOf(tx: Tx, visitorIds: readonly string[]): Promise<Map<string, string>> {
  const held = await rows(
    tx,
    sql<{ visitorId: string; leadId: string }>`select visitor_id, lead_id from behaviour_visitor
      where org_id = ${tx.orgId} and visitor_id = any(${[...visitorIds]}::uuid[]) and lead_id is not null`,
  )
  return new Map(held.map(({ visitorId, leadId }) => [visitorId, leadId]))
}

export type By = 'form' | 'api' | 'link'

/**
 * Says whose a browser is; returns whether that is news. One that is somebody's already stays theirs: who shares a browser
 * with a known person must not take that person's past along.
 */
export async function nameVisitor(
  tx: Tx,
  { visitorId, leadId, by }: { visitorId: string; leadId: string; by: By },
  now: Date,
): Promise<boolean> {
  await rows(
    tx,
    sql`insert into behaviour_visitor (org_id, visitor_id, seen_at)
      values (${tx.orgId}, ${visitorId}, ${now}) on conflict do nothing`,
  )
  const named = await one(
    tx,
    sql`update behaviour_visitor set lead_id = ${leadId}, since = ${now}, by = ${by}
      where org_id = ${tx.orgId} and visitor_id = ${visitorId} and lead_id is null returning 1 as named`,
  )
  return named !== undefined
}

/** The newest open lead under each of some exact keys (lead/keys.ts), and the lead that stands for each of some ids. */
export async function leadsBehind(
  tx: Tx,
  { keys, leadIds }: { keys: readonly string[]; leadIds: readonly string[] },
): Promise<{ byKey: Map<string, string>; byId: Map<string, string> }> {
  const [held, standing] = await Promise.all([
    rows(
      tx,
      sql<{
        key: string
        leadId: string
      }>`select asked.key, held.lead_id from unnest(${[...keys]}::text[]) as asked (key)
        cross join lateral (
          select coalesce(lead.merged_into, lead.lead_id) as lead_id from lead_key
            join lead on lead.org_id = ${tx.orgId} and lead.lead_id = lead_key.lead_id
          where lead_key.org_id = ${tx.orgId} and lead_key.key = asked.key
          order by lead.holder_kind = 'closed' and lead.merged_into is null, lead.arrived_at desc, lead.lead_id desc limit 1) held`,
    ),
    rows(
      tx,
      sql<{
        asked: string
        leadId: string
      }>`select lead_id as asked, coalesce(merged_into, lead_id) as lead_id from lead
        where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[]) and closed_as is distinct from 'erased'`,
    ),
  ])
  return {
    byKey: new Map(held.map(({ key, leadId }) => [key, leadId])),
    byId: new Map(standing.map(({ asked, leadId }) => [asked, leadId])),
  }
}

/** Forgets what leads did, with whose browsers they had and the links that were made for them. */
export async function forget(tx: Tx, leadIds: readonly string[]): Promise<void> {
  const ids = [...leadIds]
  const theirs = sql`org_id = ${tx.orgId} and lead_id = any(${ids}::uuid[])`
  await rows(
    tx,
    sql`delete from behaviour_event where org_id = ${tx.orgId} and visitor_id in (
      select visitor_id from behaviour_visitor where ${theirs})`,
  )
  await rows(tx, sql`delete from behaviour_event where ${theirs}`)
  await rows(tx, sql`delete from behaviour_visitor where ${theirs}`)
  await rows(tx, sql`delete from behaviour_tally where ${theirs}`)
  await rows(tx, sql`delete from behaviour_link where ${theirs}`)
}
