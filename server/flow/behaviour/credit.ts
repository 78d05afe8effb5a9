import { eventCriteria } from '../../../contract/scoring/score.ts'
import { type Did, fold, nothingDone, type Tally } from '../../../contract/scoring/tally.ts'
import { dayOf } from '../../../rules/days.ts'
import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import type { Move } from '../../lead/hold.ts'
import type { LeadState } from '../../lead/store.ts'
import { appendEvents, system } from '../../lead/trail.ts'
import type { Roster } from '../../rooms/assign/decide/roster.ts'
import { burstOf } from '../../rooms/behaviour/decide/machine.ts'
import * as happened from '../../rooms/behaviour/store/events.ts'
import { type Kept, keepTallies, readTallies } from '../../rooms/behaviour/store/tallies.ts'
import { dealTo, whyOf } from '../customer-match.ts'
import { rescoreBy } from '../rescore.ts'
import { byRules, type DealtLead, dealing, lockToDeal, moveDealt } from '../roster.ts'
import type { Setup } from '../setup.ts'

type Folding = (held: ReadonlyMap<string, Kept<Tally>>, leads: readonly LeadState[]) => Promise<Kept<Tally>[]>

interface Crediting {
  readonly setup: Setup
  /** What each of the locked leads did, from now on; those it leaves out keep what they have. */
  readonly fold: Folding
}

/**
 * Folds what leads did, scores them by it, and gives those nobody works to whoever the rules say now: a lead that waits when
 * its score changed, one in a pool when its grade did (a pool is where people put leads; a few points take none out again).
 */
export async function credit(
  tx: Tx,
  leadIds: readonly string[],
  { setup, fold: folding }: Crediting,
): Promise<void> {
  // Most leads have a rep, and are not dealt.
  const { roster, rosterFor, leads } = await lockToDeal(tx, leadIds, { setup, mayDeal: isLoose })
  const before = new Map(leads.map((lead) => [lead.leadId, lead]))
  const kept = await folding(await readTallies<Tally>(tx, leadIds), leads)
  await keepTallies(tx, kept)
  const known = kept.flatMap(({ leadId, tally }) => ({ lead: before.get(leadId)!, tally }))
  const scored = await rescoreBy(
    tx,
    known.filter(({ lead }) => lead.closedAs === null),
    setup,
  )
  const regraded = scored.filter(({ lead }) => lead.grade !== before.get(lead.leadId)?.grade)
  await appendEvents(
    tx,
    regraded.map(({ lead }) => ({
      leadId: lead.leadId,
      at: setup.moment.now,
      kind: 'scored',
      actor: system,
      rule: setup.ref('score', null),
      data: {
        score: lead.score,
        grade: lead.grade,
        before: { score: before.get(lead.leadId)?.score, grade: before.get(lead.leadId)?.grade },
      },
    })),
  )
  const changed = scored.filter(({ change }) => change.length > 0).map(({ lead }) => lead)
  const moving = changed.filter(
    (lead) =>
      rosterFor.has(lead.leadId) &&
      // What the ideal customer profile rules out is about to be set aside.
      lead.profileVerdict !== 'unfit' &&
      (lead.holderKind === 'waiting' || lead.grade !== before.get(lead.leadId)?.grade),
  )
  if (roster) await dealAnew(tx, moving.filter(isLoose), { setup, roster })
  if (kept.length > 0) await tell(tx, { topic: 'lead', ids: kept.map(({ leadId }) => leadId) })
}

/** Whether the rules may still say who gets it: nobody works it, and nobody put it away. */
function isLoose({ holderKind, mergedInto }: LeadState): boolean {
  return (holderKind === 'waiting' || holderKind === 'pool') && mergedInto === null
}

async function dealAnew(
  tx: Tx,
  leads: readonly LeadState[],
  { setup, roster }: { readonly setup: Setup; readonly roster: Roster },
): Promise<void> {
  const { now } = setup.moment
  const dealtLeads: DealtLead[] = []
  const moves = leads.flatMap((lead): Move[] => {
    const dealt = dealTo(lead, roster, () => byRules(dealing(lead), roster, setup))
    const from = { kind: lead.holderKind, id: lead.holderId }
    if (!dealt || (dealt.to.kind === from.kind && dealt.to.id === from.id)) return []
    dealtLeads.push({ ...dealing(lead), personId: lead.personId, dealt })
    const held = { ...lead, holderKind: dealt.to.kind, holderId: dealt.to.id, assignedAt: now }
    return [
      {
        leadId: lead.leadId,
        from,
        to: dealt.to,
        kind: 'assigned',
        rule: dealt.customer?.because === null ? null : setup.ref('assign', dealt.ruleId),
        ...(dealt.to.kind === 'rep' ? { deadline: setup.clock(held, now) } : {}),
        data: { why: whyOf(dealt), behaved: true },
      },
    ]
  })
  await moveDealt(tx, { moves, dealt: dealtLeads }, { setup, roster, actor: system })
}

const versionOf = (setup: Setup): number => setup.policy('score')?.version ?? 0

/** Folded in the request itself up to this many events; more of them are left to the tick. */
export const AT_ONCE = 2_000

/**
 * Folds some new events of each lead into what it did: work that grows with the new events alone, however many came before.
 * What was folded by another scorecard, or took a machine for a person, is folded again from its events where they are few,
 * and left to the tick where they are many.
 */
export function withNew(tx: Tx, newOf: (leadId: string) => readonly happened.Event[], setup: Setup): Folding {
  return async (held, leads) => {
    const spoilt = await clickedByMachine(tx, leads, { newOf, now: setup.moment.now })
    const folded = leads.map(async (lead): Promise<Kept<Tally>> => {
      const { leadId } = lead
      const own = held.get(leadId) ?? { leadId, version: versionOf(setup), tally: nothingDone, events: 0 }
      const fresh = newOf(leadId).filter(({ machine }) => machine === null)
      const events = own.events + fresh.length
      if (!spoilt.has(leadId) && own.version === versionOf(setup))
        return { ...own, tally: foldAll(own.tally, fresh, setup), events }
      if (own.events > AT_ONCE) return { ...own, version: -1, events }
      return foldAgain(tx, leadId, setup)
    })
    return Promise.all(folded)
  }
}

const AGO = 60_000 // ms: clicks that came in that long before may be of one burst with those that come now

/** Marks the clicks that no hand makes; returns the leads of whom some had counted as a person's. */
async function clickedByMachine(
  tx: Tx,
  leads: readonly LeadState[],
  { newOf, now }: { newOf: (leadId: string) => readonly happened.Event[]; now: Date },
): Promise<Set<string>> {
  const clicked = leads
    .map(({ leadId }) => leadId)
    .filter((leadId) => newOf(leadId).some(({ kind, leadId: sent }) => kind === 'mailClick' && sent !== null))
  if (clicked.length === 0) return new Set()
  const since = new Date(now.getTime() - AGO)
  const clicks = await happened.clicksSince(tx, clicked, since)
  const bursts = [...clicks].map(([leadId, theirs]) => {
    const burst = burstOf(theirs)
    return {
      leadId,
      ids: theirs.filter((each) => burst.has(each.eventId) && !each.machine).map(({ eventId }) => eventId),
    }
  })
  const ids = bursts.flatMap((each) => each.ids)
  if (ids.length === 0) return new Set()
  await happened.markMachine(tx, ids, { reason: 'burst', since })
  return new Set(bursts.filter((each) => each.ids.length > 0).map(({ leadId }) => leadId))
}

function foldAll(
  tally: Tally,
  events: readonly Pick<happened.Event, 'kind' | 'about' | 'at'>[],
  setup: Setup,
): Tally {
  const { zone } = setup.moment
  const did = events.map(({ kind, about, at }): Did => ({ kind, about, at, day: dayOf(at, zone) }))
  return fold(tally, eventCriteria(setup.policy('score')?.body), did)
}

/** What some events alone amount to, by the scorecard in force. */
export function foldNew(events: readonly happened.Past[], setup: Setup): Tally {
  return foldAll(nothingDone, events, setup)
}

const PAGE = 5_000

/** What a lead did, folded from all its events by the scorecard in force, a page at a time. */
async function foldAgain(tx: Tx, leadId: string, setup: Setup): Promise<Kept<Tally>> {
  let tally = nothingDone
  let events = 0
  let after: string | null = null
  for (;;) {
    const page: happened.Past[] = await happened.ofLead(tx, leadId, { after, most: PAGE })
    tally = foldAll(tally, page, setup)
    events += page.length
    after = page.at(-1)?.place ?? null
    if (page.length < PAGE) return { leadId, version: versionOf(setup), tally, events }
  }
}

/** Folds leads again from their events. */
export function anew(tx: Tx, setup: Setup): Folding {
  return async (_, leads) => Promise.all(leads.map(({ leadId }) => foldAgain(tx, leadId, setup)))
}
