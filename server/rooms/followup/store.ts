import { sql } from 'kysely'
import type { Stage } from '../../../contract/lead.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import type { Deadline } from '../../lead/clock.ts'
import { setsDeadline } from '../../lead/deadlines.ts'

export interface ActivityRow {
  readonly activityId: string
  readonly leadId: string
  readonly kind: string
  readonly outcome: string | null
  readonly note: string | null
  readonly byUser: string
  readonly at: Date
  readonly nextStep: string | null
  readonly nextAt: Date | null
}

/** Keeps a log; false when the same one was kept before (a client that sent it twice). */
export async function keep(tx: Tx, log: ActivityRow): Promise<boolean> {
  const kept = await one(
    tx,
    sql`insert into activity (org_id, lead_id, activity_id, kind, outcome, note, by_user, at, next_step, next_at)
      values (${tx.orgId}, ${log.leadId}, ${log.activityId}, ${log.kind}, ${log.outcome}, ${log.note}, ${log.byUser},
              ${log.at}, ${log.nextStep}, ${log.nextAt})
      on conflict do nothing returning activity_id`,
  )
  return kept !== undefined
}

export interface Progress {
  readonly leadId: string
  readonly stage: Stage
  readonly stageReason: string | null
  readonly next: { readonly step: string | null; readonly at: Date | null } | null
  readonly deadline: Pick<Deadline, 'dueAt' | 'remindAt'>
  readonly now: Date
}

/**
 * Brings a lead up to date with its logs: first and last follow-up are derived from the activities, here and nowhere
 * else, so that they cannot differ from them. Returns the new version.
 */
export async function progress(tx: Tx, to: Progress): Promise<number> {
  const written = await one(
    tx,
    sql<{ version: number }>`
      update lead set
        first_followup_at = log.first, last_followup_at = log.last,
        stage = ${to.stage},
        stage_at = case when lead.stage = ${to.stage} then lead.stage_at else ${to.now}::timestamptz end,
        stage_reason = ${to.stageReason},
        next_step = case when ${to.next !== null} then ${to.next?.step ?? null} else lead.next_step end,
        next_at = case when ${to.next !== null} then ${to.next?.at ?? null}::timestamptz else lead.next_at end,
        ${setsDeadline(to.deadline)}, updated_at = ${to.now}, version = lead.version + 1
      from (select min(at) as first, max(at) as last from activity
            where org_id = ${tx.orgId} and lead_id = ${to.leadId} and kind <> 'note') log
      where lead.org_id = ${tx.orgId} and lead.lead_id = ${to.leadId}
      returning lead.version`,
  )
  return written?.version ?? 0
}

/** Sets what an ended or reopened lead's stage is, with the amount of a conversion. */
export async function writeStage(
  tx: Tx,
  leadId: string,
  to: { stage: Stage; reason: string | null; amount: number | null; currency: string | null; now: Date },
): Promise<number> {
  const written = await one(
    tx,
    sql<{
      version: number
    }>`update lead set stage = ${to.stage}, stage_at = ${to.now}, stage_reason = ${to.reason},
        amount = coalesce(${to.amount}::bigint, amount), currency = coalesce(${to.currency}, currency),
        updated_at = ${to.now}, version = version + 1
      where org_id = ${tx.orgId} and lead_id = ${leadId} returning version`,
  )
  return written?.version ?? 0
}

/** Ends many leads at one stage with one reason. */
export async function endAll(
  tx: Tx,
  leadIds: readonly string[],
  { stage, reason, now }: { stage: 'lost' | 'invalid'; reason: string; now: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update lead set stage = ${stage}, stage_at = ${now}, stage_reason = ${reason}
      where org_id = ${tx.orgId} and lead_id = any(${leadIds}::uuid[])`,
  )
}

/** Begins leads that were over anew: new, without the reason they ended for. */
export async function reopenAll(tx: Tx, leadIds: readonly string[], now: Date): Promise<void> {
  await rows(
    tx,
    sql`update lead set stage = 'new', stage_at = ${now}, stage_reason = null
      where org_id = ${tx.orgId} and lead_id = any(${leadIds}::uuid[])`,
  )
}

/** The organisation's currency. */
export async function currency(tx: Tx): Promise<string> {
  const org = await one(tx, sql<{ currency: string }>`select currency from org where org_id = ${tx.orgId}`)
  return org?.currency ?? 'CNY'
}

/** Gives the follow-ups of leads to another; returns which were whose. */
export async function reparent(
  tx: Tx,
  leadIds: readonly string[],
  to: string,
): Promise<{ leadId: string; activityId: string }[]> {
  return rows(
    tx,
    sql<{ leadId: string; activityId: string }>`
      with theirs as (
        select lead_id, activity_id from activity
        where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])
      ), moved as (
        update activity set lead_id = ${to} from theirs
        where activity.org_id = ${tx.orgId} and activity.lead_id = theirs.lead_id
          and activity.activity_id = theirs.activity_id
        returning activity.activity_id
      )
      select theirs.lead_id, theirs.activity_id from theirs join moved using (activity_id)`,
  )
}

/** Gives follow-ups of one lead to others, each to its own. */
export async function giveBack(
  tx: Tx,
  from: string,
  back: readonly { leadId: string; activityId: string }[],
): Promise<void> {
  if (back.length === 0) return
  const asked = back.map(({ leadId, activityId }) => ({ lead_id: leadId, activity_id: activityId }))
  await rows(
    tx,
    sql`update activity set lead_id = back.lead_id
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as back (lead_id uuid, activity_id uuid)
      where activity.org_id = ${tx.orgId} and activity.lead_id = ${from} and activity.activity_id = back.activity_id`,
  )
}

/** Brings leads' first and last follow-up up to date with the activities they have now. */
export async function rederive(tx: Tx, leadIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    sql`update lead set first_followup_at = log.first, last_followup_at = log.last
      from (select asked.lead_id, min(at) as first, max(at) as last from unnest(${[...leadIds]}::uuid[]) asked (lead_id)
            left join activity on activity.org_id = ${tx.orgId} and activity.lead_id = asked.lead_id and kind <> 'note'
            group by asked.lead_id) log
      where lead.org_id = ${tx.orgId} and lead.lead_id = log.lead_id`,
  )
}

/** What of a lead's work another lead may bring it: columns of `lead`, as JSON has them. Those not named stay. */
export interface Work {
  readonly stage?: unknown
  readonly stage_at?: unknown
  readonly stage_reason?: unknown
  readonly next_step?: unknown
  readonly next_at?: unknown
}

/** Sets how far a lead is and what was agreed next, as it was with another lead or before. */
export async function takeOver(tx: Tx, leadId: string, work: Work): Promise<void> {
  await rows(
    tx,
    sql`update lead set stage = given.stage, stage_at = given.stage_at, stage_reason = given.stage_reason,
        next_step = given.next_step, next_at = given.next_at
      from (select (jsonb_populate_record(held, ${JSON.stringify(work)}::jsonb)).* from lead held
            where held.org_id = ${tx.orgId} and held.lead_id = ${leadId}) given
      where lead.org_id = ${tx.orgId} and lead.lead_id = ${leadId}`,
  )
}

/** What was logged on a lead at or after a moment, oldest first. */
export async function since(
  tx: Tx,
  leadId: string,
  at: Date,
): Promise<{ activityId: string; kind: string; at: Date }[]> {
  return rows(
    tx,
    sql<{ activityId: string; kind: string; at: Date }>`select activity_id, kind, at from activity
      where org_id = ${tx.orgId} and lead_id = ${leadId} and at >= ${at} order by at, activity_id`,
  )
}

/** Forgets what was written down of leads: notes, next steps, why they ended. That they were followed up stays. */
export async function forget(tx: Tx, leadIds: readonly string[]): Promise<void> {
  const ids = sql`any(${[...leadIds]}::uuid[])`
  await rows(
    tx,
    sql`update activity set note = null, next_step = null where org_id = ${tx.orgId} and lead_id = ${ids}`,
  )
  await rows(
    tx,
    sql`update lead set stage_reason = null, next_step = null, next_at = null
      where org_id = ${tx.orgId} and lead_id = ${ids}`,
  )
}
