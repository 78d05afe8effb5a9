import { sql } from 'kysely'
import type { Closing, HolderKind } from '../../contract/lead.ts'
import { rows, type Tx } from '../db/db.ts'
import type { RuleRef } from '../policy/store.ts'
import { announce } from './announce.ts'
import { type Deadline, noDeadline } from './clock.ts'
import { countLoads, holdLoads } from './load.ts'
import { type Priority, priorityJson, priorityMoved } from './priority.ts'
import { leaveQuarantine } from './quarantine.ts'
import { holderMoves } from './stages.ts'
import { type Actor, appendEvents } from './trail.ts'

export interface Holder {
  readonly kind: HolderKind
  readonly id: string | null
}

/** A wish to change who holds a lead, said against the holder it was seen with. */
export interface Move {
  readonly leadId: string
  readonly from: Holder
  readonly to: Holder
  readonly closedAs?: Closing
  readonly deadline?: Deadline
  /** When one that waits is dealt again; null: when a person does. */
  readonly wakeAt?: Date | null
  /** The event's kind: assigned, claimed, released, recycled, closed, reopened … */
  readonly kind: string
  readonly rule?: RuleRef | null
  readonly data?: Readonly<Record<string, unknown>>
}

/** A change of holder that has happened: of a held lead, or of one that has just arrived (`from` null). */
export interface Landing extends Omit<Move, 'from'> {
  readonly from: Holder | null
}

export interface Occasion {
  readonly now: Date
  /** The organisation's day, 'YYYY-MM-DD', for daily counts. */
  readonly day: string
  readonly actor: Actor
  /** Whoever caused it tells of it all at once, later: no notices and no live messages now. */
  readonly quiet?: boolean
  /** Writes what belongs to those that moved, in the trip that accounts for them. */
  readonly along?: (moved: ReadonlySet<string>) => Promise<unknown>
}

/**
 * Changes who holds leads: the only way to. Locks the loads of every rep involved, moves each lead whose
 * holder is still the one it was seen with, and accounts for it (loads, trail, notice, outbox, live). A lead that was
 * merged into another does not move until that is undone.
 * One that goes on waiting has not moved: only when it is dealt again changes, and nobody is told.
 * Returns the ids that moved; the others had been moved by somebody faster.
 */
export async function moveLeads(tx: Tx, moves: readonly Move[], occasion: Occasion): Promise<Set<string>> {
  await keepWaiting(
    tx,
    moves.filter(({ from, to }) => from.kind === 'waiting' && to.kind === 'waiting'),
  )
  const allowed = moves.filter((move) => holderMoves[move.from.kind].includes(move.to.kind))
  if (allowed.length === 0) {
    await occasion.along?.(new Set())
    return new Set()
  }
  await holdLoads(tx, reps(allowed), occasion.day)
  const moved = await updateHolders(tx, allowed, occasion.now)
  const landings = allowed.filter(({ leadId }) => moved.has(leadId))
  // Before anything is announced: who tells of late ones has them locked when it comes to announce.
  await priorityMoved(
    tx,
    landings.flatMap((landing) => {
      const { priority } = moved.get(landing.leadId)!
      return priority ? { ...landing, ...priority } : []
    }),
    occasion.now,
  )
  const ids = new Set(moved.keys())
  await Promise.all([occasion.along?.(ids), settle(tx, landings, occasion)])
  return ids
}

/** Accounts for changes of holder that stand in the lead table already: loads, trail, notices, outbox, live. */
export async function settle(tx: Tx, landings: readonly Landing[], occasion: Occasion): Promise<void> {
  if (landings.length === 0) return
  await Promise.all([
    countLoads(tx, landings, occasion.day),
    keepSight(tx, landings, occasion.now),
    leaveQuarantine(
      tx,
      landings.flatMap(({ leadId, from, to }) =>
        from?.kind === 'quarantine' && to.kind !== 'quarantine' ? [leadId] : [],
      ),
    ),
    appendEvents(
      tx,
      landings.map((landing) => ({
        leadId: landing.leadId,
        at: occasion.now,
        kind: landing.kind,
        actor: landing.rule ? { kind: 'rule', id: null } : occasion.actor,
        rule: landing.rule ?? null,
        data: {
          from: landing.from,
          to: landing.to,
          closedAs: landing.closedAs,
          dueAt: landing.deadline?.dueAt,
          wakeAt: landing.wakeAt ?? undefined,
          ...landing.data,
        },
      })),
    ),
    announce(tx, landings, occasion),
  ])
}

function reps(moves: readonly Landing[]): string[] {
  const ids = moves.flatMap((move) => [move.from, move.to])
  return [...new Set(ids.filter((holder) => holder?.kind === 'rep').map((holder) => holder?.id as string))]
}

interface Moved {
  readonly leadId: string
  /** Of one that somebody is, or was, to follow up first. */
  readonly priority: Priority | null
}

async function updateHolders(tx: Tx, moves: readonly Move[], now: Date): Promise<Map<string, Moved>> {
  const asked = moves.map(({ leadId, from, to, closedAs, deadline = noDeadline, wakeAt, rule }) => ({
    lead_id: leadId,
    from_kind: from.kind,
    from_id: from.id,
    to_kind: to.kind,
    to_id: to.id,
    closed_as: closedAs ?? null,
    due_at: deadline.dueAt,
    remind_at: deadline.remindAt,
    wake_at: to.kind === 'waiting' ? (wakeAt ?? null) : null,
    rule_id: rule?.id ?? null,
  }))
  // Named once more as an array: a join alone reads a table whole whose size PostgreSQL has not noticed yet.
  const ids = moves.map(({ leadId }) => leadId)
  const moved = await rows(
    tx,
    sql<Moved>`
      with asked as (
        select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (
          lead_id uuid, from_kind text, from_id uuid, to_kind text, to_id uuid,
          closed_as text, due_at timestamptz, remind_at timestamptz, wake_at timestamptz, rule_id text)
      )
      update lead set
        holder_kind = asked.to_kind,
        holder_id = asked.to_id,
        closed_as = asked.closed_as,
        pool_id = case when asked.to_kind = 'pool' then asked.to_id else lead.pool_id end,
        assigned_at = case when asked.to_kind = 'rep' then ${now}::timestamptz else lead.assigned_at end,
        assigned_rule = case when asked.to_kind = 'rep' then asked.rule_id else lead.assigned_rule end,
        protected = lead.protected and asked.to_kind = 'rep',
        due_at = asked.due_at,
        remind_at = asked.remind_at,
        wake_at = asked.wake_at,
        updated_at = ${now},
        version = lead.version + 1
      from asked
      where lead.org_id = ${tx.orgId} and lead.lead_id = asked.lead_id and lead.lead_id = any(${ids}::uuid[])
        and lead.holder_kind = asked.from_kind and lead.holder_id is not distinct from asked.from_id
        and lead.merged_into is null
      returning lead.lead_id, ${priorityJson} as priority`,
  )
  return new Map(moved.map((row) => [row.leadId, row]))
}

/** The leads that wait whose time to be dealt again has come, the longest due first. */
export async function dueToWake(tx: Tx, now: Date, most: number): Promise<string[]> {
  const due = await rows(
    tx,
    sql<{ leadId: string }>`select lead_id from lead
      where org_id = ${tx.orgId} and wake_at <= ${now} and holder_kind = 'waiting' and merged_into is null
      order by wake_at, lead_id limit ${most}`,
  )
  return due.map(({ leadId }) => leadId)
}

async function keepWaiting(tx: Tx, stays: readonly Move[]): Promise<void> {
  if (stays.length === 0) return
  const ids = stays.map(({ leadId }) => leadId)
  const times = stays.map(({ wakeAt }) => wakeAt ?? null)
  await rows(
    tx,
    sql`update lead set wake_at = asked.wake_at
      from unnest(${ids}::uuid[], ${times}::timestamptz[]) as asked (lead_id, wake_at)
      where lead.org_id = ${tx.orgId} and lead.lead_id = asked.lead_id and lead.lead_id = any(${ids}::uuid[])
        and holder_kind = 'waiting' and lead.wake_at is distinct from asked.wake_at`,
  )
}

// A lead that is closed or set aside has no holder: whoever had it keeps seeing it, as a collaborator. One that is withdrawn
// should never have been.
async function keepSight(tx: Tx, landings: readonly Landing[], now: Date): Promise<void> {
  const last = landings
    .filter(
      ({ from, to, closedAs }) =>
        (to.kind === 'closed' || to.kind === 'aside') && closedAs !== 'withdrawn' && from?.kind === 'rep',
    )
    .map(({ leadId, from }) => ({ lead_id: leadId, user_id: from?.id }))
  if (last.length === 0) return
  await rows(
    tx,
    sql`insert into lead_collaborator (org_id, lead_id, user_id, at)
      select ${tx.orgId}, lead_id, user_id, ${now}
      from jsonb_to_recordset(${JSON.stringify(last)}::jsonb) as last (lead_id uuid, user_id uuid)
      on conflict do nothing`,
  )
}
