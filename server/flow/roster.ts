import type { LeadFacts } from '../../rules/matches.ts'
import type { Tx } from '../db/db.ts'
import { type LeadState, readLeads } from '../lead/store.ts'
import { keepTurns } from '../lead/turns.ts'
import type { Assignment } from '../rooms/assign/decide/assigner.ts'
import { type KeptMerits, keptMerits } from '../rooms/assign/decide/merits.ts'
import { type Look, looked } from '../rooms/assign/decide/record.ts'
import type { Roster } from '../rooms/assign/decide/roster.ts'
import { keepDecisions } from '../rooms/assign/store/decisions.ts'
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
  { asTheyAre = false }: Pick<Wanted, 'asTheyAre'> = {},
): Promise<Roster | undefined> {
  if (!setup.assigning) return undefined
  const leads = await readLeads(tx, leadIds)
  return rosterWith(tx, setup, { also: customerHolders(leads), leads: leads.map(dealing), asTheyAre })
}

/** A held lead as one that is dealt. */
export const dealing = (lead: LeadState): Dealing => ({ leadId: lead.leadId, facts: { ...lead } })

interface Wanted {
  /** Who else may get one. */
  readonly also: readonly string[]
  readonly leads: readonly Dealing[]
  /** The leads are dealt with these very facts, so that only the rules that fit them need be read. */
  readonly asTheyAre?: boolean
}

/** The same where it is told who else may get one. */
export async function rosterWith(
  tx: Tx,
  { assigning: policy, moment, day }: Setup,
  { also, leads, asTheyAre = false }: Wanted,
): Promise<Roster | undefined> {
  if (!policy) return undefined
  const rules = asTheyAre
    ? [...new Set(leads.flatMap(({ facts }) => policy.fitting(facts)))]
    : policy.body.rules
  const { pointers, former } = await pointersOf(tx, leads, { rules, now: moment.now, day })
  const wanted = { now: moment.now, day, also, pointers, former, rules }
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

/** Writes back the turns, opens what is offered in a pool step by step, and keeps what the rules decided of each lead, for ever. */
export async function keepDealt(
  tx: Tx,
  leads: readonly DealtLead[],
  { setup, roster, keys }: { setup: Setup; roster: Roster; keys?: ReadonlyMap<string, Buffer> },
): Promise<void> {
  const policy = setup.assigning
  const asked = leads.filter(({ dealt }) => dealt?.looks)
  await keepTurns(tx, roster.turns)
  await openOffers(tx, leads, { now: setup.moment.now, fields: setup.fields, roster })
  // Of those that are being born the rows are written later.
  if (!keys) await takeSeats(tx, leads, setup.moment.now)
  if (!policy || asked.length === 0) return
  const held = keys ?? (await capturing.readKeys(tx, [...new Set(asked.map(({ personId }) => personId))]))
  await keepDecisions(
    tx,
    asked.flatMap(({ leadId, personId, facts, dealt, barred }) => {
      const key = held.get(personId)
      if (!key) return []
      const known = {
        facts: Object.fromEntries(policy.asks.map((property) => [property, facts[property]])),
        pointers: roster.pointers.get(leadId) ?? {},
        former: [...(roster.former.get(leadId) ?? [])],
        ...(dealt?.merits ? { merits: dealt.merits } : {}),
        ...(barred ? { barred: [...barred] } : {}),
      }
      return [{ leadId, key, known, looks: dealt!.looks!, assignment: dealt! }]
    }),
    { roster, policy: policy.body, version: policy.version, now: setup.moment.now },
  )
}
