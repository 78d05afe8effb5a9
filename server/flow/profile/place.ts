import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import { type LeadState, lockLeads, readLeads } from '../../lead/store.ts'
import { readTrails, system } from '../../lead/trail.ts'
import type { Roster } from '../../rooms/assign/decide/roster.ts'
import type { Standing } from '../../rooms/profile/decide/standing.ts'
import * as store from '../../rooms/profile/store.ts'
import { customerHolders } from '../customer-match.ts'
import { noteHeld } from '../held/keep.ts'
import { deal, type JudgedLead, judgeHeld } from '../quarantine.ts'
import { dealing, rosterWith } from '../roster.ts'
import { readSetup, type Setup } from '../setup.ts'
import { asideBy } from './aside.ts'
import { isMisplaced, standAnew } from './stand.ts'

/** Leads judged anew in one transaction. */
const AT_ONCE = 500

interface Placing {
  readonly setup: Setup
  readonly standings: ReadonlyMap<string, Standing>
}

/**
 * Judges leads whose verdict time may have turned, and puts those that stand against their verdict in their place: what is
 * nobody's and ruled out is set aside, what was set aside and no longer is comes back, dealt as if it had just arrived. The one
 * place that does either by itself, so that an edit and the passing of time bring a lead back once. Returns how many it
 * looked at.
 */
export async function place(tx: Tx, now: Date, most = AT_ONCE): Promise<number> {
  const ids = await store.due(tx, now, most)
  if (ids.length === 0) return 0
  const setup = await readSetup(tx, now)
  const seen = await readLeads(tx, ids)
  // Loads and turns are locked before leads: see lead/load.ts
  const roster = await rosterFor(tx, seen, setup)
  const leads = (await lockLeads(tx, ids)).filter(({ holderKind }) => holderKind !== 'closed')
  const standings = await standAnew(tx, leads, setup)
  const placing = { setup, standings }
  const misplaced = leads.filter((lead) => isMisplaced(lead, standings.get(lead.leadId)))
  const [aside, loose] = [
    misplaced.filter(({ holderKind }) => holderKind === 'aside'),
    misplaced.filter(({ holderKind }) => holderKind !== 'aside'),
  ]
  await putAside(tx, loose, placing)
  await bringBack(tx, aside, { ...placing, roster })
  await tell(tx, { topic: 'lead', ids: leads.map(({ leadId }) => leadId) })
  return ids.length
}

function rosterFor(tx: Tx, seen: readonly LeadState[], setup: Setup): Promise<Roster | undefined> {
  const aside = seen.filter(({ holderKind }) => holderKind === 'aside')
  if (aside.length === 0) return Promise.resolve(undefined)
  const former = aside.flatMap(({ asideFrom }) => asideFrom ?? [])
  const also = [...new Set([...former, ...customerHolders(aside)])]
  return rosterWith(tx, setup, { also, leads: aside.map(dealing) })
}

async function putAside(tx: Tx, leads: readonly LeadState[], { setup, standings }: Placing): Promise<void> {
  const moves = leads.map((lead): Move => ({
    leadId: lead.leadId,
    from: { kind: lead.holderKind, id: lead.holderId },
    to: { kind: 'aside', id: null },
    ...asideBy(standings.get(lead.leadId), setup),
  }))
  const moved = await moveLeads(tx, moves, { now: setup.moment.now, day: setup.day, actor: system })
  await store.noteFrom(
    tx,
    [...moved].map((leadId) => ({ leadId, from: null })),
    null,
  )
}

/** Deals leads that nothing rules out any more, to whoever had them; what must not be routed goes into quarantine. */
async function bringBack(
  tx: Tx,
  leads: readonly LeadState[],
  { setup, standings, roster }: Placing & { readonly roster: Roster | undefined },
): Promise<void> {
  const judged = await judgeHeld(tx, leads, { setup, anyway: true })
  const passing = judged.filter(({ reasons }) => reasons.length === 0)
  const because = await turnedBy(
    tx,
    passing.map(({ lead }) => lead),
    { setup, standings },
  )
  await deal(
    tx,
    passing.map(({ lead }) => ({
      lead,
      former: lead.asideFrom,
      data: { back: because.get(lead.leadId) },
    })),
    { setup, roster, actor: system },
  )
  await keepBack(
    tx,
    judged.filter(({ reasons }) => reasons.length > 0),
    setup,
  )
}

/** Puts leads that must not be routed into quarantine, with what bars them. */
export async function keepBack(tx: Tx, barred: readonly JudgedLead[], setup: Setup): Promise<void> {
  const moves = barred.map(({ lead: { leadId, holderKind }, reasons }): Move => ({
    leadId,
    from: { kind: holderKind, id: null },
    to: { kind: 'quarantine', id: null },
    kind: 'quarantined',
    data: { why: { reasons } },
  }))
  const moved = await moveLeads(tx, moves, { now: setup.moment.now, day: setup.day, actor: system })
  await noteHeld(
    tx,
    barred
      .filter(({ lead }) => moved.has(lead.leadId))
      .map(({ lead, reasons }) => ({ lead: { ...lead, holderKind: 'quarantine', holderId: null }, reasons })),
    setup,
  )
}

interface Aside {
  readonly because?: readonly { readonly id: string; readonly label: string }[]
  readonly version?: number
}

/** What brought each lead back, for the trail: which disqualifiers hold no more, and whether a fact, time or the profile turned them. */
async function turnedBy(
  tx: Tx,
  leads: readonly LeadState[],
  { setup, standings }: Placing,
): Promise<Map<string, object>> {
  const trails = await readTrails(
    tx,
    leads.map(({ leadId }) => leadId),
  )
  const version = setup.policy('profile')?.version
  return new Map(
    leads.map(({ leadId, profileVerdict }) => {
      const event = trails.get(leadId)?.findLast(({ kind }) => kind === 'setAside')
      const aside = (event?.data['why'] ?? {}) as Aside
      const still = new Set(standings.get(leadId)?.reasons?.because.map(({ id }) => id))
      const gone = (aside.because ?? []).filter(({ id }) => !still.has(id)).map(({ label }) => label)
      // An edit has judged it before; what is judged just now, time has turned.
      const turned = profileVerdict === 'unfit' ? 'time' : 'fact'
      return [leadId, { by: aside.version === version ? turned : 'profile', gone }]
    }),
  )
}
