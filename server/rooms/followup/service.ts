import type { Stage } from '../../../contract/lead.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { writeOutbox } from '../../lead/announce.ts'
import { type Clock, readClock } from '../../lead/deadlines.ts'
import { moveLeads } from '../../lead/hold.ts'
import { lockLoads } from '../../lead/load.ts'
import { priorityMet } from '../../lead/priority.ts'
import { reachLead } from '../../lead/reach.ts'
import { endings } from '../../lead/stages.ts'
import { type LeadState, readLeads } from '../../lead/store.ts'
import { type Actor, appendEvents } from '../../lead/trail.ts'
import { lockRotation } from '../../lead/turns.ts'
import type { UserCaller } from '../../people/caller.ts'
import { counts, stageAfter, type StageWish, stageObstacle } from './decide.ts'
import * as store from './store.ts'

export interface Log {
  readonly now: Date
  readonly leadId: string
  readonly activityId: string
  readonly kind: 'call' | 'message' | 'visit' | 'note'
  readonly outcome?: string | null | undefined
  readonly note?: string | null | undefined
  readonly at?: Date | undefined
  readonly nextStep?: string | null | undefined
  readonly nextAt?: Date | null | undefined
  readonly stage?: 'contacted' | 'qualified' | undefined
}

/** Logs a follow-up: moves the deadline on from its time, the stage where the customer was reached, the next step. */
export async function log(
  tx: Tx,
  caller: UserCaller,
  wish: Log,
): Promise<{ leadId: string; version: number; dueAt: Date | null }> {
  const clock = await readClock(tx, wish.now)
  const lead = await reachLead(tx, caller, { leadId: wish.leadId, now: clock.now })
  if (lead.closedAs) throw refuse('lead.closed', { as: lead.closedAs })
  const at = wish.at && wish.at < clock.now ? wish.at : clock.now
  const row = {
    ...wish,
    outcome: wish.outcome ?? null,
    note: wish.note ?? null,
    at,
    byUser: caller.userId,
    nextStep: wish.nextStep ?? null,
    nextAt: wish.nextAt ?? null,
  }
  if (!(await store.keep(tx, row))) return { leadId: lead.leadId, version: lead.version, dueAt: lead.dueAt }
  const stage = stageAfter(lead.stage, wish, wish.stage)
  const deadline = deadlineAfter(lead, { at, stage, moves: counts(wish) }, clock)
  const next =
    wish.nextStep === undefined && wish.nextAt === undefined ? null : { step: row.nextStep, at: row.nextAt }
  const version = await store.progress(tx, {
    leadId: lead.leadId,
    stage,
    stageReason: null,
    next,
    deadline,
    now: clock.now,
  })
  if (counts(wish)) await priorityMet(tx, lead, { at, by: caller.userId, now: clock.now })
  await appendEvents(tx, [
    {
      leadId: lead.leadId,
      at,
      kind: 'followed_up',
      actor: actorOf(caller),
      data: {
        activityId: wish.activityId,
        activity: wish.kind,
        outcome: row.outcome,
        dueAt: deadline.dueAt,
        nextAt: row.nextAt,
        ...stageChange(lead, stage),
      },
    },
  ])
  if (stage !== lead.stage) await writeOutbox(tx, 'lead.stage_changed', [lead.leadId], clock.now)
  await tell(tx, { topic: 'lead', ids: [lead.leadId] })
  return { leadId: lead.leadId, version, dueAt: deadline.dueAt }
}

function deadlineAfter(
  lead: LeadState,
  { at, stage, moves }: { at: Date; stage: Stage; moves: boolean },
  clock: Clock,
) {
  if (lead.holderKind !== 'rep') return { dueAt: null, remindAt: null }
  if (!moves) return { dueAt: lead.dueAt, remindAt: lead.remindAt }
  // A log that comes late (an offline queue) must not take back what a newer one, or being given the lead, has moved.
  const from = new Date(Math.max(+at, +(lead.lastFollowupAt ?? 0), +(lead.assignedAt ?? 0)))
  return clock.deadline({ ...lead, stage, lastFollowupAt: from }, from)
}

function stageChange(lead: LeadState, stage: Stage) {
  return stage === lead.stage ? {} : { changes: [{ field: 'stage', before: lead.stage, after: stage }] }
}

function actorOf(caller: UserCaller): Actor {
  return { kind: 'user', id: caller.userId }
}

export interface StageMove extends StageWish {
  readonly now: Date
  readonly leadId: string
  readonly version: number
  readonly currency?: string | undefined
}

/**
 * Moves a lead to a stage; tells also which it came from. An end closes it; out of an end the caller holds it again. Who
 * is owed another for an invalid one is settled by whoever calls this, with the rotation that is held for it. Refuses
 * `version.stale`, a move the stages do not allow, and what an end still needs.
 */
export async function setStage(
  tx: Tx,
  caller: UserCaller,
  wish: StageMove,
): Promise<{ leadId: string; version: number; from: Stage }> {
  const clock = await readClock(tx, wish.now)
  const lead = await lockForMove(tx, caller, { wish, clock })
  if (lead.version !== wish.version) throw refuse('version.stale')
  if (lead.closedAs && lead.closedAs !== endings[lead.stage])
    throw refuse('lead.closed', { as: lead.closedAs })
  const obstacle = stageObstacle(lead.stage, wish)
  if (obstacle) throw refuse(obstacle, { from: lead.stage, to: wish.stage })
  const currency = wish.stage === 'converted' ? (wish.currency ?? (await store.currency(tx))) : null
  const version = await store.writeStage(tx, lead.leadId, {
    stage: wish.stage,
    reason: wish.reason ?? null,
    amount: wish.amount ?? null,
    currency,
    now: clock.now,
  })
  await appendEvents(tx, [
    {
      leadId: lead.leadId,
      at: clock.now,
      kind: 'stage_changed',
      actor: actorOf(caller),
      data: { ...stageChange(lead, wish.stage), reason: wish.reason, amount: wish.amount, currency },
    },
  ])
  await writeOutbox(tx, 'lead.stage_changed', [lead.leadId], clock.now)
  const moved = await follow(tx, lead, { caller, stage: wish.stage, clock })
  return { leadId: lead.leadId, version: version + (moved ? 1 : 0), from: lead.stage }
}

/** Rotation and loads are locked before leads, always; who holds it is looked up first, and its version tells a change. */
async function lockForMove(
  tx: Tx,
  caller: UserCaller,
  { wish, clock }: { wish: StageMove; clock: Clock },
): Promise<LeadState> {
  const seen = await readLeads(tx, [wish.leadId])
  const holders = seen.flatMap(({ holderKind, holderId }) =>
    holderKind === 'rep' && holderId ? [holderId] : [],
  )
  if (wish.stage === 'invalid' || seen.some(({ stage }) => stage === 'invalid')) await lockRotation(tx)
  await lockLoads(tx, [...new Set([caller.userId, ...holders])], clock.day)
  return reachLead(tx, caller, { leadId: wish.leadId, now: clock.now })
}

/** The holder follows the stage: an end closes the lead, leaving an end gives it to whoever reopened it. */
async function follow(
  tx: Tx,
  lead: LeadState,
  { caller, stage, clock }: { caller: UserCaller; stage: Stage; clock: Clock },
): Promise<boolean> {
  const occasion = { now: clock.now, day: clock.day, actor: actorOf(caller) }
  const from = { kind: lead.holderKind, id: lead.holderId }
  const end = endings[stage]
  if (end) {
    const to = { kind: 'closed' as const, id: null }
    return (
      (
        await moveLeads(
          tx,
          [{ leadId: lead.leadId, from, to, closedAs: end, kind: 'closed', data: { as: end } }],
          occasion,
        )
      ).size > 0
    )
  }
  if (lead.holderKind !== 'closed') return false
  const deadline = clock.deadline({ ...lead, stage, holderKind: 'rep' }, clock.now)
  const to = { kind: 'rep' as const, id: caller.userId }
  return (
    (await moveLeads(tx, [{ leadId: lead.leadId, from, to, kind: 'reopened', deadline }], occasion)).size > 0
  )
}
