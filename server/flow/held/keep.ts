import { type Fact, facts } from '../../../rules/fields.ts'
import type { Tx } from '../../db/db.ts'
import { keepInQuarantine, noteQuarantine, type Patterned, readLeft } from '../../lead/quarantine.ts'
import type { LeadState } from '../../lead/store.ts'
import type { Because } from '../../rooms/capture/decide.ts'
import type { LeadValues } from '../../rooms/clean/decide/clean.ts'
import { waitOf } from '../../rooms/clean/decide/deadline.ts'
import type { Noted } from '../../rooms/clean/decide/guess.ts'
import { suggest, type Suggestion, version } from '../../rooms/clean/decide/suggest.ts'
import { noteReasons } from '../../rooms/clean/store.ts'
import { pausedReason } from '../../rooms/quality/decide.ts'
import type { Decision } from '../decision.ts'
import type { Setup } from '../setup.ts'
import { wantedBy } from './meant.ts'

type Reasons = readonly Pick<Because, 'code' | 'field'>[]

/** A held lead's values as cleaning speaks of them. */
export function valuesOf(lead: LeadState): LeadValues {
  const named = Object.fromEntries(facts.map((fact) => [fact, lead[fact]])) as Record<Fact, string | null>
  return { ...named, attrs: lead.attrs as LeadValues['attrs'] }
}

/**
 * What many can be mended by at once: the patterns that tell one value of this lead, and no other; where they leave a
 * choice somebody has to make it.
 */
export function patternsOf(suggestions: readonly Suggestion[]): string[] {
  const times = Map.groupBy(suggestions, ({ pattern }) => pattern)
  return [...times].flatMap(([pattern, theirs]) => (theirs.length === 1 ? [pattern] : []))
}

/** Writes what is known of leads that are born into quarantine. */
export async function keepBorn(tx: Tx, born: readonly Decision[], setup: Setup): Promise<void> {
  const { now, zone } = setup.moment
  const kept = born
    .filter(({ status }) => status === 'quarantined')
    .map(({ leadId, incoming, reasons, suggestions }): Patterned => ({
      leadId: leadId as string,
      sourceId: incoming.sourceId,
      since: now,
      ...waitOf(setup.gate(incoming.sourceId), now, zone),
      paused: isPaused(reasons),
      patterns: patternsOf(suggestions),
      toldBy: version,
    }))
  await keepInQuarantine(tx, kept)
}

const isPaused = (reasons: Reasons): boolean => reasons.some(({ code }) => code === pausedReason.code)

export interface Held {
  readonly lead: LeadState
  readonly reasons: readonly Because[]
}

/**
 * Notes what the gate still misses of leads in quarantine and what is alike about them, in the transaction that judged
 * them. Those that came back begin to wait anew; their arrival, and with it who came first, stays.
 */
export async function noteHeld(tx: Tx, held: readonly Held[], setup: Setup): Promise<void> {
  await noteReasons(
    tx,
    held.map(({ lead: { leadId }, reasons }) => ({ leadId, reasons })),
  )
  await keepHeld(tx, held, setup)
}

/** The same where the reasons stand on the lead already: how long it waits, and what is alike about it. */
export async function keepHeld(tx: Tx, held: readonly Held[], setup: Setup): Promise<void> {
  if (held.length === 0) return
  const { now, zone } = setup.moment
  const told = await suggestionsFor(tx, held, setup)
  await noteQuarantine(
    tx,
    held.map(({ lead, reasons }) => ({
      leadId: lead.leadId,
      sourceId: lead.sourceId,
      since: now,
      ...waitOf(setup.gate(lead.sourceId), now, zone),
      paused: isPaused(reasons),
      patterns: patternsOf(told.get(lead.leadId) ?? []),
      toldBy: version,
    })),
  )
}

/** What is suggested for each of these leads in quarantine. */
export async function suggestionsFor(
  tx: Tx,
  held: readonly Held[],
  setup: Setup,
): Promise<Map<string, Suggestion[]>> {
  const left = await readLeft(
    tx,
    held.map(({ lead }) => lead.leadId),
  )
  return new Map(
    held.map(({ lead, reasons }) => {
      const { rejectedValues: rejected = {}, notes = [] } = left.get(lead.leadId) ?? {}
      const written = { values: valuesOf(lead), rejected, noted: notes as readonly Noted[] }
      return [lead.leadId, suggest(written, wantedBy(reasons), setup.cleaning)]
    }),
  )
}
