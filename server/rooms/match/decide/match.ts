import type { Closing, Stage } from '../../../../contract/lead.ts'
import type { Fields } from '../../../../rules/fields.ts'
import { evaluate, searchBy, termsOf } from '../../../../rules/logic.ts'
import {
  costOf,
  type HeldState,
  heldStates,
  logicOf,
  type MatchAction,
  type MatchPolicy,
  type MatchRule,
  type MatchTerm,
  strengths,
} from '../../../../rules/matching.ts'
import type { Holder } from '../../../lead/hold.ts'
import type { LeadValues } from '../../../lead/store.ts'
import { isJoined, joined } from './joined.ts'
import type { Known } from './known.ts'
import { type Learnt, type Likely, likelyMatcher, type LikelyMatcher } from './likened.ts'
import { link } from './link.ts'
import { type ReadyTerm, readyTerm } from './terms.ts'

/** A record that is held: a lead, or a known customer (then `leadId` is null). */
export interface Held {
  readonly leadId: string | null
  readonly customerId?: string | null
  /** Whose sealing key it is written with; null of a customer. */
  readonly personId: string | null
  readonly known: Known
  readonly state: HeldState
  /** In quarantine: a re-enquiry may bring what it waits for. */
  readonly quarantined?: boolean
  readonly arrivedAt: Date
  readonly holder: Holder | null
  readonly stage?: Stage
  readonly closedAs?: Closing | null
  /** Until when its holder has it, where there is a deadline. */
  readonly dueAt?: Date | null
}

/** Who is found by which probe, oldest first: records held before the batch, then those the batch has made so far. */
export type Holders = Map<string, Held[]>

/** Who is asked about. */
export interface Asked {
  readonly known: Known
  /** `x:` external ids, whose second delivery is the same touch. */
  readonly externalKey: string | null
}

/**
 * What matching says of an arrival:
 * new    nobody knows them;
 * again  the same external id came before: a second delivery of the same touch;
 * else   what the rule does with a person in that state; see rules/matching.ts.
 */
export type Match =
  | { readonly verdict: 'new' }
  | { readonly verdict: 'again'; readonly held: Held }
  | {
      readonly verdict: MatchAction
      readonly held: Held
      readonly rule: MatchRule
      /** The terms of the rule that the two agree in. */
      readonly agreed: readonly MatchTerm[]
      /** What whoever brought the arrival may know of the one held. */
      readonly told: MatchPolicy['told']
    }
  | {
      /** No rule found anybody, but how probable it is that the two are one lets them be linked. */
      readonly verdict: 'link'
      readonly held: Held
      readonly likely: Likely
      readonly told: MatchPolicy['told']
    }

/** What is said of an arrival, and whom a person is asked about beside. */
export interface Met {
  readonly match: Match
  readonly perhaps: readonly Likely[]
}

/** A match policy made ready for a batch. */
export interface Matcher {
  readonly policy: MatchPolicy
  /** What has to be looked up to find everybody that any rule could be true of. */
  readonly probes: (asked: Asked) => string[]
  /** What a record is found by. */
  readonly marks: (record: Asked) => string[]
  /** What the rules say. */
  readonly match: (asked: Asked, holders: Holders) => Match
  /** What those whom an arrival is weighed against by likelihood are found by; nothing where that is not wanted. */
  readonly kin: (asked: Asked) => string[]
  /** What the rules say, and of whom they do not find, likelihood. */
  readonly meet: (asked: Asked, holders: Holders) => Met
  /** True where each rule asks for one key alone: then the key says it all, and nothing need be known of who holds it. */
  readonly plain: boolean
}

export interface ReadyRule {
  readonly rule: MatchRule
  readonly terms: ReadonlyMap<string, ReadyTerm>
  readonly holds: (a: Known, b: Known) => boolean
  readonly agreed: (a: Known, b: Known) => MatchTerm[]
  readonly searched: readonly ReadyTerm[]
}

/**
 * Compiles a policy that `checkMatching` passed, with what the last scan has learnt. A field that is no longer there agrees
 * with nothing.
 */
export function matcher(policy: MatchPolicy, fields: Fields, learnt: Learnt | null = null): Matcher {
  const rules = policy.rules.filter(({ active }) => active).map((rule) => readyRule(rule, policy, fields))
  const terms = new Map(rules.flatMap((rule) => [...rule.terms]))
  const searched = new Set([
    ...rules.flatMap((rule) => rule.searched),
    ...[...terms.values()].filter(({ byKeys }) => byKeys),
  ])
  const external = ({ externalKey }: Asked) => (externalKey === null ? [] : [externalKey])
  const all = (asked: Asked, of: (term: ReadyTerm) => readonly string[]) => [
    ...new Set([...external(asked), ...[...searched].flatMap(of)]),
  ]
  const likely = likelyMatcher(policy.likelihood, learnt, fields)
  const match = (asked: Asked, holders: Holders) =>
    decide(asked, holders, { rules, searched, told: policy.told })
  return {
    policy,
    probes: (asked) => all(asked, (term) => term.probes(asked.known)),
    marks: (record) => [...all(record, (term) => term.marks(record.known)), ...likely.marks(record)],
    match,
    kin: likely.probes,
    meet: (asked, holders) =>
      meet(match(asked, holders), likely.match, { asked, holders, told: policy.told }),
    plain:
      likely.idle && rules.every(({ terms: theirs }) => theirs.size === 1 && [...theirs.values()][0]!.byKeys),
  }
}

/** A rule made ready to be asked of two records. */
export function readyRule(rule: MatchRule, policy: MatchPolicy, fields: Fields): ReadyRule {
  const logic = logicOf(rule.logic, policy.terms)
  const named = new Map(policy.terms.map((term) => [term.name, term]))
  const terms = new Map(termsOf(logic).map((name) => [name, readyTerm(named.get(name)!, fields)]))
  const way = searchBy(
    logic,
    (name) => costOf(named.get(name)!, fields),
    (name) => isJoined(named.get(name)!),
  )
  const agree = (name: string, a: Known, b: Known) => terms.get(name)!.agrees(a, b)
  return {
    rule,
    terms,
    holds: (a, b) => evaluate(logic, (name) => agree(name, a, b)),
    agreed: (a, b) => [...terms.keys()].filter((name) => agree(name, a, b)).map((name) => named.get(name)!),
    searched: (way?.sets ?? []).map((set) => {
      const [one, other] = set.map((name) => terms.get(name)!)
      return other ? joined(one!, other) : one!
    }),
  }
}

interface Meeting {
  readonly asked: Asked
  readonly holders: Holders
  readonly told: MatchPolicy['told']
}

function meet(match: Match, likely: LikelyMatcher['match'], { asked, holders, told }: Meeting): Met {
  if (match.verdict !== 'new') return { match, perhaps: [] }
  const { link: sure, ask } = likely(asked, holders)
  return sure
    ? { match: { verdict: 'link', held: sure.held, likely: sure, told }, perhaps: [sure, ...ask] }
    : { match, perhaps: ask }
}

interface Compiled {
  readonly rules: readonly ReadyRule[]
  readonly searched: ReadonlySet<ReadyTerm>
  readonly told: MatchPolicy['told']
}

/** Of several that fit: the surer rule, then an open lead before a customer before what is over, then the rules' order, then who was first. */
function decide(asked: Asked, holders: Holders, { rules, searched, told }: Compiled): Match {
  const again = asked.externalKey === null ? undefined : holders.get(asked.externalKey)?.[0]
  if (again) return { verdict: 'again', held: again }
  const found = new Set<Held>()
  for (const term of searched)
    for (const probe of term.probes(asked.known)) for (const held of holders.get(probe) ?? []) found.add(held)
  let best: { held: Held; ready: ReadyRule; rank: number } | undefined
  for (const held of found) {
    for (const [at, ready] of rules.entries()) {
      if (!isAgainst(ready.rule, held)) continue
      const rank = rankOf(ready.rule, held) * rules.length + at
      if (best && (best.rank < rank || (best.rank === rank && !isEarlier(held, best.held)))) continue
      if (ready.holds(asked.known, held.known)) best = { held, ready, rank }
    }
  }
  if (!best) return { verdict: 'new' }
  const { held, ready } = best
  return {
    verdict: ready.rule.does[held.state],
    held,
    rule: ready.rule,
    agreed: ready.agreed(asked.known, held.known),
    told,
  }
}

/** Whether a rule is about records of this kind: leads, known customers. */
export function isAgainst({ against }: MatchRule, { leadId }: Held): boolean {
  return against === 'both' || (leadId === null) === (against === 'customers')
}

const order: Readonly<Record<HeldState, number>> = {
  rep: 0,
  pool: 0,
  kept: 0,
  customer: 1,
  converted: 2,
  closed: 3,
}

function rankOf({ strength }: MatchRule, { state }: Held): number {
  return strengths.indexOf(strength) * heldStates.length + order[state]
}

/** Whether one record was there before another; ties by id. */
export function isEarlier(a: Held, b: Held): boolean {
  const apart = a.arrivedAt.getTime() - b.arrivedAt.getTime()
  return apart < 0 || (apart === 0 && idOf(a) < idOf(b))
}

const idOf = ({ leadId, customerId }: Held) => leadId ?? customerId ?? ''

/** Lets a held record have what an arrival that is merged into it brings, for the arrivals after it. */
export function joinKnown(held: Held, brought: Known): void {
  const { values } = link(held.known as LeadValues, brought as LeadValues)
  Object.assign(held.known, values, { keys: new Set([...held.known.keys, ...brought.keys]) })
}

/** Makes a record known, under all that it is found by, to the arrivals after it. */
export function remember(holders: Holders, marks: readonly string[], held: Held): void {
  for (const mark of marks) {
    const known = holders.get(mark)
    if (!known) holders.set(mark, [held])
    else if (!known.some((one) => idOf(one) === idOf(held))) known.push(held)
  }
}
