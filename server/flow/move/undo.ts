import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { deliverOutbox } from '../../lead/announce.ts'
import { readClock } from '../../lead/deadlines.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as customers from '../../rooms/customer/store.ts'
import * as store from '../../rooms/move/store.ts'
import * as looking from '../../rooms/move/store/look.ts'
import { goOn, lockUnchanged, PAGE, tellReps } from './page.ts'

/** How long a move can be taken back, in ms. */
export const UNDOABLE = 24 * 3_600_000

/** A move of the caller's, or any to an admin, locked. Refuses `not_found`. */
async function lockOwn(tx: Tx, caller: UserCaller, moveId: string): Promise<store.MoveRow> {
  const move = await store.lockMove(tx, moveId)
  if (!move || (move.byUser !== caller.userId && !caller.roles.includes('admin'))) throw refuse('not_found')
  return move
}

/** Stops a move that runs: what waits stays where it is. Refuses `move.over`. */
export async function cancelMove(tx: Tx, caller: UserCaller, moveId: string): Promise<void> {
  const move = await lockOwn(tx, caller, moveId)
  if (move.state !== 'running') throw refuse('move.over')
  const now = new Date()
  await store.setState(tx, moveId, { state: 'cancelled', endedAt: now })
  await tellReps(tx, move, { now })
  await deliverOutbox(tx)
}

/**
 * Takes a move back: leads that nothing has happened to since go back to whom they were taken from, with their deadlines set
 * anew; the others stay and say why. Refuses `move.running`, `move.undone` and, after 24 hours, `move.too_late`.
 */
export async function undoMove(tx: Tx, caller: UserCaller, moveId: string, now: Date): Promise<void> {
  const move = await lockOwn(tx, caller, moveId)
  if (move.state === 'running' || move.state === 'undoing') throw refuse('move.running')
  if (move.state === 'undone') throw refuse('move.undone')
  if (now.getTime() - move.at.getTime() > UNDOABLE) throw refuse('move.too_late')
  await store.setState(tx, moveId, { state: 'undoing', endedAt: null })
  await giveCustomersBack(tx, move, now)
  if (move.moved > PAGE) await goOn(tx, moveId)
  else while (await undoPage(tx, moveId, now));
}

/** Takes the next page of a move back; returns whether there may be more. */
export async function undoPage(tx: Tx, moveId: string, now: Date): Promise<boolean> {
  const move = await store.lockMove(tx, moveId)
  if (move?.state !== 'undoing') return false
  const items = await store.nextItems(tx, moveId, { state: 'moved', most: PAGE })
  if (items.length === 0) {
    await store.setState(tx, moveId, { state: 'undone', endedAt: now })
    await tellReps(tx, move, { now, undone: true })
    await deliverOutbox(tx)
    return false
  }
  const back = await giveBack(tx, items, { move, now })
  await store.keepItems(
    tx,
    moveId,
    items.map(({ position, leadId, fromKind }) =>
      back.has(leadId)
        ? { position, state: 'back', code: null }
        : { position, state: 'kept', code: isHeld(fromKind) ? 'move.changed' : 'move.no_way_back' },
    ),
  )
  await store.advance(tx, moveId, { returned: back.size })
  await tell(tx, { topic: 'lead' })
  return true
}

/** Nobody puts a lead back to where it waited for somebody: it would be dealt out once more. */
const isHeld = (kind: store.Item['fromKind']) => kind === 'rep' || kind === 'pool'

async function giveBack(
  tx: Tx,
  items: readonly store.Item[],
  { move, now }: { move: store.MoveRow; now: Date },
): Promise<Set<string>> {
  const clock = await readClock(tx, now)
  const leads = await lockUnchanged(tx, items, clock.day)
  const pools = await looking.readPools(
    tx,
    items.flatMap(({ fromKind, fromId }) => (fromKind === 'pool' && fromId ? [fromId] : [])),
  )
  const moves = items.flatMap(({ leadId, fromKind, fromId }): Move[] => {
    const lead = leads.get(leadId)
    if (!lead || !isHeld(fromKind) || (fromKind === 'pool' && !pools.has(fromId ?? ''))) return []
    const then = { ...lead, holderKind: fromKind, holderId: fromId, assignedAt: now }
    return [
      {
        leadId,
        from: { kind: lead.holderKind, id: lead.holderId },
        to: { kind: fromKind, id: fromId },
        kind: 'assigned',
        data: { byHand: true, undoes: move.moveId },
        ...(fromKind === 'rep' ? { deadline: clock.deadline(then, now) } : {}),
      },
    ]
  })
  const actor = { kind: 'user' as const, id: move.byUser }
  return moveLeads(tx, moves, { now, day: clock.day, actor, quiet: true })
}

/** Those nobody has given to somebody else meanwhile. */
async function giveCustomersBack(tx: Tx, { customers: along }: store.MoveRow, now: Date): Promise<void> {
  if (along.length === 0) return
  const held = await customers.lockCustomers(
    tx,
    along.map(({ customerId }) => customerId),
  )
  const holderOf = new Map(held.map(({ customerId, holderId }) => [customerId, holderId]))
  const back = along.filter(({ customerId, to }) => holderOf.get(customerId) === to)
  for (const [holderId, theirs] of Map.groupBy(back, ({ from }) => from))
    await customers.setHolder(
      tx,
      theirs.map(({ customerId }) => customerId),
      { holderId, now },
    )
}
