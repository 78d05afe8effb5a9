import type { Tx } from '../../db/db.ts'
import { moveLeads } from '../../lead/hold.ts'
import type { LeadState } from '../../lead/store.ts'
import type { Actor } from '../../lead/trail.ts'
import { barsOfHeld } from '../comply.ts'
import { noteHeld } from '../held/keep.ts'
import type { Setup } from '../setup.ts'

interface Edited {
  readonly before: LeadState
  readonly after: LeadState
}

/**
 * Judges a lead by the compliance rules again that an edit has changed, and keeps it back where it fits one now that it did
 * not before: one that waits for a holder, or that anybody might claim, goes into quarantine. What a rep works was routed
 * already and stays theirs. Returns the lead as it is then.
 */
export async function barEdited(
  tx: Tx,
  { before, after }: Edited,
  { setup, actor }: { setup: Setup; actor: Actor },
): Promise<LeadState> {
  if (after.holderKind !== 'pool' && after.holderKind !== 'waiting') return after
  const now = (await barsOfHeld(tx, [after], setup)).get(after.leadId) ?? []
  if (now.length === 0) return after
  const held = new Set((await barsOfHeld(tx, [before], setup)).get(before.leadId)?.map(({ field }) => field))
  const reasons = now.filter(({ field }) => !held.has(field))
  if (reasons.length === 0) return after
  const move = {
    leadId: after.leadId,
    from: { kind: after.holderKind, id: after.holderId },
    to: { kind: 'quarantine', id: null },
    kind: 'quarantined',
    data: { why: { reasons } },
  } as const
  const moved = await moveLeads(tx, [move], { now: setup.moment.now, day: setup.day, actor })
  if (!moved.has(after.leadId)) return after
  const kept = { ...after, holderKind: 'quarantine' as const, holderId: null }
  await noteHeld(tx, [{ lead: kept, reasons: now }], setup)
  return kept
}
