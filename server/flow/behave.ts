import type { Tx } from '../db/db.ts'
import { readLeads } from '../lead/store.ts'
import * as happened from '../rooms/behaviour/store/events.ts'
import { leadsBehind, meetVisitors } from '../rooms/behaviour/store/known.ts'
import { consentOf } from '../rooms/consent/decide/ledger.ts'
import { ledgers, personOf } from '../rooms/consent/store.ts'
import { credit, withNew } from './behaviour/credit.ts'
import { readSetup } from './setup.ts'

export type Fate = 'kept' | 'again' | 'untracked'

/**
 * The order of what people do: whose browser → whether they may be tracked → whether it came before → written → folded into
 * what its lead did → scored → dealt where nobody works the lead. All of it in the transaction it is given, so that a lead's
 * score is right as soon as its events are there. What a machine did is written and counts for nothing. Answers by event.
 */
export async function behave(
  tx: Tx,
  events: readonly happened.Event[],
  now: Date,
): Promise<ReadonlyMap<string, Fate>> {
  const visitorIds = events.flatMap(({ visitorId }) => visitorId ?? [])
  const [visitors, setup] = await Promise.all([meetVisitors(tx, visitorIds, now), readSetup(tx, now)])
  const named = (event: happened.Event) => event.leadId ?? visitors.get(event.visitorId ?? '')?.leadId ?? null
  const leadIds = [...new Set(events.flatMap((event) => named(event) ?? []))]
  const { byId } = await leadsBehind(tx, { keys: [], leadIds })
  const silent = await withdrawn(tx, [...byId.values()], now)
  const ofWhom = events.map((event) => ({ event, leadId: byId.get(named(event) ?? '') ?? null }))
  const may = ofWhom.filter(({ leadId }) => !leadId || !silent.has(leadId))
  const fresh = await happened.keepNew(
    tx,
    may.map(({ event }) => event.eventId),
    now,
  )
  const kept = may.filter(({ event }) => fresh.has(event.eventId))
  const theirs = kept.flatMap(({ event, leadId }) => (leadId ? [{ event, leadId }] : []))
  const byLead = Map.groupBy(theirs, ({ leadId }) => leadId)
  const newOf = (leadId: string) => (byLead.get(leadId) ?? []).map(({ event }) => event)
  // They are written first: who is folded again reads them.
  await Promise.all([
    happened.append(
      tx,
      kept.map(({ event }) => event),
      now,
    ),
    byLead.size > 0 && credit(tx, [...byLead.keys()], { setup, fold: withNew(tx, newOf, setup) }),
  ])
  const barred = new Set(ofWhom.filter((each) => !may.includes(each)).map(({ event }) => event.eventId))
  return new Map(
    events.map(({ eventId }) => [
      eventId,
      barred.has(eventId) ? 'untracked' : fresh.has(eventId) ? 'kept' : 'again',
    ]),
  )
}

/** Those of the leads whose person took back that they may be profiled: nothing is kept of them. */
export async function withdrawn(tx: Tx, leadIds: readonly string[], now: Date): Promise<ReadonlySet<string>> {
  const leads = await readLeads(tx, [...new Set(leadIds)])
  const said = await ledgers(tx, leads.map(personOf))
  const asked = { purpose: 'profiling', channel: 'any' } as const
  return new Set(
    leads
      .map(({ leadId }) => leadId)
      .filter((leadId) => consentOf(said.get(leadId) ?? [], asked, now).state === 'withdrawn'),
  )
}
