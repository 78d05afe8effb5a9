import { sql } from 'kysely'
import type { PriorityRules } from '../../contract/value.ts'
import { dueFrom } from '../../contract/valuing/deadline.ts'
import type { Asks } from '../../contract/valuing/priority.ts'
import { one, rows, type Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { insertRows } from '../db/write.ts'
import { keepOutbox } from './announce.ts'
import type { Landing } from './hold.ts'
import type { LeadState } from './store.ts'

/** The rules of priority in force, and whose clocks its deadlines go by. */
export interface PriorityInForce {
  readonly rules: PriorityRules
  readonly zone: string
}

/** The rules of priority that leads are valued by; undefined where there are none. */
export async function readPriority(tx: Tx): Promise<PriorityInForce | undefined> {
  const held = await one(
    tx,
    sql<{ rules: PriorityRules | null; zone: string }>`
      select policy.body -> 'priority' as rules, org.time_zone as zone from value_basis
      join policy on policy.org_id = value_basis.org_id and policy.kind = 'value' and policy.scope = ''
        and policy.version = value_basis.version
      join org on org.org_id = value_basis.org_id
      where value_basis.org_id = ${tx.orgId}`,
  )
  return held?.rules ? { rules: held.rules, zone: held.zone } : undefined
}

/** What of a lead decides whether somebody is to follow it up first. */
export type Standing = Pick<
  LeadState,
  'leadId' | 'holderKind' | 'holderId' | 'lastFollowupAt' | 'assignedAt' | 'prioritySince'
>

/** A lead with what its value asks for. */
export interface Ranked {
  readonly lead: Standing
  readonly asks: Asks
  readonly value: number
}

/**
 * What becomes of a lead's priority now that it was valued. open: it gets it, and somebody is to follow it up; worked: it
 * gets it and nobody is awaited, since it is over, or its rep has followed it up since it is theirs; end: it loses it; null:
 * it stays as it is.
 */
export function priorityAfter(lead: Standing, { enters, stays }: Asks): 'open' | 'worked' | 'end' | null {
  if (lead.prioritySince) return stays ? null : 'end'
  if (!enters) return null
  return lead.holderKind === 'closed' || isWorked(lead) ? 'worked' : 'open'
}

function isWorked({ holderKind, lastFollowupAt, assignedAt }: Standing): boolean {
  return (
    holderKind === 'rep' && lastFollowupAt !== null && assignedAt !== null && lastFollowupAt >= assignedAt
  )
}

/** Gives leads that were valued their priority, or takes it. Wants the leads locked. */
export async function keepPriority(
  tx: Tx,
  ranked: readonly Ranked[],
  { now, inForce }: { now: Date; inForce: PriorityInForce | undefined },
): Promise<void> {
  const changes = ranked.flatMap(({ lead, asks, value }) => {
    const after = priorityAfter(lead, asks)
    return after ? [{ lead, value, after }] : []
  })
  if (changes.length === 0) return
  const ids = changes.map(({ lead }) => lead.leadId)
  const opened = changes.filter(({ after }) => after === 'open')
  const due = inForce ? dueFrom(now, inForce.rules, inForce.zone) : { dueAt: now, nextAt: now }
  await rows(
    tx,
    sql`update lead set priority_since = case when new.after = 'end' then null else ${now}::timestamptz end,
        priority_due_at = case when new.after = 'open' then ${due.dueAt}::timestamptz end
      from jsonb_to_recordset(${JSON.stringify(changes.map(({ lead, after }) => ({ lead_id: lead.leadId, after })))}::jsonb)
        as new (lead_id uuid, after text)
      where lead.org_id = ${tx.orgId} and lead.lead_id = new.lead_id and lead.lead_id = any(${ids}::uuid[])`,
  )
  await endPriorities(
    tx,
    changes.filter(({ after }) => after === 'end').map(({ lead }) => lead.leadId),
    { as: 'below', now },
  )
  await openPriorities(
    tx,
    opened.map(({ lead, value }) => ({
      leadId: lead.leadId,
      userId: lead.holderKind === 'rep' ? lead.holderId : null,
      value,
    })),
    { now, due },
  )
}

interface Opening {
  readonly leadId: string
  readonly userId: string | null
  readonly value: number
}

/** Leads that somebody is to follow up from now on, for whoever tells of them and for the report. */
export async function openPriorities(
  tx: Tx,
  opened: readonly Opening[],
  { now, due }: { now: Date; due: { dueAt: Date; nextAt: Date } },
): Promise<void> {
  if (opened.length === 0) return
  await insertRows(
    tx,
    'priority',
    ['org_id', 'priority_id', 'lead_id', 'since', 'given_at', 'due_at', 'next_at', 'user_id', 'value'],
    opened.map(({ leadId, userId, value }) => [
      tx.orgId,
      uuidv7(),
      leadId,
      now,
      now,
      due.dueAt,
      due.nextAt,
      userId,
      value,
    ]),
  )
  await keepOutbox(
    tx,
    'lead.priority',
    opened.map(({ leadId }) => leadId),
    now,
  )
}

/** Nobody is to follow these up any more; of those that nobody was to, nothing changes. */
async function endPriorities(
  tx: Tx,
  leadIds: readonly string[],
  { as, now }: { as: 'closed' | 'below'; now: Date },
): Promise<void> {
  if (leadIds.length === 0) return
  await rows(
    tx,
    sql`update priority set ended_at = ${now}, ended_as = ${as}, next_at = null
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[]) and ended_at is null`,
  )
}

/** How a lead stands that somebody is, or was, to follow up first. */
export interface Priority {
  /** Whether that is still awaited. */
  readonly open: boolean
  /** Minor units. */
  readonly value: number
}

/** A lead's `Priority` as one JSON value; null of a lead that never had one. */
export const priorityJson = sql<Priority | null>`case when lead.priority_since is not null
  then jsonb_build_object('open', lead.priority_due_at is not null, 'value', coalesce(lead.expected_value, 0)) end`

/**
 * What a change of holder does to the priority of leads: one that is over is awaited no more; one that a rep gets is theirs
 * to follow up, with a deadline of their own, whether or not another rep had; one that was over and begins anew is awaited again.
 */
export async function priorityMoved(tx: Tx, held: readonly (Landing & Priority)[], now: Date): Promise<void> {
  if (held.length === 0) return
  const over = held.filter(({ open, to }) => open && to.kind === 'closed')
  const given = held.filter(({ open, to }) => open && to.kind === 'rep')
  const anew = held.filter(
    ({ open, from, to }) => !open && to.kind !== 'closed' && (to.kind === 'rep' || from?.kind === 'closed'),
  )
  await endPriorities(
    tx,
    over.map(({ leadId }) => leadId),
    { as: 'closed', now },
  )
  await writeDue(
    tx,
    over.map(({ leadId }) => leadId),
    null,
  )
  if (given.length + anew.length === 0) return
  const inForce = await readPriority(tx)
  if (!inForce) return
  const due = dueFrom(now, inForce.rules, inForce.zone)
  await giveOn(
    tx,
    given.map(({ leadId, to }) => ({ leadId, userId: to.id })),
    { now, due },
  )
  const opened = anew.map(({ leadId, value, to }) => ({
    leadId,
    value,
    userId: to.kind === 'rep' ? to.id : null,
  }))
  await openPriorities(tx, opened, { now, due })
  await writeDue(
    tx,
    [...given, ...anew].map(({ leadId }) => leadId),
    due.dueAt,
  )
}

async function giveOn(
  tx: Tx,
  given: readonly { leadId: string; userId: string | null }[],
  { now, due }: { now: Date; due: { dueAt: Date; nextAt: Date } },
): Promise<void> {
  if (given.length === 0) return
  const asked = given.map(({ leadId, userId }) => ({ lead_id: leadId, user_id: userId }))
  await rows(
    tx,
    sql`update priority set user_id = given.user_id, given_at = ${now}, due_at = ${due.dueAt}, next_at = ${due.nextAt}, step = 0
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as given (lead_id uuid, user_id uuid)
      where priority.org_id = ${tx.orgId} and priority.lead_id = given.lead_id and priority.ended_at is null`,
  )
}

async function writeDue(tx: Tx, leadIds: readonly string[], dueAt: Date | null): Promise<void> {
  if (leadIds.length === 0) return
  await rows(
    tx,
    sql`update lead set priority_due_at = ${dueAt}::timestamptz
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])`,
  )
}

/** Somebody followed up a lead: where that was awaited, it is done. One of before it got its priority does not count. */
export async function priorityMet(
  tx: Tx,
  { leadId, prioritySince, priorityDueAt }: Pick<LeadState, 'leadId' | 'prioritySince' | 'priorityDueAt'>,
  { at, by, now }: { at: Date; by: string; now: Date },
): Promise<void> {
  if (!prioritySince || !priorityDueAt || at < prioritySince) return
  await rows(
    tx,
    sql`update priority set met_at = greatest(${at}::timestamptz, since), ended_at = ${now}, ended_as = 'met', next_at = null,
        user_id = coalesce(user_id, ${by})
      where org_id = ${tx.orgId} and lead_id = ${leadId} and ended_at is null`,
  )
  await writeDue(tx, [leadId], null)
}
