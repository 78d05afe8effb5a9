import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { deliverOutbox, type Notice, notify } from '../../lead/announce.ts'
import type { LeadState } from '../../lead/store.ts'
import { appendEvents, type Change, tellChanges } from '../../lead/trail.ts'
import type { Writing } from './merge.ts'

/** The survivor's trail tells the merge with what it changed; that of a lead that had ended before tells it too. */
export async function tellTrails(tx: Tx, writing: Writing, changes: readonly Change[]): Promise<void> {
  const { mergeId, caller, setup, gathered, plan, wish, sealing } = writing
  const survivor = gathered.leads.find(({ leadId }) => leadId === plan.survivorId) as LeadState
  const { open, sealed } = tellChanges(changes, sealing.get(survivor.personId) ?? null, setup.personalCustom)
  const common = {
    at: setup.moment.now,
    actor: { kind: 'user' as const, id: caller.userId },
    rule: plan.rule,
  }
  const ended = gathered.leads.filter(({ leadId, closedAs }) => leadId !== plan.survivorId && closedAs)
  const losers = gathered.leads.flatMap(({ leadId }) => (leadId === plan.survivorId ? [] : [leadId]))
  await appendEvents(tx, [
    ...ended.map(({ leadId }) => ({
      ...common,
      leadId,
      kind: 'merged_into',
      data: { mergeId, into: plan.survivorId },
    })),
    {
      ...common,
      leadId: plan.survivorId,
      kind: 'merged',
      data: {
        mergeId,
        leadIds: losers,
        survivorBecause: plan.survivorBecause,
        picked: Object.keys(wish.picks),
        changes: open,
      },
      sealed,
    },
  ])
}

/** Whoever holds the survivor hears of it, and whoever held one that ended where it is now. */
export async function tellHolders(
  tx: Tx,
  { mergeId, caller, setup, gathered, plan }: Writing,
): Promise<void> {
  const holder = gathered.leads.find(({ leadId }) => leadId === plan.holder.leadId)
  const held = holder?.holderKind === 'rep' ? holder.holderId : null
  const lost = gathered.leads.flatMap(({ leadId, holderKind, holderId }) =>
    leadId !== plan.survivorId && holderKind === 'rep' && holderId && holderId !== held ? [holderId] : [],
  )
  const notices = [
    ...(held ? [{ userId: held, kind: 'lead.merged' }] : []),
    ...[...new Set(lost)].map((userId) => ({ userId, kind: 'lead.merged_into' })),
  ]
    .filter(({ userId }) => userId !== caller.userId)
    .map((notice): Notice => ({ ...notice, leadId: plan.survivorId, data: { mergeId } }))
  await notify(tx, notices, setup.moment.now)
  await deliverOutbox(tx)
  await tell(tx, { topic: 'lead', ids: gathered.leads.map(({ leadId }) => leadId) })
}
