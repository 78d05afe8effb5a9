import { refuse } from '../../../contract/refusals.ts'
import type { HandoverItem, Moved } from '../../../contract/territory-handover.ts'
import type { Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { tell } from '../../jobs/tell.ts'
import { type Plan, planOf } from '../../rooms/territory/decide/plan.ts'
import { mayChange, momentFrom, vacant, type When } from '../../rooms/territory/service.ts'
import { people, zoneOf } from '../../rooms/territory/store.ts'
import * as handovers from '../../rooms/territory/store/handovers.ts'
import * as terms from '../../rooms/territory/store/terms.ts'
import { foresee, moveAreas } from './move.ts'

export interface Wish {
  readonly items: readonly HandoverItem[]
  readonly from?: string | undefined
  readonly note?: string | undefined
}

/** What a hand-over comes to, checked. Refuses as the contract says. */
async function planned(tx: Tx, { items, from }: Wish, when: When): Promise<Plan> {
  const at = await momentFrom(tx, from, when.now)
  const [map, later, zone] = await Promise.all([terms.termsAt(tx, at), terms.termsAfter(tx, at), zoneOf(tx)])
  const plan = planOf(items, { map, at, later, zone })
  await mayChange(tx, [...plan.before, ...plan.after], when)
  const [nobody] = await vacant(tx, plan.after)
  if (nobody) throw refuse('territory.no_reps', { name: nobody.name })
  return plan
}

/** How many leads would go from whom to whom, by the leads of this moment; writes nothing. */
export async function previewHandover(tx: Tx, wish: Wish, when: When) {
  const moves = await foresee(tx, await planned(tx, wish, when), when.now)
  const concerned = await people(tx, [...new Set(moves.flatMap(({ from, to }) => [from, to]))])
  const count = (end: 'from' | 'to', userId: string) =>
    moves.filter((each) => each[end] === userId).reduce((total, { leads }) => total + leads, 0)
  return {
    moves,
    total: moves.reduce((total, { leads }) => total + leads, 0),
    reps: concerned.map(({ userId, name, holding, max }) => ({
      userId,
      name,
      now: holding,
      after: holding + count('to', userId) - count('from', userId),
      max,
    })),
  }
}

/**
 * Gives areas to other reps. Now: the map and all leads in this transaction. From a day on: the map is drawn for that
 * moment and `carryOut` moves the leads.
 */
export async function handOver(
  tx: Tx,
  wish: Wish,
  when: When,
): Promise<{ handoverId: string; state: 'planned' | 'done'; moved: Moved[] }> {
  await terms.lockMap(tx)
  const plan = await planned(tx, wish, when)
  const handoverId = uuidv7()
  const { caller, now } = when
  for (const term of plan.after) await terms.writeTerm(tx, { ...term, handoverId }, caller.userId)
  await handovers.addHandover(tx, {
    handoverId,
    at: plan.at,
    items: [...wish.items],
    note: wish.note || null,
    madeBy: caller.userId,
    madeAt: now,
  })
  if (plan.at > now) {
    await tell(tx, { topic: 'territory' })
    return { handoverId, state: 'planned', moved: [] }
  }
  const moved = await moveAreas(tx, plan, { handoverId, now, by: caller.userId })
  await handovers.finish(tx, handoverId, { now, moved })
  return { handoverId, state: 'done', moved }
}

/**
 * Carries out what is due: its leads and that it was done are one transaction, so it happens once, whenever a server dies.
 * Returns how many hand-overs that were.
 */
export async function carryOut(tx: Tx, now: Date): Promise<number> {
  if (!(await handovers.anyDue(tx, now))) return 0
  await terms.lockMap(tx)
  const due = await handovers.lockDue(tx, now)
  for (const { handoverId, at, items, madeBy } of due) {
    const ids = items.map(({ territoryId }) => territoryId)
    const was = await terms.termsBefore(tx, ids, at)
    const is = (await terms.termsAt(tx, at)).filter((term) => term.handoverId === handoverId)
    const others = (await terms.termsAt(tx, at)).filter(({ territoryId }) => !ids.includes(territoryId))
    const before = was.filter(({ territoryId }) => is.some((term) => term.territoryId === territoryId))
    const plan = { at, before, after: is, map: [...others, ...before] }
    const moved = await moveAreas(tx, plan, { handoverId, now, by: madeBy })
    await handovers.finish(tx, handoverId, { now, moved })
  }
  return due.length
}

/** Takes a planned hand-over back: the territories stay with whom they are. */
export async function cancelHandover(tx: Tx, handoverId: string, when: When): Promise<void> {
  await terms.lockMap(tx)
  const held = await handovers.readPlanned(tx, handoverId)
  if (!held || held.at <= when.now) throw refuse('territory.handover_over')
  const at = await terms.termsAt(tx, held.at)
  await mayChange(
    tx,
    at.filter((term) => term.handoverId === handoverId),
    when,
  )
  for (const { territoryId } of held.items) await terms.unplan(tx, territoryId, held.at)
  await handovers.cancel(tx, handoverId, when.now)
  await tell(tx, { topic: 'territory' })
}
