import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { type FieldCheck, noteChecks } from '../../lead/checks.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import { lockLoads } from '../../lead/load.ts'
import { type LeadState, lockLeads, readLeads } from '../../lead/store.ts'
import { type Actor, appendEvents, type LeadEvent } from '../../lead/trail.ts'
import * as cleaning from '../../rooms/clean/store.ts'
import { bare, type Finding, move, staleAt, standingOf, statusOf } from '../../rooms/verify/decide/status.ts'
import * as verifying from '../../rooms/verify/store.ts'
import { judgeHeld } from '../quarantine.ts'
import { rescore } from '../rescore.ts'
import type { Setup } from '../setup.ts'

/** What was found out about the value of a field of a lead. */
export interface Found {
  readonly leadId: string
  readonly field: string
  /** The value it was found out about; nothing is said of any other. */
  readonly value: string
  readonly finding: Finding
  readonly reason: string | null
  readonly source: 'provider' | 'person'
  readonly provider: string | null
  readonly cost: number
  readonly currency: string
  /** Days it stays fresh, where the field's provider says so. */
  readonly staleDays?: number
}

interface Occasion {
  readonly setup: Setup
  readonly actor: Actor
}

/**
 * Brings leads up to date with what was found out: the marks of their fields, their trail, their score, and where they
 * are. A lead whose gate now misses a contact that was found dead goes to quarantine, where its source wants that and
 * nobody has followed it up yet. Locks loads and leads itself. Returns the leads that changed, as they are then.
 */
export async function applyFindings(
  tx: Tx,
  found: readonly Found[],
  { setup, actor }: Occasion,
): Promise<LeadState[]> {
  const ids = [...new Set(found.map(({ leadId }) => leadId))]
  await lockHolders(tx, ids, setup)
  const held = new Map((await lockLeads(tx, ids)).map((lead) => [lead.leadId, lead]))
  const marks = new Map(
    (await verifying.readMarks(tx, ids)).map((mark) => [`${mark.leadId} ${mark.field}`, mark]),
  )
  const news = found.flatMap((each) => markOf(each, held.get(each.leadId), { marks, setup, actor }))
  if (news.length === 0) return []
  await verifying.keepMarks(tx, news)
  const changed = await restate(tx, news, held, { setup, actor })
  await keepBack(tx, changed, { setup, actor })
  return changed
}

/** Loads are locked before leads, always: of the reps who may lose one of these. */
export async function lockHolders(tx: Tx, leadIds: readonly string[], setup: Setup): Promise<void> {
  const leads = await readLeads(tx, leadIds)
  const losing = leads.filter(
    ({ sourceId, holderKind }) => holderKind === 'rep' && setup.verification(sourceId).onBad === 'quarantine',
  )
  await lockLoads(tx, [...new Set(losing.map(({ holderId }) => holderId as string))], setup.day)
}

type NewMark = verifying.Mark & { value: string }

function markOf(
  found: Found,
  lead: LeadState | undefined,
  { marks, setup, actor }: Occasion & { marks: ReadonlyMap<string, verifying.Mark> },
): NewMark[] {
  const { leadId, field, value, reason, source, provider, cost, currency } = found
  if (!lead || lead.closedAs || valueIn(lead, field) !== value) return []
  const mark = marks.get(`${leadId} ${field}`)
  const from = standingOf(mark?.status ?? bare(field, value), mark?.source ?? null)
  const to = move(from, found.finding)
  if (!to) return []
  const status = statusOf(to) as verifying.Mark['status']
  const { now } = setup.moment
  const byUser = source === 'person' ? actor.id : null
  const common = { leadId, field, value, status, source, provider, cost, currency, byUser }
  const said = status === 'bad' ? reason : null
  return [
    {
      ...common,
      reason: said,
      checkedAt: now,
      staleAt: staleAt({ field, reason: said }, now, found.staleDays),
    },
  ]
}

/** What stands in a field of a lead, as marks know it: text; null where there is nothing, or no such field. */
export function valueIn(lead: LeadState, field: string): string | null {
  const raw = field.startsWith('custom.')
    ? lead.attrs[field.slice(7)]
    : (lead as unknown as Readonly<Record<string, unknown>>)[field]
  if (raw === null || raw === undefined || raw === '') return null
  // As PostgreSQL's ->> writes it: a text as it is, anything else as JSON.
  return typeof raw === 'string' ? raw : JSON.stringify(raw)
}

/** Notes the marks on the leads, tells the trail and scores them again. */
async function restate(
  tx: Tx,
  marks: readonly verifying.Mark[],
  held: ReadonlyMap<string, LeadState>,
  { setup, actor }: Occasion,
): Promise<LeadState[]> {
  await noteChecks(tx, marks.flatMap(checkOf), setup.moment.now)
  const events: LeadEvent[] = []
  const changed: LeadState[] = []
  for (const [leadId, theirs] of Map.groupBy(marks, (mark) => mark.leadId)) {
    const before = held.get(leadId)
    if (!before) continue
    const { lead, change } = await rescore(tx, { ...before, ...statusesOf(theirs) }, setup)
    changed.push(lead)
    for (const [i, mark] of theirs.entries())
      events.push(eventOf(mark, { actor, at: setup.moment.now, changes: i === 0 ? change : [] }))
  }
  await appendEvents(tx, events)
  await tell(tx, { topic: 'lead', ids: changed.map(({ leadId }) => leadId) })
  return changed
}

function checkOf({ leadId, field, status }: verifying.Mark): FieldCheck[] {
  return field === 'phone' || field === 'email' ? [{ leadId, field, check: status }] : []
}

function statusesOf(marks: readonly verifying.Mark[]): Partial<LeadState> {
  return Object.fromEntries(
    marks.flatMap((mark) => checkOf(mark).map(({ field }) => [`${field}Status`, mark.status])),
  )
}

function eventOf(
  { leadId, field, status, reason, source, provider }: verifying.Mark,
  { actor, at, changes }: { actor: Actor; at: Date; changes: readonly unknown[] },
): LeadEvent {
  const told = { field, status, source, ...(reason && { reason }), ...(provider && { provider }) }
  return { leadId, at, kind: 'verified', actor, data: { ...told, ...(changes.length > 0 && { changes }) } }
}

/** Sends back to quarantine what its gate would not have let through had it been known; refreshes the reasons of what is there. */
async function keepBack(tx: Tx, leads: readonly LeadState[], { setup, actor }: Occasion): Promise<void> {
  const judged = (await judgeHeld(tx, leads, { setup })).filter(
    ({ lead, reasons }) =>
      lead.holderKind === 'quarantine' || (reasons.length > 0 && isLoose(lead, { setup, actor })),
  )
  const moves = judged
    .filter(({ lead }) => lead.holderKind !== 'quarantine')
    .map(({ lead, reasons }): Move => ({
      leadId: lead.leadId,
      from: { kind: lead.holderKind, id: lead.holderId },
      to: { kind: 'quarantine', id: null },
      kind: 'quarantined',
      data: { why: { reasons } },
    }))
  await moveLeads(tx, moves, { now: setup.moment.now, day: setup.day, actor })
  await cleaning.noteReasons(
    tx,
    judged.map(({ lead: { leadId }, reasons }) => ({ leadId, reasons })),
  )
}

/** Whether it may be taken back: nobody has followed it up, and no typist keeps it. */
function isLoose(
  { sourceId, holderKind, lastFollowupAt, protected: kept }: LeadState,
  { setup, actor }: Occasion,
): boolean {
  // A person who says so is working on it.
  if (actor.kind === 'user' || setup.verification(sourceId).onBad !== 'quarantine') return false
  return ['waiting', 'pool', 'verification', 'rep'].includes(holderKind) && !lastFollowupAt && !kept
}

/** Calls stale what has aged, on the leads too, and scores them again. Returns how many marks that were. */
export async function ageMarks(tx: Tx, setup: Setup, most: number): Promise<number> {
  const { now } = setup.moment
  const ids = await verifying.agedLeads(tx, now, most)
  const held = new Map((await lockLeads(tx, ids)).map((lead) => [lead.leadId, lead]))
  const aged = await verifying.age(tx, ids, now)
  const marks = (await verifying.readMarks(tx, ids)).filter((mark) =>
    aged.some(({ leadId, field }) => leadId === mark.leadId && field === mark.field),
  )
  const [ended, open] = [true, false].map((closed) =>
    marks.filter(({ leadId }) => held.has(leadId) && Boolean(held.get(leadId)?.closedAs) === closed),
  ) as [verifying.Mark[], verifying.Mark[]]
  // Nobody works on it, but it may be reopened, or parted from what it was merged into.
  await noteChecks(tx, ended.flatMap(checkOf), now)
  if (open.length > 0) await restate(tx, open, held, { setup, actor: { kind: 'system', id: null } })
  return ids.length
}
