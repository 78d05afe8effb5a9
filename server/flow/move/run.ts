import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { deliverOutbox } from '../../lead/announce.ts'
import { readClock } from '../../lead/deadlines.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import type { LeadState } from '../../lead/store.ts'
import * as store from '../../rooms/move/store.ts'
import { dealAgain } from '../again.ts'
import { lockUnchanged, PAGE, tellReps } from './page.ts'

/**
 * Moves the next page of a run: those that are still as they were seen. Each is moved and noted in one transaction, so that
 * whoever is killed moves none twice. Returns whether there may be more.
 */
export async function movePage(tx: Tx, moveId: string, now: Date): Promise<boolean> {
  const move = await store.lockMove(tx, moveId)
  if (move?.state !== 'running') return false
  const items = await store.nextItems(tx, moveId, { state: 'waiting', most: PAGE })
  if (items.length === 0) {
    await finish(tx, move, now)
    return false
  }
  const { moved, stayed } =
    move.wish.to?.kind === 'rules'
      ? await byRules(tx, items, { move, now })
      : { moved: await byHand(tx, items, { move, now }), stayed: nobody }
  await store.keepItems(
    tx,
    moveId,
    items.map(({ position, leadId }) =>
      moved.has(leadId)
        ? { position, state: 'moved', code: null }
        : { position, state: 'refused', code: stayed.has(leadId) ? 'move.no_other' : 'move.changed' },
    ),
  )
  await store.advance(tx, moveId, { moved: moved.size, refused: items.length - moved.size })
  await tell(tx, { topic: 'lead' })
  return true
}

interface Going {
  readonly move: store.MoveRow
  readonly now: Date
}

async function byHand(tx: Tx, items: readonly store.Item[], { move, now }: Going): Promise<Set<string>> {
  const clock = await readClock(tx, now)
  const leads = await lockUnchanged(tx, items, clock.day)
  const moves = items.flatMap(({ leadId, toKind, toId }): Move[] => {
    const lead = leads.get(leadId)
    if (!lead || toKind === 'rules') return []
    const to = { kind: toKind, id: toId }
    const then = { ...lead, holderKind: toKind, holderId: toId, assignedAt: now }
    return [
      {
        leadId,
        from: { kind: lead.holderKind, id: lead.holderId },
        to,
        kind: 'assigned',
        data: { byHand: true, moveId: move.moveId, ...(move.reason ? { reason: move.reason } : {}) },
        ...(toKind === 'rep' ? { deadline: clock.deadline(then, now) } : {}),
      },
    ]
  })
  const actor = { kind: 'user' as const, id: move.byUser }
  return moveLeads(tx, moves, { now, day: clock.day, actor, quiet: true })
}

interface Dealt {
  readonly moved: ReadonlySet<string>
  /** Those that the rules give to nobody else. */
  readonly stayed: ReadonlySet<string>
}

const nobody: ReadonlySet<string> = new Set()

/** By the rules, but never back to whom they are taken from. */
async function byRules(tx: Tx, items: readonly store.Item[], { move, now }: Going): Promise<Dealt> {
  const seen = new Map(items.map(({ leadId, version }) => [leadId, version]))
  const picked = new Set<string>()
  const moved = await dealAgain(tx, [...seen.keys()], {
    now,
    actor: { kind: 'user', id: move.byUser },
    pick: (lead) => {
      const isAsSeen = seen.get(lead.leadId) === lead.version && !lead.mergedInto
      if (isAsSeen) picked.add(lead.leadId)
      return isAsSeen
    },
    without: whoHas,
    data: () => ({
      movedBy: move.byUser,
      moveId: move.moveId,
      ...(move.reason ? { reason: move.reason } : {}),
    }),
    quiet: true,
  })
  return { moved, stayed: new Set([...picked].filter((leadId) => !moved.has(leadId))) }
}

/** Whom the rules do not give a lead back to. */
export function whoHas({ holderKind, holderId }: LeadState): ReadonlySet<string> {
  return new Set(holderKind === 'rep' && holderId ? [holderId] : [])
}

/** Ends a run; each rep concerned is told once, of all of it. */
async function finish(tx: Tx, { moveId, byUser }: store.MoveRow, now: Date): Promise<void> {
  await store.setState(tx, moveId, { state: 'done', endedAt: now })
  await tellReps(tx, { moveId, byUser }, { now })
  await deliverOutbox(tx)
}
