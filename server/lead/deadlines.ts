import { type RawBuilder, sql } from 'kysely'
import type { RecyclePolicy } from '../../contract/policy.ts'
import { fieldsOf } from '../../rules/fields.ts'
import { one, rows, type Tx } from '../db/db.ts'
import type { RuleRef } from '../policy/store.ts'
import { clockOf, dayIn, type Deadline } from './clock.ts'
import { readFields } from './fields.ts'

/** What every change of a holder needs to know of the organisation: its day and its fallback clock. */
export interface Clock {
  readonly now: Date
  readonly day: string
  readonly zone: string
  readonly deadline: ReturnType<typeof clockOf>
  readonly ref: (ruleId: string | null) => RuleRef | null
}

/** The organisation's clock as it stands at `now`. */
export async function readClock(tx: Tx, now: Date): Promise<Clock> {
  const held = await one(
    tx,
    sql<{ timeZone: string; body: RecyclePolicy | null; version: number | null; custom: boolean }>`
      select org.time_zone, policy.body, policy.version, policy.body::text like '%"custom.%' as custom
      from org
      left join policy on policy.org_id = org.org_id and policy.kind = 'recycle' and policy.valid_to = 'infinity'
      where org.org_id = ${tx.orgId}`,
  )
  const zone = held?.timeZone ?? 'UTC'
  const fields = fieldsOf(held?.custom ? await readFields(tx) : [])
  return {
    now,
    zone,
    day: dayIn(zone, now),
    deadline: clockOf(held?.body ?? undefined, fields, { now, zone }),
    ref: (id) => (held?.version ? { kind: 'recycle', scope: '', version: held.version, id } : null),
  }
}

/**
 * When a held lead falls back, for a statement that sets more of the lead: an update of its own would be another
 * entry in each of the lead's many indexes.
 */
export function setsDeadline({ dueAt, remindAt }: Pick<Deadline, 'dueAt' | 'remindAt'>): RawBuilder<unknown> {
  return sql`due_at = ${dueAt}::timestamptz, remind_at = ${remindAt}::timestamptz`
}

/** Writes deadlines that were reckoned anew; nothing else of the leads is touched. */
export async function writeDeadlines(
  tx: Tx,
  leads: readonly ({ leadId: string } & Pick<Deadline, 'dueAt' | 'remindAt'>)[],
): Promise<void> {
  if (leads.length === 0) return
  const ids = leads.map(({ leadId }) => leadId)
  const asked = leads.map(({ leadId, dueAt, remindAt }) => ({
    lead_id: leadId,
    due_at: dueAt,
    remind_at: remindAt,
  }))
  await rows(
    tx,
    sql`update lead set due_at = asked.due_at, remind_at = asked.remind_at
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (lead_id uuid, due_at timestamptz, remind_at timestamptz)
      where lead.org_id = ${tx.orgId} and lead.lead_id = asked.lead_id and lead.lead_id = any(${ids}::uuid[])`,
  )
}

/** A held lead and when it falls back. */
export interface Due {
  readonly leadId: string
  readonly holderId: string
  readonly dueAt: Date
}

/** Takes the reminders that are due, oldest first: each is told once a deadline. */
export async function takeReminders(tx: Tx, now: Date, most: number): Promise<Due[]> {
  return rows(
    tx,
    sql<Due>`update lead set remind_at = null from (
        select lead_id from lead where org_id = ${tx.orgId} and remind_at <= ${now} and holder_kind = 'rep'
        order by remind_at limit ${most} for update skip locked) as due
      where lead.org_id = ${tx.orgId} and lead.lead_id = due.lead_id
      returning lead.lead_id, lead.holder_id, lead.due_at`,
  )
}
