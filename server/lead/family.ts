import { type RawBuilder, sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'

/**
 * Leads that were merged: each points at the one that survived. A pointer is always to the last of a chain, so the family
 * of a lead is itself and those that point at it. Their rows, journal and trail stay where they are; whoever tells all
 * that is known of a person reads the family.
 */

/** The ids of a lead and of those merged into it, as a subquery. */
export function familyOf(tx: Tx, leadId: string): RawBuilder<string> {
  return sql<string>`(select ${leadId}::uuid as lead_id
    union all select lead_id from lead where org_id = ${tx.orgId} and merged_into = ${leadId})`
}

/** The leads that were merged into some others. */
export async function mergedInto(
  tx: Tx,
  leadIds: readonly string[],
): Promise<{ leadId: string; personId: string; into: string }[]> {
  if (leadIds.length === 0) return []
  return rows(
    tx,
    sql<{ leadId: string; personId: string; into: string }>`
      select lead_id, person_id, merged_into as into from lead
      where org_id = ${tx.orgId} and merged_into = any(${[...leadIds]}::uuid[]) order by lead_id`,
  )
}

/**
 * Every person a lead stands for: its own, that of each lead merged into it, and, of one that was merged, those of the
 * whole family. Whoever erases one of them erases all, and whoever asks for a consent asks for the strictest of theirs.
 */
export async function personsOf(tx: Tx, leadId: string): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ personId: string }>`
      with head as (
        select coalesce(merged_into, lead_id) as lead_id from lead where org_id = ${tx.orgId} and lead_id = ${leadId}
      )
      select distinct lead.person_id from head join lead on lead.org_id = ${tx.orgId}
        and (lead.lead_id = head.lead_id or lead.merged_into = head.lead_id)`,
  )
  return found.map(({ personId }) => personId)
}

/** Points leads at the one that survived, or at none again (null); their versions move on, for they are other leads now. */
export async function point(
  tx: Tx,
  leadIds: readonly string[],
  { at, now }: { at: string | null; now: Date },
): Promise<void> {
  if (leadIds.length === 0) return
  await rows(
    tx,
    sql`update lead set merged_into = ${at}, updated_at = ${now}, version = version + 1
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])`,
  )
}

/** Takes away a lead's pointer at a double of it, or sets it again. */
export async function pointAtTwin(tx: Tx, leadId: string, twinId: string | null): Promise<void> {
  await rows(
    tx,
    sql`update lead set duplicate_of = ${twinId} where org_id = ${tx.orgId} and lead_id = ${leadId}`,
  )
}

interface Twins {
  readonly leadId: string
  readonly twinId: string
}

/** Points open leads at doubles of theirs where they point at none yet, each at one. Returns the ids of those that now do. */
export async function flagTwins(tx: Tx, twins: readonly Twins[]): Promise<string[]> {
  if (twins.length === 0) return []
  const flagged = await rows(
    tx,
    sql<{ leadId: string }>`
      update lead set duplicate_of = twins.twin_id
      from unnest(${twins.map(({ leadId }) => leadId)}::uuid[], ${twins.map(({ twinId }) => twinId)}::uuid[]) twins (lead_id, twin_id)
      where lead.org_id = ${tx.orgId} and lead.lead_id = twins.lead_id and lead.duplicate_of is null
        and lead.holder_kind <> 'closed' returning lead.lead_id`,
  )
  return flagged.map(({ leadId }) => leadId)
}

/** Takes away what leads say of being doubles of one another: they are two. */
export async function unflagTwins(tx: Tx, twins: readonly Twins[]): Promise<void> {
  if (twins.length === 0) return
  await rows(
    tx,
    sql`update lead set duplicate_of = null
      from unnest(${twins.map(({ leadId }) => leadId)}::uuid[], ${twins.map(({ twinId }) => twinId)}::uuid[]) twins (lead_id, twin_id)
      where lead.org_id = ${tx.orgId} and lead.lead_id in (twins.lead_id, twins.twin_id)
        and lead.duplicate_of in (twins.lead_id, twins.twin_id)`,
  )
}

/**
 * Sets beside a holder that is as it was before what else was so: since when, by which rule, until when, in which pool.
 * `images` are rows of `lead` as JSON, of leads whose holder stands already.
 */
export async function restoreHolding(tx: Tx, images: readonly unknown[]): Promise<void> {
  if (images.length === 0) return
  await rows(
    tx,
    sql`update lead set pool_id = was.pool_id, closed_as = was.closed_as, protected = was.protected,
        assigned_at = was.assigned_at, assigned_rule = was.assigned_rule, due_at = was.due_at, remind_at = was.remind_at,
        wake_at = was.wake_at
      from jsonb_populate_recordset(null::lead, ${JSON.stringify(images)}::jsonb) as was
      where lead.org_id = ${tx.orgId} and lead.lead_id = was.lead_id
        and lead.holder_kind = was.holder_kind and lead.holder_id is not distinct from was.holder_id`,
  )
}

/** Makes members see leads; returns those whom each lead is new to. */
export async function addSight(
  tx: Tx,
  shares: readonly { leadId: string; userId: string }[],
  at: Date,
): Promise<{ leadId: string; userId: string }[]> {
  if (shares.length === 0) return []
  const asked = shares.map(({ leadId, userId }) => ({ lead_id: leadId, user_id: userId }))
  return rows(
    tx,
    sql<{ leadId: string; userId: string }>`insert into lead_collaborator (org_id, lead_id, user_id, at)
      select ${tx.orgId}, lead_id, user_id, ${at}
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (lead_id uuid, user_id uuid)
      on conflict do nothing returning lead_id, user_id`,
  )
}

/** Takes the sight of leads from members again. */
export async function dropSight(
  tx: Tx,
  shares: readonly { leadId: string; userId: string }[],
): Promise<void> {
  if (shares.length === 0) return
  const asked = shares.map(({ leadId, userId }) => ({ lead_id: leadId, user_id: userId }))
  await rows(
    tx,
    sql`delete from lead_collaborator as c
      using jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as gone (lead_id uuid, user_id uuid)
      where c.org_id = ${tx.orgId} and c.lead_id = gone.lead_id and c.user_id = gone.user_id`,
  )
}
