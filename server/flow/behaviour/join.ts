import type { Tx } from '../../db/db.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import * as happened from '../../rooms/behaviour/store/events.ts'
import { type By, leadsBehind, nameVisitor } from '../../rooms/behaviour/store/known.ts'
import { outdated, spoilTallies } from '../../rooms/behaviour/store/tallies.ts'
import { withdrawn } from '../behave.ts'
import type { Decision } from '../decision.ts'
import { readSetup } from '../setup.ts'
import { anew, AT_ONCE, credit, withNew } from './credit.ts'

export interface Joining {
  readonly visitorId: string
  readonly leadId: string
  readonly by: By
}

/**
 * A browser turns out to be a lead's: all it did before is theirs from now on, and counts. Nothing where it is somebody's
 * already, or the person took back that they may be profiled. Returns whether it was news.
 */
export async function join(tx: Tx, { visitorId, leadId, by }: Joining, now: Date): Promise<boolean> {
  const standing = (await leadsBehind(tx, { keys: [], leadIds: [leadId] })).byId.get(leadId)
  if (!standing || (await withdrawn(tx, [standing], now)).has(standing)) return false
  if (!(await nameVisitor(tx, { visitorId, leadId: standing, by }, now))) return false
  const past = await happened.ofVisitor(tx, visitorId, AT_ONCE + 1)
  if (past.length > AT_ONCE) await spoilTallies(tx, [standing])
  else if (past.length > 0) {
    const setup = await readSetup(tx, now)
    const theirs = past.map((each) => ({ ...each, visitorId, leadId: null }))
    await credit(tx, [standing], { setup, fold: withNew(tx, () => theirs, setup) })
  }
  return true
}

/** Arrivals that brought the browser they came from: it is named once they are written, for it is locked before leads. */
export async function joinArrived(tx: Tx, decisions: readonly Decision[]): Promise<void> {
  const joins = decisions.flatMap(({ incoming, leadId }): Joining[] =>
    incoming.raw.visitorId && leadId
      ? [{ visitorId: incoming.raw.visitorId, leadId, by: incoming.door === 'form' ? 'form' : 'api' }]
      : [],
  )
  if (joins.length > 0) await enqueue(tx, 'behaviour.join', { joins })
}

/** Folds leads again whose tally was folded by another scorecard than the one in force. Returns how many. */
export async function catchUp(tx: Tx, now: Date, most: number): Promise<number> {
  const setup = await readSetup(tx, now)
  const ids = await outdated(tx, setup.policy('score')?.version ?? 0, most)
  if (ids.length > 0) await credit(tx, ids, { setup, fold: anew(tx, setup) })
  return ids.length
}
