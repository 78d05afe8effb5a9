import { defaultMerge, type MergePolicy } from '../../../contract/policy.ts'
import { refuse } from '../../../contract/refusals.ts'
import { facts } from '../../../rules/fields.ts'
import type { Tx } from '../../db/db.ts'
import type { LeadState, LeadValues } from '../../lead/store.ts'
import { type Change, changesOf, type PastEvent, readTrails } from '../../lead/trail.ts'
import type { RuleRef } from '../../policy/store.ts'
import * as capturing from '../../rooms/capture/store.ts'
import { type Candidate, type Kept, survive, uniteTags } from '../../rooms/merge/decide/survive.ts'
import { furthest, heldBy, survivorOf } from '../../rooms/merge/decide/survivor.ts'
import { same } from '../../rooms/merge/decide/undo.ts'
import type * as verifying from '../../rooms/verify/store.ts'
import type { Setup } from '../setup.ts'
import { marksKept, marksOf, trustOf } from './marks.ts'

/** All that is decided of a merge before anything is written. */
export interface Plan {
  readonly survivorId: string
  readonly survivorBecause: 'picked' | ReturnType<typeof survivorOf>['because']
  readonly kept: Readonly<Record<string, Kept>>
  readonly values: LeadValues
  readonly touch: Readonly<Record<string, unknown>>
  readonly tags: readonly string[]
  readonly holder: ReturnType<typeof heldBy>
  /** Whose stage, and whose next step, the merged lead has. */
  readonly stageOf: LeadState
  readonly nextOf: LeadState
  /** The known customer it is of: its own, else that of the first of the others to come. */
  readonly customerId: string | null
  readonly policy: MergePolicy
  readonly rule: RuleRef | null
  readonly candidates: readonly Candidate[]
  /** What counts of all that was found out about the values that survive, each of the lead it was said of. */
  readonly marks: readonly verifying.Mark[]
}

export interface Wanted {
  readonly survivorId?: string | undefined
  readonly picks: Readonly<Record<string, string>>
}

/**
 * Decides what a merge of these leads would be. Refuses `merge.survivor_missing` and `merge.field_unknown` for a choice
 * that is none of theirs.
 */
export async function planMerge(
  tx: Tx,
  leads: readonly LeadState[],
  { wanted, setup }: { wanted: Wanted; setup: Setup },
): Promise<Plan> {
  const policy = setup.policy('merge')?.body ?? defaultMerge
  const ids = new Set(leads.map(({ leadId }) => leadId))
  if (wanted.survivorId && !ids.has(wanted.survivorId)) throw refuse('merge.survivor_missing')
  const chosen = survivorOf(leads, policy)
  const survivorId = wanted.survivorId ?? chosen.survivorId
  const marks = await marksOf(tx, leads)
  const candidates = await candidatesOf(tx, leads, marks)
  refuseStrangers(wanted.picks, { ids, candidates })
  const kept = survive({
    candidates,
    survivorId,
    policy,
    picks: wanted.picks,
    lists: new Set([...setup.fields].flatMap(([address, { type }]) => (type === 'list' ? [address] : []))),
  })
  const survivor = leads.find(({ leadId }) => leadId === survivorId) as LeadState
  const values = valuesOf(kept)
  return {
    survivorId,
    survivorBecause: wanted.survivorId ? 'picked' : chosen.because,
    kept,
    values,
    touch: (kept['touch']?.value ?? {}) as Plan['touch'],
    tags: uniteTags(leads, survivorId),
    holder: heldBy(leads, { survivorId, picked: wanted.picks['holder'] }),
    stageOf: leads.find(({ leadId }) => leadId === furthest(leads, survivorId).leadId) ?? survivor,
    nextOf: nextOf(leads, survivor),
    customerId: survivor.customerId ?? firstCustomer(leads),
    policy,
    rule: setup.ref('merge', null),
    candidates,
    marks: marksKept({ leads, survivorId, values }, marks),
  }
}

function refuseStrangers(
  picks: Wanted['picks'],
  { ids, candidates }: { ids: ReadonlySet<string>; candidates: readonly Candidate[] },
): void {
  const known = new Set(['holder', ...candidates.flatMap(({ values }) => Object.keys(values))])
  for (const [field, leadId] of Object.entries(picks)) {
    if (!known.has(field) || !ids.has(leadId)) throw refuse('merge.field_unknown', { field })
  }
}

function firstCustomer(leads: readonly LeadState[]): string | null {
  const inOrder = leads.toSorted((a, b) => +a.arrivedAt - +b.arrivedAt || (a.leadId < b.leadId ? -1 : 1))
  return inOrder.find(({ customerId }) => customerId)?.customerId ?? null
}

/** The survivor's own next step if it has one; else the soonest that was agreed on one that is worked on. */
function nextOf(leads: readonly LeadState[], survivor: LeadState): LeadState {
  const has = ({ nextStep, nextAt }: LeadState) => nextStep !== null || nextAt !== null
  if (has(survivor) || survivor.closedAs) return survivor
  const [soonest] = leads
    .filter((lead) => has(lead) && !lead.closedAs)
    .toSorted((a, b) => +(a.nextAt ?? Infinity) - +(b.nextAt ?? Infinity) || (a.leadId < b.leadId ? -1 : 1))
  return soonest ?? survivor
}

/** Leads with when each of their values got what it is, told by their trails, and how far each is to be trusted. */
async function candidatesOf(
  tx: Tx,
  leads: readonly LeadState[],
  marks: readonly verifying.Mark[],
): Promise<Candidate[]> {
  const trails = await readTrails(
    tx,
    leads.map(({ leadId }) => leadId),
  )
  const sealing = await capturing.readKeys(
    tx,
    leads.map(({ personId }) => personId),
  )
  return leads.map((lead) => ({
    leadId: lead.leadId,
    sourceId: lead.sourceId,
    arrivedAt: lead.arrivedAt,
    values: candidateValues(lead),
    changedAt: changeTimes(trails.get(lead.leadId) ?? [], sealing.get(lead.personId) ?? null),
    verified: trustOf(lead, marks),
  }))
}

function candidateValues(lead: LeadState): Record<string, unknown> {
  return {
    ...Object.fromEntries(facts.map((field) => [field, lead[field]])),
    touch: lead.touch,
    ...Object.fromEntries(Object.entries(lead.attrs).map(([key, value]) => [`custom.${key}`, value])),
  }
}

function changeTimes(trail: readonly PastEvent[], key: Buffer | null): Record<string, Date> {
  return Object.fromEntries(
    trail.flatMap((event) => changesOf(event, key).map(({ field }) => [field, event.at] as const)),
  )
}

function valuesOf(kept: Readonly<Record<string, Kept>>): LeadValues {
  const attrs: [string, unknown][] = Object.entries(kept)
    .filter(([field, { value }]) => field.startsWith('custom.') && value !== null)
    .map(([field, { value }]) => [field.slice('custom.'.length), value])
  const named: [string, unknown][] = facts.map((field) => [field, kept[field]?.value ?? null])
  return { ...Object.fromEntries<unknown>(named), attrs: Object.fromEntries<unknown>(attrs) } as LeadValues
}

/** What of a lead that a person knows has changed, for its trail. */
export function changesBetween(before: LeadState, after: LeadState): Change[] {
  const named = [...facts, 'stage' as const, 'tags' as const].map((field) => ({
    field: field as string,
    before: before[field] as unknown,
    after: after[field] as unknown,
  }))
  const keys = new Set([...Object.keys(before.attrs), ...Object.keys(after.attrs)])
  const custom = [...keys].map((key) => ({
    field: `custom.${key}`,
    before: before.attrs[key] ?? null,
    after: after.attrs[key] ?? null,
  }))
  return [...named, ...custom].filter((change) => !same(change.before, change.after))
}
