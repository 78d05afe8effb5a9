import type { LeadFacts } from '../../rules/matches.ts'
import type { Tx } from '../db/db.ts'
import { type Move, moveLeads, type Occasion } from '../lead/hold.ts'
import { lockLeads, type LeadState, readLeads } from '../lead/store.ts'
import { keepTurns } from '../lead/turns.ts'
import type { Assignment } from '../rooms/assign/decide/assigner.ts'
import { type KeptMerits, keptMerits } from '../rooms/assign/decide/merits.ts'
import { type Look, looked } from '../rooms/assign/decide/record.ts'
import type { Roster } from '../rooms/assign/decide/roster.ts'
import { keepDecisions, pack, type Packed } from '../rooms/assign/store/decisions.ts'
import * as assigning from '../rooms/assign/store/facts.ts'
import * as capturing from '../rooms/capture/store.ts'
import { meritsFor } from './best/online.ts'
import { customerHolders, type Dealt } from './customer-match.ts'
import { pointersOf } from './point.ts'
import { takeSeats } from './seat.ts'
import type { Setup } from './setup.ts'
import { openOffers } from './window.ts'

/** A lead that is dealt. */
export interface Dealing {
  readonly leadId: string
  readonly facts: LeadFacts
  /** Who is not to get it, whatever the rules say. */
  readonly barred?: ReadonlySet<string>
}

/**
 * Who may be dealt these held leads: whoever the rules may give to, and whoever has their customers; undefined where there
 * is no assignment policy. Loads and turns are locked by it, which comes before leads, always: see lead/load.ts.
 */
export async function rosterFor(
  tx: Tx,
  setup: Setup,
  leadIds: readonly string[],
): Promise<Roster | undefined> {
  if (!setup.assigning) return undefined
  const leads = await readLeads(tx, leadIds)
  return rosterWith(tx, setup, { also: customerHolders(leads), leads: leads.map(dealing) })
}

interface ToDeal extends Pick<Wanted, 'asTheyAre'> {
  /** Where it is still being read, the leads are read in the same trip. */
  readonly setup: Setup | Promise<Setup>
  /** Which of them may be dealt, the others are only locked; all unless told. */
  readonly mayDeal?: (lead: LeadState) => boolean
}

interface LockedToDeal {
  readonly setup: Setup
  /** Undefined where there is no assignment policy, or no lead to deal. */
  readonly roster: Roster | undefined
  /** The leads it is for. */
  readonly rosterFor: ReadonlySet<string>
  readonly leads: LeadState[]
}

/** Locks all that it takes to deal held leads: loads and turns, then the leads, as they stand then. */
export async function lockToDeal(
  tx: Tx,
  leadIds: readonly string[],
  { setup: given, asTheyAre = false, mayDeal = () => true }: ToDeal,
): Promise<LockedToDeal> {
  const [setup, read] = await Promise.all([given, readLeads(tx, leadIds)])
  const seen = setup.assigning ? read.filter(mayDeal) : []
  const rosterFor = new Set(seen.map(({ leadId }) => leadId))
  if (seen.length === 0) return { setup, roster: undefined, rosterFor, leads: await lockLeads(tx, leadIds) }
  let leads: LeadState[] = []
  const roster = await rosterWith(tx, setup, {
    also: customerHolders(seen),
    leads: seen.map(dealing),
    asTheyAre,
    behind: async () => (leads = await lockLeads(tx, leadIds)),
  })
  return { setup, roster, rosterFor, leads }
}

/** A held lead as one that is dealt. */
export const dealing = (lead: LeadState): Dealing => ({ leadId: lead.leadId, facts: { ...lead } })

interface Wanted {
  /** Who else may get one. */
  readonly also: readonly string[]
  readonly leads: readonly Dealing[]
  /** The leads are dealt with these very facts, so that only the rules that fit them need be read. */
  readonly asTheyAre?: boolean
  /** Asks for what is locked behind loads and turns. */
  readonly behind?: () => Promise<unknown>
}

/** The same where it is told who else may get one. */
export async function rosterWith(
  tx: Tx,
  { assigning: policy, people, moment, day }: Setup,
  { also, leads, asTheyAre = false, behind }: Wanted,
): Promise<Roster | undefined> {
  if (!policy) return undefined
  const rules = asTheyAre
    ? [...new Set(leads.flatMap(({ facts }) => policy.fitting(facts)))]
    : policy.body.rules
  const { pointers, former } = await pointersOf(tx, leads, { rules, now: moment.now, day })
  const wanted = {
    people,
    now: moment.now,
    day,
    also,
    pointers,
    former,
    rules,
    ...(behind ? { behind } : {}),
  }
  const roster = await assigning.facts(tx, policy.body, wanted)
  const best = await meritsFor(tx, leads, { roster, policy: policy.body, rules, now: moment.now })
  return best ? { ...roster, best } : roster
}

/** What the rules saw of a lead before it was counted. */
interface Asked {
  readonly looks: readonly Look[]
  readonly merits?: KeptMerits
}

/** Whom the rules give a lead to, with what they saw; undefined where there are none. */
export function byRules(
  { leadId, facts, barred }: Dealing,
  roster: Roster,
  { assigning: policy }: Setup,
): (Assignment & Asked) | undefined {
  if (!policy) return undefined
  const looks: Look[] = []
  const merits = keptMerits(roster, leadId)
  const assignment = policy.assign({ facts, leadId, ...(barred ? { barred } : {}) }, roster, (rule, field) =>
    looks.push(looked(rule, field, roster)),
  )
  return { ...assignment, looks, ...(merits ? { merits } : {}) }
}

/** A lead that was dealt, with whom it is of. */
export interface DealtLead extends Dealing {
  readonly personId: string
  readonly dealt: Dealt | null | undefined
}

interface Keeping {
  readonly setup: Setup
  readonly roster: Roster
}

interface Moving extends Pick<Occasion, 'actor' | 'quiet'> {
  readonly setup: Setup
  /** Undefined where there is no assignment policy. */
  readonly roster: Roster | undefined
}

/** Moves held leads as was decided, and keeps what was decided of those that had not gone elsewhere; returns their ids. */
export async function moveDealt(
  tx: Tx,
  { moves, dealt }: { moves: readonly Move[]; dealt: readonly DealtLead[] },
  { setup, roster, actor, quiet = false }: Moving,
): Promise<Set<string>> {
  const { now } = setup.moment
  const occasion = { now, day: setup.day, actor, quiet }
  if (!roster) return moveLeads(tx, moves, occasion)
  // Packed while the leads move.
  const packing = packDecided(tx, dealt, { setup, roster })
  const along = async (moved: ReadonlySet<string>) => {
    const hasMoved = ({ leadId }: { leadId: string }) => moved.has(leadId)
    const decided = (await packing).filter(hasMoved)
    const leads = dealt.filter(hasMoved)
    await Promise.all([keepDealt(tx, leads, { setup, roster, decided }), takeSeats(tx, leads, now)])
  }
  const [moved] = await Promise.all([moveLeads(tx, moves, { ...occasion, along }), packing])
  return moved
}

/** Writes back the turns, opens what is offered in a pool step by step, and keeps what the rules decided of each lead, for ever. */
export async function keepDealt(
  tx: Tx,
  leads: readonly DealtLead[],
  { setup, roster, decided }: Keeping & { readonly decided: readonly Packed[] },
): Promise<void> {
  const { now } = setup.moment
  await Promise.all([
    keepTurns(tx, roster.turns),
    openOffers(tx, leads, { now, fields: setup.fields, roster }),
    keepDecisions(tx, decided, { roster, version: setup.assigning?.version ?? 0, now }),
  ])
}

/** What is to be kept of each decision of the rules, sealed with the key of the lead's person; the keys are read unless given. */
export async function packDecided(
  tx: Tx,
  leads: readonly DealtLead[],
  { setup: { assigning: policy }, roster, keys }: Keeping & { keys?: ReadonlyMap<string, Buffer> },
): Promise<Packed[]> {
  const asked = leads.filter(({ dealt }) => dealt?.looks)
  if (!policy || asked.length === 0) return []
  const held = keys ?? (await capturing.readKeys(tx, [...new Set(asked.map(({ personId }) => personId))]))
  return asked.flatMap(({ leadId, personId, facts, dealt, barred }) => {
    const key = held.get(personId)
    if (!key) return []
    const known = {
      facts: Object.fromEntries(policy.asks.map((property) => [property, facts[property]])),
      pointers: roster.pointers.get(leadId) ?? {},
      former: [...(roster.former.get(leadId) ?? [])],
      ...(dealt?.merits ? { merits: dealt.merits } : {}),
      ...(barred ? { barred: [...barred] } : {}),
    }
    return [pack({ leadId, key, known, looks: dealt!.looks!, assignment: dealt! }, policy.body)]
  })
}
