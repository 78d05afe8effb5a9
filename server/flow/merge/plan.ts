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
import type { Setup } from '../setup.ts'

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
  readonly policy: MergePolicy
  readonly rule: RuleRef | null
  readonly candidates: readonly Candidate[]
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
  const candidates = await candidatesOf(tx, leads)
  refuseStrangers(wanted.picks, { ids, candidates })
  const kept = survive({
    candidates,
    survivorId,
    policy,
    picks: wanted.picks,
    lists: new Set([...setup.fields].flatMap(([address, { type }]) => (type === 'list' ? [address] : []))),
  })
  const survivor = leads.find(({ leadId }) => leadId === survivorId) as LeadState
  return {
    survivorId,
    survivorBecause: wanted.survivorId ? 'picked' : chosen.because,
    kept,
    values: valuesOf(kept),
    touch: (kept['touch']?.value ?? {}) as Plan['touch'],
    tags: uniteTags(leads, survivorId),
    holder: heldBy(leads, { survivorId, picked: wanted.picks['holder'] }),
    stageOf: leads.find(({ leadId }) => leadId === furthest(leads, survivorId).leadId) ?? survivor,
    nextOf: nextOf(leads, survivor),
    policy,
    rule: setup.ref('merge', null),
    candidates,
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

/** The survivor's own next step if it has one; else the soonest that was agreed on one that is worked on. */
function nextOf(leads: readonly LeadState[], survivor: LeadState): LeadState {
  const has = ({ nextStep, nextAt }: LeadState) => nextStep !== null || nextAt !== null
  if (has(survivor) || survivor.closedAs) return survivor
  const [soonest] = leads
    .filter((lead) => has(lead) && !lead.closedAs)
    .toSorted((a, b) => +(a.nextAt ?? Infinity) - +(b.nextAt ?? Infinity) || (a.leadId < b.leadId ? -1 : 1))
  return soonest ?? survivor
}

/**
 * Leads with when each of their values got what it is: told by their trails. How well a value is verified is not known
 * here yet: whoever keeps it gives it as `verified`, by field.
 */
async function candidatesOf(tx: Tx, leads: readonly LeadState[]): Promise<Candidate[]> {
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
