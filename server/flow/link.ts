import type { Tx } from '../db/db.ts'
import { tell } from '../jobs/tell.ts'
import { deliverOutbox, keepOutbox, type Notice, notify } from '../lead/announce.ts'
import { writeDeadlines } from '../lead/deadlines.ts'
import { replaceFast } from '../lead/fast.ts'
import { addKeys } from '../lead/keyring.ts'
import { searchKeys } from '../lead/keys.ts'
import { type LeadState, lockLeads, writeValues } from '../lead/store.ts'
import { appendEvents, type Change, type LeadEvent, system, tellChanges } from '../lead/trail.ts'
import type { Roster } from '../rooms/assign/decide/roster.ts'
import type { Incoming } from '../rooms/capture/decide.ts'
import * as followup from '../rooms/followup/store.ts'
import { link } from '../rooms/match/decide/link.ts'
import { restated } from '../rooms/verify/decide/status.ts'
import { consentsTold } from './comply.ts'
import type { Decision } from './decision.ts'
import { noteHeld } from './held/keep.ts'
import { standAnew } from './profile/stand.ts'
import { deal, judgeHeld } from './quarantine.ts'
import { rescore } from './rescore.ts'
import type { Setup } from './setup.ts'

interface Linking {
  /** The sealing key of every person concerned. */
  readonly sealing: ReadonlyMap<string, Buffer>
  readonly setup: Setup
  /** Who may be dealt a lead that was kept back or is over; there when `bringsBack` said of one of them that it may be. */
  readonly roster: Roster | undefined
  readonly quiet: boolean
}

/**
 * Whether a re-enquiry is of a lead that nobody works and somebody may after it: one in quarantine (what it brings may be
 * all that the gate waited for), or one that is over and begins anew.
 */
export function bringsBack({ status, match }: Pick<Decision, 'status' | 'match'>): boolean {
  if (status !== 'merged' || match.verdict === 'new') return false
  return match.held.quarantined === true || (match.verdict === 'reenquire' && match.held.state === 'closed')
}

/**
 * Writes re-enquiries into the leads they belong to, fills what those lack, and tells their holders. One that was in
 * quarantine is scored and judged again, and goes to a holder when its gate misses nothing any more. One that begins anew
 * is scored again too; its deadline counts from now, and if it was over it is dealt like a new one.
 */
export async function linkAll(tx: Tx, merged: readonly Decision[], linking: Linking): Promise<void> {
  const { sealing, setup, quiet } = linking
  const { now } = setup.moment
  const ids = [...new Set(merged.map(({ leadId }) => leadId as string))]
  const held = new Map((await lockLeads(tx, ids)).map((lead) => [lead.leadId, lead]))
  const fills: Fill[] = []
  for (const each of merged) {
    const lead = held.get(each.leadId as string)
    if (!lead) continue
    const { values, changes } = link(lead, each.cleaned.values)
    held.set(lead.leadId, { ...lead, ...values, ...restated(lead, { ...lead, ...values }) })
    fills.push({ each, changes })
  }
  const leads = [...held.values()]
  const last = new Map(fills.map((fill) => [idOf(fill), fill]))
  const changed = new Map(fills.filter(({ changes }) => changes.length > 0).map((fill) => [idOf(fill), fill]))
  const filled = leads.filter(({ leadId }) => changed.has(leadId))
  await writeValues(tx, filled, now)
  await replaceFast(tx, filled, setup.fields)
  const byLead = Map.groupBy(merged, ({ leadId }) => leadId as string)
  await addKeys(
    tx,
    leads.map((lead) => ({ leadId: lead.leadId, keys: keysOfLinked(lead, byLead.get(lead.leadId) ?? []) })),
  )
  // Of those nobody works only what matching saw there: for these, loads and turns were locked before the leads.
  const back = new Set(merged.filter(bringsBack).map(({ leadId }) => leadId))
  const anew = new Set(merged.flatMap(({ match, leadId }) => (match.verdict === 'reenquire' ? leadId : [])))
  // Consent alone may be what it waited for.
  const agreed = new Set(
    merged.filter(({ incoming }) => incoming.raw.consent?.length).map(({ leadId }) => leadId),
  )
  const isKept = ({ leadId, holderKind }: LeadState) =>
    holderKind === 'quarantine' && back.has(leadId) && (changed.has(leadId) || agreed.has(leadId))
  const beginsAnew = ({ leadId, holderKind }: LeadState) =>
    anew.has(leadId) && (holderKind !== 'closed' || back.has(leadId))
  const scored = await Promise.all(
    leads.filter((lead) => isKept(lead) || beginsAnew(lead)).map((lead) => rescore(tx, lead, setup)),
  )
  const rescored = new Set(scored.map(({ lead }) => lead.leadId))
  await standAnew(
    tx,
    filled.filter(({ leadId }) => !rescored.has(leadId)),
    setup,
  )
  // The last of a lead's re-enquiries is the one whose trail tells of its new score.
  for (const { lead, change } of scored) last.get(lead.leadId)?.changes.push(...change)
  await appendEvents(
    tx,
    fills.map((fill) => reenquired(fill, sealing.get(fill.each.personId) ?? null, setup)),
  )
  await keepOutbox(tx, 'lead.merged', ids, now)
  const waiting = scored.map(({ lead }) => ({ lead, by: last.get(lead.leadId)?.each.incoming }))
  await letGo(
    tx,
    waiting.filter(({ lead }) => isKept(lead)),
    linking,
  )
  await beginAnew(
    tx,
    waiting.filter(({ lead }) => beginsAnew(lead)),
    linking,
  )
  if (quiet) return
  await notify(tx, leads.flatMap(noticeOf), now)
  await deliverOutbox(tx)
  await tell(tx, { topic: 'lead', ids })
}

/** A held lead's deadline counts from now; one that was over is open again, and dealt. */
async function beginAnew(
  tx: Tx,
  waiting: readonly Waiting[],
  { setup, roster, quiet }: Linking,
): Promise<void> {
  const { now } = setup.moment
  await writeDeadlines(
    tx,
    waiting
      .filter(({ lead }) => lead.holderKind === 'rep')
      .map(({ lead }) => ({ leadId: lead.leadId, ...setup.clock({ ...lead }, now) })),
  )
  const closed = waiting.filter(({ lead }) => lead.holderKind === 'closed')
  // What must not be routed stays as it ended; that the person came again stands in its trail.
  const judged = await judgeHeld(
    tx,
    closed.map(({ lead }) => lead),
    { setup, anyway: true },
  )
  const over = closed.filter((_, at) => judged[at]?.reasons.length === 0)
  if (over.length === 0) return
  await followup.reopenAll(
    tx,
    over.map(({ lead }) => lead.leadId),
    now,
  )
  await deal(
    tx,
    over.map(({ lead, by }) => ({ lead: { ...lead, stage: 'new' as const }, data: broughtBy(by) })),
    { setup, roster, actor: over[0]?.by?.actor ?? system, quiet },
  )
}

const broughtBy = (by: Incoming | undefined) => ({
  arrivalId: by?.arrivalId,
  ...(by?.importId ? { importId: by.importId } : {}),
})

/** What one re-enquiry filled in. */
interface Fill {
  readonly each: Decision
  readonly changes: Change[]
}

const idOf = ({ each }: Fill) => each.leadId as string

interface Waiting {
  readonly lead: LeadState
  /** The arrival that brought what the lead lacked. */
  readonly by: Incoming | undefined
}

/** Judges leads in quarantine again and gives those that pass to a holder; of the others it notes what is still missing. */
async function letGo(tx: Tx, waiting: readonly Waiting[], { setup, roster, quiet }: Linking): Promise<void> {
  const found = await judgeHeld(
    tx,
    waiting.map(({ lead }) => lead),
    { setup },
  )
  const judged = found.map((each, at) => ({ ...each, by: waiting[at]?.by }))
  const [passing, failing] = [
    judged.filter(({ reasons }) => reasons.length === 0),
    judged.filter(({ reasons }) => reasons.length > 0),
  ]
  await deal(
    tx,
    passing.map(({ lead, by }) => ({ lead, data: broughtBy(by) })),
    { setup, roster, actor: passing[0]?.by?.actor ?? system, quiet },
  )
  await noteHeld(tx, failing, setup)
}

function keysOfLinked(lead: LeadState, theirs: readonly Decision[]): string[] {
  return [...new Set([...theirs.flatMap(({ keys }) => keys), ...searchKeys(lead)])]
}

function noticeOf({ leadId, holderKind, holderId }: LeadState): Notice[] {
  return holderKind === 'rep' && holderId
    ? [{ userId: holderId, kind: 'lead.reenquired', leadId, data: {} }]
    : []
}

function reenquired({ each, changes }: Fill, key: Buffer | null, setup: Setup): LeadEvent {
  const { open, sealed } = tellChanges(changes, key, setup.personalCustom)
  const { incoming, reasons, match } = each
  return {
    leadId: each.leadId as string,
    at: incoming.receivedAt,
    kind: 'reenquired',
    actor: incoming.actor,
    rule: setup.ref('match', 'rule' in match ? match.rule.id : null, incoming.sourceId),
    data: {
      door: incoming.door,
      sourceId: incoming.sourceId,
      arrivalId: incoming.arrivalId,
      by: reasons[0]?.code,
      ...(incoming.importId ? { importId: incoming.importId } : {}),
      ...consentsTold(incoming),
      changes: open,
    },
    sealed,
  }
}
