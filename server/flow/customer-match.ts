import type { Tx } from '../db/db.ts'
import { type KnownFacts, recogniseLeads } from '../lead/known.ts'
import type { Assignment } from '../rooms/assign/decide/assigner.ts'
import type { KeptMerits } from '../rooms/assign/decide/merits.ts'
import type { Look } from '../rooms/assign/decide/record.ts'
import { count, obstacle, type Obstacle, type Roster } from '../rooms/assign/decide/roster.ts'
import { type Customer, customerKeys } from '../rooms/customer/decide/customer.ts'
import { type Holding, type Holdings, recognise } from '../rooms/customer/decide/recognise.ts'
import { holdersOf } from '../rooms/customer/store/holdings.ts'
import { type Held, type Holders, type Match, remember } from '../rooms/match/decide/match.ts'
import { othersThan } from '../rooms/match/store/questions.ts'

/**
 * How the known customers are asked about an arrival, and what follows: match rules may refuse it, tell whoever has the
 * customer, or ask; what becomes a lead carries the customer it is of, and goes to whoever has that customer. An exact
 * key tells whose it is whatever the rules ask; a rule that links tells it of whoever it found.
 */

/** The known customers whom these exact keys and probes find. Their stripes must be locked: see match/store.ts. */
export async function customersOf(tx: Tx, keys: readonly string[]): Promise<Holdings> {
  return Map.groupBy(await holdersOf(tx, keys), ({ key }) => key)
}

/** Each arrival with the known customer it is of. */
export function recognised<T extends { readonly keys: readonly string[] }>(
  arrivals: readonly T[],
  holdings: Holdings,
): (T & { readonly known: Holding | null })[] {
  return arrivals.map((arrival) => ({ ...arrival, known: recognise(arrival.keys, holdings) }))
}

/** A known customer as matching meets it. */
interface HeldCustomer extends Held {
  readonly holding: Holding
}

/** Adds the known customers that these probes have found to those whom match rules are asked about, behind the leads. */
export function meet(holders: Holders, holdings: Holdings, probes: readonly string[]): void {
  const found = probes.flatMap((probe) => holdings.get(probe) ?? [])
  for (const theirs of Map.groupBy(found, ({ customerId }) => customerId).values()) {
    const keys = [...new Set(theirs.map(({ key }) => key))]
    remember(holders, keys, heldCustomer(theirs[0]!, keys))
  }
}

function heldCustomer(holding: Holding, keys: readonly string[]): HeldCustomer {
  const { customerId, holderId, createdAt, name, company, creditCode, wechat, region, address } = holding
  const [phone = null] = holding.phones
  const [email = null] = holding.emails
  const values = { name, company, creditCode, phone, email, wechat, region, address, note: holding.note }
  return {
    leadId: null,
    customerId,
    personId: null,
    known: { ...values, attrs: holding.attrs, keys: new Set(keys) },
    state: 'customer',
    arrivedAt: createdAt,
    holder: holderId === null ? null : { kind: 'rep', id: holderId },
    holding,
  }
}

/** The customer whom a rule has found an arrival to be of, where it makes a lead that is theirs; else null. */
export function linkedCustomer(match: Match): Holding | null {
  return match.verdict === 'link' && 'holding' in match.held ? (match.held as HeldCustomer).holding : null
}

/** The customer whom a rule has found a lead that is held to be of; whether they are one is not for a person to say. */
export function metCustomer(match: Match): Holding | null {
  if (match.verdict === 'new' || match.verdict === 'ask' || !('holding' in match.held)) return null
  return (match.held as HeldCustomer).holding
}

/** What conditions ask of the customer an arrival is of. */
export function knownFacts(known: Holding | null | undefined): KnownFacts {
  return {
    customerId: known?.customerId ?? null,
    customerStage: known?.lifecycleStage ?? null,
    customerSpend: known?.spend ?? null,
    customerLastPurchase: known?.lastPurchaseOn ?? null,
    customerHolder: known?.holderId ?? null,
    customerCompany: known?.company ?? null,
  }
}

/** Why a lead went to whoever has its customer, or did not, for the trail. */
export interface AsCustomer {
  readonly customerId: string
  readonly company: string | null
  readonly holderId: string | null
  /** Why the customer's holder did not get it; null when they did. */
  readonly because: Obstacle | 'unheld' | null
}

/** What a lead of a known customer is told of it, before the rules are asked; null for a lead of nobody known. */
export function asCustomer(facts: KnownFacts, roster: Roster): AsCustomer | null {
  const { customerId, customerCompany: company, customerHolder: holderId } = facts
  if (customerId === null) return null
  if (holderId === null) return { customerId, company, holderId, because: 'unheld' }
  const rep = roster.reps.get(holderId)
  return { customerId, company, holderId, because: rep ? (obstacle(rep) ?? null) : 'left' }
}

/** An assignment with what was known of the customer, and what the rules saw where they were asked. */
export type Dealt = Assignment & {
  readonly customer: AsCustomer | null
  readonly looks?: readonly Look[]
  readonly merits?: KeptMerits
}

/**
 * Gives a lead to whoever has its customer, where they may get one more; else as the rules say. Counted into the roster
 * as the rules do, but it is nobody's turn: an old customer takes no rep's next lead away.
 */
export function dealTo(
  facts: KnownFacts,
  roster: Roster,
  byRules: () => (Assignment & Pick<Dealt, 'looks' | 'merits'>) | undefined,
): Dealt | null {
  const customer = asCustomer(facts, roster)
  if (!customer || customer.because !== null) {
    const assignment = byRules()
    return assignment ? { ...assignment, customer } : null
  }
  const rep = roster.reps.get(customer.holderId as string)
  if (rep) count(rep)
  const to = { kind: 'rep' as const, id: customer.holderId as string }
  return { to, ruleId: null, passed: [], without: [], customer }
}

/** Gives a lead back to whoever had it, where they may get one more; it is nobody's turn. Null: the rules decide. */
export function giveAgain(former: string | null | undefined, roster: Roster): Dealt | null {
  const rep = former ? roster.reps.get(former) : undefined
  if (!rep || obstacle(rep)) return null
  count(rep)
  return { to: { kind: 'rep', id: rep.userId }, ruleId: null, passed: [], without: [], customer: null }
}

/** What the rules said, where whoever has the customer is not to get the lead. */
export const withoutCustomer = (
  byRules: (Assignment & Pick<Dealt, 'looks' | 'merits'>) | undefined,
): Dealt | null => (byRules ? { ...byRules, customer: null } : null)

/** What the trail tells of an assignment: what the rules passed over, and what was known of the customer. */
export function whyOf(dealt: Dealt | null | undefined): Record<string, unknown> | undefined {
  if (!dealt) return undefined
  const { passed, without, customer, pointed, merit } = dealt
  return {
    passed,
    // The first of them tell enough; all of them are kept with the decision.
    without: without.slice(0, 8),
    ...(without.length > 8 ? { others: without.length - 8 } : {}),
    ...(pointed ? { pointed } : {}),
    ...(merit ? { merit } : {}),
    ...(customer ? { customer } : {}),
  }
}

/** Whose customers these are: their loads are locked with those the rules may give to. */
export function customerHolders(known: readonly (Pick<KnownFacts, 'customerHolder'> | null)[]): string[] {
  return [...new Set(known.flatMap((facts) => facts?.customerHolder ?? []))]
}

/** Open leads that turn out to be of a customer who has just become known. Returns how many; nobody loses theirs by it. */
export async function recogniseHeld(tx: Tx, known: readonly Customer[]): Promise<string[]> {
  const keys = known
    .filter(({ archivedAt }) => archivedAt === null)
    .flatMap((customer) =>
      customerKeys(customer).exact.map((key) => ({ key, customerId: customer.customerId })),
    )
  const others = await othersThan(
    tx,
    known.map(({ customerId }) => customerId),
  )
  return recogniseLeads(tx, keys, others)
}
