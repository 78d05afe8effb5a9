import type { Tx } from '../db/db.ts'
import { tell } from '../jobs/tell.ts'
import { deliverOutbox, keepOutbox, type Notice, notify } from '../lead/announce.ts'
import { replaceFast } from '../lead/fast.ts'
import { addKeys } from '../lead/keyring.ts'
import { searchKeys } from '../lead/keys.ts'
import { type LeadState, lockLeads, writeValues } from '../lead/store.ts'
import { appendEvents, type Change, type LeadEvent, tellChanges } from '../lead/trail.ts'
import { link } from '../rooms/match/decide/link.ts'
import type { Decision } from './decision.ts'
import type { Setup } from './setup.ts'

interface Linking {
  /** The sealing key of every person concerned. */
  readonly sealing: ReadonlyMap<string, Buffer>
  readonly setup: Setup
  readonly quiet: boolean
}

/** Writes re-enquiries into the leads they belong to, fills what those lack, and tells their holders. */
export async function linkAll(
  tx: Tx,
  merged: readonly Decision[],
  { sealing, setup, quiet }: Linking,
): Promise<void> {
  const { now } = setup.moment
  const ids = [...new Set(merged.map(({ leadId }) => leadId as string))]
  const held = new Map((await lockLeads(tx, ids)).map((lead) => [lead.leadId, lead]))
  const events: LeadEvent[] = []
  const changed = new Set<string>()
  for (const each of merged) {
    const lead = held.get(each.leadId as string)
    if (!lead) continue
    const { values, changes } = link(lead, each.cleaned.values)
    held.set(lead.leadId, { ...lead, ...values })
    if (changes.length > 0) changed.add(lead.leadId)
    events.push(reenquired(each, changes, sealing.get(each.personId) ?? null, setup))
  }
  const leads = [...held.values()]
  const filled = leads.filter(({ leadId }) => changed.has(leadId))
  await writeValues(tx, filled, now)
  await replaceFast(tx, filled, setup.fields)
  const byLead = Map.groupBy(merged, ({ leadId }) => leadId as string)
  await addKeys(
    tx,
    leads.map((lead) => ({ leadId: lead.leadId, keys: keysOfLinked(lead, byLead.get(lead.leadId) ?? []) })),
  )
  await appendEvents(tx, events)
  await keepOutbox(tx, 'lead.merged', ids, now)
  if (quiet) return
  await notify(tx, leads.flatMap(noticeOf), now)
  await deliverOutbox(tx)
  await tell(tx, { topic: 'lead', ids })
}

function keysOfLinked(lead: LeadState, theirs: readonly Decision[]): string[] {
  return [...new Set([...theirs.flatMap(({ keys }) => keys), ...searchKeys(lead)])]
}

function noticeOf({ leadId, holderKind, holderId }: LeadState): Notice[] {
  return holderKind === 'rep' && holderId
    ? [{ userId: holderId, kind: 'lead.reenquired', leadId, data: {} }]
    : []
}

function reenquired(each: Decision, changes: readonly Change[], key: Buffer | null, setup: Setup): LeadEvent {
  const { open, sealed } = tellChanges(changes, key, setup.personalCustom)
  const { incoming, reasons } = each
  return {
    leadId: each.leadId as string,
    at: incoming.receivedAt,
    kind: 'reenquired',
    actor: incoming.actor,
    rule: setup.ref('match', null),
    data: {
      door: incoming.door,
      sourceId: incoming.sourceId,
      arrivalId: incoming.arrivalId,
      by: reasons[0]?.code,
      ...(incoming.importId ? { importId: incoming.importId } : {}),
      changes: open,
    },
    sealed,
  }
}
