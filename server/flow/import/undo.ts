import { sql } from 'kysely'
import { inTransaction, rows, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { tell } from '../../jobs/tell.ts'
import { deliverOutbox } from '../../lead/announce.ts'
import { mergedInto } from '../../lead/family.ts'
import { replaceFast } from '../../lead/fast.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import { dropKeys } from '../../lead/keyring.ts'
import { matchKeys, searchKeys } from '../../lead/keys.ts'
import { lockLoads } from '../../lead/load.ts'
import { type LeadState, lockLeads, readLeads, writeValues } from '../../lead/store.ts'
import {
  type Actor,
  appendEvents,
  type Change,
  changesOf,
  type LeadEvent,
  type PastEvent,
  readTrails,
  system,
  tellChanges,
} from '../../lead/trail.ts'
import { credit, lockRotation } from '../../lead/turns.ts'
import type { Because } from '../../rooms/capture/decide.ts'
import * as capturing from '../../rooms/capture/store.ts'
import { withoutGiven } from '../../rooms/clean/decide/reasons.ts'
import { takeBack, touchedBy } from '../../rooms/import/decide/undo.ts'
import * as importing from '../../rooms/import/store.ts'
import { identify, receive } from '../decision.ts'
import { noteHeld } from '../held/keep.ts'
import { missingOf } from '../quarantine.ts'
import { rescore } from '../rescore.ts'
import { readSetup, type Setup } from '../setup.ts'
import { paced } from './rows.ts'
import type { Run } from './run.ts'
import { undoCustomers } from './undo-customers.ts'

/** Rows taken back in one transaction. */
const BATCH = 500
const PROGRESS = 250 // ms

/**
 * Takes back what an import brought, the last row first: leads nobody touched since are withdrawn, merges are taken
 * back field by field unless edited later, the rest stays and says why. Events are added, nothing is deleted but keys.
 * How far it is stands in each batch's transaction, so that a crash takes nothing back twice.
 */
export async function undoImport(
  { db }: House,
  run: Pick<Run, 'orgId' | 'importId' | 'signal'>,
): Promise<void> {
  const due = paced(PROGRESS)
  let more = true
  while (more) {
    run.signal.throwIfAborted()
    more = await inTransaction(db, run.orgId, async (tx) => {
      // Planned again each time, as in run.ts.
      await rows(tx, sql`set local plan_cache_mode = force_custom_plan`)
      const held = await importing.lockImport(tx, run.importId)
      if (held?.state !== 'undoing') return false
      const went = await (held.kind === 'customers' ? undoCustomers(tx, held) : undoRows(tx, held))
      if (!went) await importing.changeImport(tx, run.importId, { state: 'undone', finishedAt: new Date() })
      if (went && !due()) return true
      await deliverOutbox(tx)
      await tell(tx, { topic: 'import', ids: [run.importId] })
      await tell(
        tx,
        { topic: 'lead' },
        ...(held.kind === 'customers' ? [{ topic: 'customer' as const }] : []),
      )
      return went
    })
  }
}

async function undoRows(tx: Tx, held: importing.Import): Promise<boolean> {
  const arrivals = await capturing.lastOfImport(tx, held.importId, { upTo: held.rowsDone, most: BATCH })
  if (arrivals.length === 0) return false
  const setup = await readSetup(tx, new Date())
  const undoing = await gather(tx, held, { arrivals, setup })
  for (const arrival of arrivals) {
    if (arrival.status === 'merged') unmerge(undoing, arrival)
    if (arrival.status === 'created' || arrival.status === 'quarantined') withdraw(undoing, arrival)
  }
  const withdrawn = await write(tx, undoing)
  const undecided = arrivals.filter(({ status }) => status === 'undecided')
  const ids = undecided.map(({ incoming }) => incoming.arrivalId)
  await capturing.giveUp(tx, ids, { because: undoneFirst, now: setup.moment.now })
  await importing.keepRows(tx, held.importId, undoing.kept)
  const { kept, unmerged } = undoing
  const counts = { withdrawn, unmerged, kept: kept.length, taken: arrivals.length }
  await importing.moveOn(tx, held.importId, { to: (arrivals.at(-1)?.incoming.rowNo ?? 1) - 1, counts })
  return true
}

const undoneFirst = {
  code: 'import.undone',
  message: {
    zh: '尚未判定时导入已被撤销',
    en: 'The import was undone before this could be decided',
  },
}

/** What a batch of rows is taken back with: leads and trails as they stand, and what is to be written. */
interface Undoing {
  readonly importId: string
  readonly actor: Actor
  readonly setup: Setup
  readonly leads: Map<string, LeadState>
  readonly before: ReadonlyMap<string, LeadState>
  readonly trails: ReadonlyMap<string, readonly PastEvent[]>
  readonly sealing: ReadonlyMap<string, Buffer>
  /** Every arrival of a lead, or of one merged into it, that stays its own when this batch is taken back. */
  readonly staying: ReadonlyMap<string, readonly capturing.Journalled[]>
  readonly gone: { leadId: string; keys: string[] }[]
  readonly events: LeadEvent[]
  moves: Move[]
  /** Leads that go back into quarantine, with what their gate misses. */
  readonly keptBack: Map<string, readonly Because[]>
  readonly kept: { rowNo: number; kind: string }[]
  unmerged: number
}

interface Batch {
  readonly arrivals: readonly capturing.Journalled[]
  readonly setup: Setup
}

async function gather(tx: Tx, held: importing.Import, { arrivals, setup }: Batch): Promise<Undoing> {
  const ids = [...new Set(arrivals.flatMap(({ leadId }) => leadId ?? []))]
  // The rotation is locked before loads, and loads before leads, always: see lead/turns.ts.
  await lockRotation(tx)
  const reps = (await readLeads(tx, ids)).flatMap(({ holderKind, holderId }) =>
    holderKind === 'rep' ? (holderId ?? []) : [],
  )
  await lockLoads(tx, [...new Set(reps)], setup.day)
  const leads = new Map((await lockLeads(tx, ids)).map((lead) => [lead.leadId, lead]))
  const merged = [
    ...new Set(arrivals.flatMap((each) => (each.status === 'merged' ? (each.leadId ?? []) : []))),
  ]
  const kin = await mergedInto(tx, merged)
  const theirs = await capturing.arrivalsOf(tx, [...merged, ...kin.map(({ leadId }) => leadId)])
  const heads = new Map(kin.map(({ leadId, into }) => [leadId, into]))
  const lowest = arrivals.at(-1)?.incoming.rowNo ?? 0
  const staying = theirs.filter(
    ({ incoming: { importId, rowNo = 0 } }) => importId !== held.importId || rowNo < lowest,
  )
  const by = held.understood['undoneBy']
  return {
    importId: held.importId,
    actor: typeof by === 'string' ? { kind: 'user', id: by } : system,
    setup,
    leads,
    before: new Map(leads),
    trails: await readTrails(tx, ids),
    sealing: await capturing.readKeys(
      tx,
      [...leads.values()].map(({ personId }) => personId),
    ),
    staying: Map.groupBy(staying, ({ leadId }) => heads.get(leadId as string) ?? (leadId as string)),
    gone: [],
    events: [],
    moves: [],
    keptBack: new Map(),
    kept: [],
    unmerged: 0,
  }
}

/** Takes one re-enquiry back out of the lead it was linked to. */
function unmerge(undoing: Undoing, { incoming, leadId }: capturing.Journalled): void {
  const lead = leadId === null ? undefined : undoing.leads.get(leadId)
  const { rowNo = 0 } = incoming
  const told = undoing.trails
    .get(lead?.leadId ?? '')
    ?.find(({ kind, data }) => kind === 'reenquired' && data['arrivalId'] === incoming.arrivalId)
  if (!lead || !told) return void undoing.kept.push({ rowNo, kind: 'erased' })
  // Another lead stands for it: what the row brought may be that one's by now. Undo the merge first.
  if (lead.mergedInto) return void undoing.kept.push({ rowNo, kind: 'merged' })
  const key = undoing.sealing.get(lead.personId) ?? null
  // A score follows from the facts: it is reckoned again from those that are left.
  const changes = changesOf(told, key).filter(({ field }) => field !== 'score')
  const { values, taken, left } = takeBack(lead, changes)
  const after = { ...lead, ...values }
  undoing.leads.set(lead.leadId, after)
  undoing.gone.push({ leadId: lead.leadId, keys: keysGone(undoing, { incoming, before: lead, after }) })
  const { open, sealed } = tellChanges(taken, key, undoing.setup.personalCustom)
  undoing.events.push({
    leadId: lead.leadId,
    at: undoing.setup.moment.now,
    kind: 'unmerged',
    actor: undoing.actor,
    data: { importId: undoing.importId, arrivalId: incoming.arrivalId, changes: open },
    sealed,
  })
  undoing.unmerged += 1
  const touched = keepBack(undoing, after)
  if (left.length > 0 || touched) undoing.kept.push({ rowNo, kind: touched ?? 'edited' })
}

/**
 * A lead that the import let out of quarantine goes back there when it lacks again what it was kept for, whichever of
 * its rows brought that. Returns what somebody has done with it since, in which case it stays where it is.
 */
function keepBack(undoing: Undoing, lead: LeadState): string | undefined {
  const { importId, setup, keptBack } = undoing
  const trail = undoing.trails.get(lead.leadId) ?? []
  const dealt = trail.find(
    ({ kind, data }) => kind === 'assigned' && data['arrivalId'] && data['importId'] === importId,
  )
  if (!dealt || lead.holderKind === 'quarantine' || keptBack.has(lead.leadId)) return undefined
  const reasons = missingOf(lead, setup)
  if (reasons.length === 0) return undefined
  const touched =
    lead.holderKind === 'closed' ? 'closed' : touchedBy(trail, { importId, decidedAt: dealt.at })
  if (touched) return touched
  undoing.moves.push({
    leadId: lead.leadId,
    from: { kind: lead.holderKind, id: lead.holderId },
    to: { kind: 'quarantine', id: null },
    kind: 'quarantined',
    data: { importId, why: { reasons: reasons.map(withoutGiven) } },
  })
  undoing.keptBack.set(lead.leadId, reasons)
  return undefined
}

interface Changed {
  readonly incoming: capturing.Journalled['incoming']
  readonly before: LeadState
  readonly after: LeadState
}

/** The keys a lead loses with a re-enquiry: none that its facts, or whatever else arrived of it, still bring. */
function keysGone({ setup, staying }: Undoing, { incoming, before, after }: Changed): string[] {
  const others = (staying.get(after.leadId) ?? []).flatMap((each) => identify(each.incoming, setup).keys)
  const stays = new Set([...matchKeys(after), ...searchKeys(after), ...others])
  return [...identify(incoming, setup).keys, ...matchKeys(before), ...searchKeys(before)].filter(
    (key) => !stays.has(key),
  )
}

/** Withdraws a lead the import made, unless somebody has touched it since. */
function withdraw(undoing: Undoing, { incoming, leadId, decidedAt }: capturing.Journalled): void {
  const lead = leadId === null ? undefined : undoing.leads.get(leadId)
  const { rowNo = 0 } = incoming
  const { importId, setup } = undoing
  const trail = undoing.trails.get(lead?.leadId ?? '') ?? []
  const touched = lead && touchedBy(trail, { importId, decidedAt: decidedAt ?? lead.arrivedAt })
  if (lead?.mergedInto) return void undoing.kept.push({ rowNo, kind: 'merged' })
  if (!lead || touched || lead.holderKind === 'closed')
    return void undoing.kept.push({ rowNo, kind: touched ?? (lead ? 'closed' : 'erased') })
  const { keys, searched } = receive(incoming, setup)
  undoing.gone.push({
    leadId: lead.leadId,
    keys: [...new Set([...keys, ...searched, ...matchKeys(lead), ...searchKeys(lead)])],
  })
  // One that was to go back into quarantine first goes at once: a lead is moved once a batch.
  undoing.moves = undoing.moves.filter(({ leadId: other }) => other !== lead.leadId)
  undoing.keptBack.delete(lead.leadId)
  undoing.moves.push({
    leadId: lead.leadId,
    from: { kind: lead.holderKind, id: lead.holderId },
    to: { kind: 'closed', id: null },
    closedAs: 'withdrawn',
    kind: 'withdrawn',
    data: { importId },
  })
}

/** Writes what a batch takes back; returns how many leads were withdrawn. */
async function write(tx: Tx, undoing: Undoing): Promise<number> {
  const { setup, leads, before, moves, keptBack, gone, events, actor } = undoing
  const { now } = setup.moment
  const changed = [...leads.values()].filter((lead) => lead !== before.get(lead.leadId))
  await writeValues(tx, changed, now)
  await replaceFast(tx, changed, setup.fields)
  await Promise.all(changed.filter(wasRescored(undoing)).map((lead) => rescore(tx, lead, setup)))
  await dropKeys(tx, gone)
  await appendEvents(tx, events)
  const moved = await moveLeads(tx, moves, { now, day: setup.day, actor, quiet: true })
  // Whoever was dealt a lead that is withdrawn, or kept back again, is owed another one.
  const owed = [...moved].flatMap((leadId) => {
    const { holderKind, holderId, assignedRule } = before.get(leadId) as LeadState
    return holderKind === 'rep' && holderId && assignedRule
      ? [{ ruleId: assignedRule, userId: holderId, leads: 1 }]
      : []
  })
  await credit(tx, owed)
  const back = [...keptBack].filter(([leadId]) => moved.has(leadId))
  await noteHeld(
    tx,
    back.map(([leadId, reasons]) => ({ lead: leads.get(leadId) as LeadState, reasons })),
    setup,
  )
  return moved.size - back.length
}

/** Whether a re-enquiry of the import moved a lead's score. */
function wasRescored({ trails, importId }: Undoing): (lead: LeadState) => boolean {
  return ({ leadId }) =>
    (trails.get(leadId) ?? []).some(
      ({ kind, data }) =>
        kind === 'reenquired' &&
        data['importId'] === importId &&
        (data['changes'] as Change[]).some(({ field }) => field === 'score'),
    )
}
