import type { Tx } from '../../db/db.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { notify } from '../../lead/announce.ts'
import { lockLoads } from '../../lead/load.ts'
import { type LeadState, lockLeads } from '../../lead/store.ts'
import * as store from '../../rooms/move/store.ts'

/** Leads moved in one transaction: what a move of more is told of as it goes. */
export const PAGE = 500

export const RUN = 'move.run'

/** Has a run gone on with once this commits. */
export async function goOn(tx: Tx, moveId: string): Promise<void> {
  await enqueue(tx, RUN, { moveId }, { key: `move ${moveId}`, queue: RUN })
}

/** Those of the leads that are as they were seen, locked; loads before leads, always. */
export async function lockUnchanged(
  tx: Tx,
  items: readonly store.Item[],
  day: string,
): Promise<Map<string, LeadState>> {
  const reps = items.flatMap(({ fromKind, fromId, toKind, toId }) => [
    ...(fromKind === 'rep' && fromId ? [fromId] : []),
    ...(toKind === 'rep' && toId ? [toId] : []),
  ])
  await lockLoads(tx, [...new Set(reps)], day)
  const leads = await lockLeads(
    tx,
    items.map(({ leadId }) => leadId),
  )
  const seen = new Map(items.map(({ leadId, version }) => [leadId, version]))
  return new Map(
    leads
      .filter(({ leadId, version, mergedInto }) => seen.get(leadId) === version && !mergedInto)
      .map((lead) => [lead.leadId, lead]),
  )
}

/** Tells each rep what a move gave them and took from them, once; with `undone`, what taking it back did. */
export async function tellReps(
  tx: Tx,
  { moveId, byUser }: Pick<store.MoveRow, 'moveId' | 'byUser'>,
  { now, undone = false }: { now: Date; undone?: boolean },
): Promise<void> {
  const changes = await store.changesOf(tx, moveId, undone ? 'back' : 'moved')
  const notices = changes
    .filter(({ userId }) => userId !== byUser)
    .map(({ userId, got, lost }) => ({
      userId,
      kind: 'leads.moved',
      leadId: null,
      data: undone ? { got: lost, lost: got, moveId, undone } : { got, lost, moveId },
    }))
  await notify(tx, notices, now)
}
