import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'

/** A lead of a group that a rep has. */
export interface Seated {
  readonly leadId: string
  readonly groupId: string
  readonly holderId: string
}

/** In which groups leads are. */
export async function groupsOf(tx: Tx, leadIds: readonly string[]): Promise<Map<string, string>> {
  if (leadIds.length === 0) return new Map()
  const found = await rows(
    tx,
    sql<{ leadId: string; groupId: string }>`select lead_id, group_id from cohort_lead
      where org_id = ${tx.orgId} and lead_id = any(${leadIds}::uuid[])`,
  )
  return new Map(found.map(({ leadId, groupId }) => [leadId, groupId]))
}

/** The leads of groups that reps have. */
export function heldIn(tx: Tx, groupIds: readonly string[]): Promise<Seated[]> {
  return rows(
    tx,
    sql<Seated>`select cohort_lead.lead_id, group_id, lead.holder_id from cohort_lead
      join lead on lead.org_id = cohort_lead.org_id and lead.lead_id = cohort_lead.lead_id
      where cohort_lead.org_id = ${tx.orgId} and group_id = any(${groupIds}::uuid[]) and lead.holder_kind = 'rep'
        and lead.merged_into is null
      order by cohort_lead.lead_id`,
  )
}

/** Open leads of groups that somebody else has than who serves them, by group. */
export async function elsewhereIn(tx: Tx, cohortIds: readonly string[]): Promise<Map<string, number>> {
  const found = await rows(
    tx,
    sql<{ groupId: string; leads: number }>`select g.group_id, count(*) as leads from cohort_group g
      join cohort_lead on cohort_lead.org_id = g.org_id and cohort_lead.group_id = g.group_id
      join lead on lead.org_id = g.org_id and lead.lead_id = cohort_lead.lead_id
      where g.org_id = ${tx.orgId} and g.cohort_id = any(${cohortIds}::uuid[])
        and lead.holder_kind in ('rep', 'pool') and lead.holder_id is distinct from g.served_by
      group by g.group_id`,
  )
  return new Map(found.map(({ groupId, leads }) => [groupId, leads]))
}

/**
 * Seats leads in groups, those that have no seat yet; answers how many. The groups are locked: the seats are counted
 * here and nowhere else, and the table lets none be overfull.
 */
export async function seat(
  tx: Tx,
  placed: readonly { leadId: string; groupId: string }[],
  at: Date,
): Promise<{ leadId: string; groupId: string }[]> {
  if (placed.length === 0) return []
  const asked = JSON.stringify(placed.map(({ leadId, groupId }) => ({ lead_id: leadId, group_id: groupId })))
  return rows(
    tx,
    sql<{ leadId: string; groupId: string }>`with seated as (
        insert into cohort_lead (org_id, lead_id, group_id, placed_at)
        select ${tx.orgId}, lead_id, group_id, ${at}
        from jsonb_to_recordset(${asked}::jsonb) as asked (lead_id uuid, group_id uuid)
        on conflict do nothing returning lead_id, group_id
      ), counted as (
        update cohort_group set taken = cohort_group.taken + more.leads
        from (select group_id, count(*) as leads from seated group by group_id) more
        where cohort_group.org_id = ${tx.orgId} and cohort_group.group_id = more.group_id
      )
      select lead_id, group_id from seated`,
  )
}

/** Takes leads out of their groups; answers which were in one. */
export async function unseat(tx: Tx, leadIds: readonly string[]): Promise<string[]> {
  const gone = await rows(
    tx,
    sql<{ leadId: string }>`with gone as (
        delete from cohort_lead where org_id = ${tx.orgId} and lead_id = any(${leadIds}::uuid[])
        returning lead_id, group_id
      ), counted as (
        update cohort_group set taken = cohort_group.taken - fewer.leads
        from (select group_id, count(*) as leads from gone group by group_id) fewer
        where cohort_group.org_id = ${tx.orgId} and cohort_group.group_id = fewer.group_id
      )
      select lead_id from gone`,
  )
  return gone.map(({ leadId }) => leadId)
}

/** Leads of a cohort stay with its roster until the end of its last day of sales; of one that is over, no longer. */
export async function keepUntil(tx: Tx, leadIds: readonly string[]): Promise<void> {
  if (leadIds.length === 0) return
  await rows(
    tx,
    sql`update lead set roster_until = (
        select (c.sales_to + 1)::timestamp at time zone org.time_zone from cohort_lead
        join cohort_group g on g.org_id = cohort_lead.org_id and g.group_id = cohort_lead.group_id
        join cohort c on c.org_id = g.org_id and c.cohort_id = g.cohort_id and c.archived_at is null
        join org on org.org_id = c.org_id
        where cohort_lead.org_id = lead.org_id and cohort_lead.lead_id = lead.lead_id)
      where lead.org_id = ${tx.orgId} and lead.lead_id = any(${[...leadIds]}::uuid[])`,
  )
}

/** The leads of a cohort, whoever has them. */
export async function leadsOf(tx: Tx, cohortId: string): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ leadId: string }>`select lead_id from cohort_lead join cohort_group g
        on g.org_id = cohort_lead.org_id and g.group_id = cohort_lead.group_id
      where cohort_lead.org_id = ${tx.orgId} and g.cohort_id = ${cohortId} order by lead_id`,
  )
  return found.map(({ leadId }) => leadId)
}
