import { z } from 'zod'
import type { Fields } from './fields.ts'
import { likelihoodProblems, likelihoodWish } from './likelihood.ts'
import { isReserved, type Logic, logicCaps, readLogic, searchBy, termName, termsOf } from './logic.ts'
import type { MatchProblem } from './matching-problems.ts'

const name = z.string().min(1).max(20)
/** Longer than any line that is taken: `checkMatching` says in words what is too long. */
const line = z.string().max(100_000)
const share = z.number().min(0.5).max(1)

/** How two records are compared: a term, by the name that logic lines call it. */
export const matchTerm = z.discriminatedUnion('kind', [
  z.strictObject({
    name,
    kind: z.enum([
      'phone',
      'email',
      'wechat',
      'creditCode',
      'company',
      'address',
      'domain',
      'name',
      'pinyin',
    ]),
  }),
  /** The last digits of the phone. */
  z.strictObject({ name, kind: z.literal('phoneEnd'), digits: z.int().min(4).max(11) }),
  /** Company cores: by the pairs of characters they share, by the edits between them, or by Jaro and Winkler. */
  z.strictObject({
    name,
    kind: z.literal('companyLike'),
    atLeast: share,
    by: z.enum(['pairs', 'edits', 'jaroWinkler']),
  }),
  /** Names by Jaro and Winkler, as written and as they sound. */
  z.strictObject({ name, kind: z.literal('nameLike'), atLeast: share }),
  /** The same value of any field. */
  z.strictObject({ name, kind: z.literal('field'), field: z.string().min(1).max(200) }),
  /** A part of a line under a name of its own. */
  z.strictObject({ name, kind: z.literal('logic'), logic: line }),
])
export type MatchTerm = z.infer<typeof matchTerm>

/** How sure a rule is that two are one. What is surer is listened to first. */
export const strengths = ['certain', 'likely', 'possible'] as const

/** Where the record that is held stands: with a rep, in a pool, kept back, over, or a customer already. */
export const heldStates = ['rep', 'pool', 'kept', 'closed', 'converted', 'customer'] as const
export type HeldState = (typeof heldStates)[number]

/**
 * What becomes of an arrival that is held already:
 * refuse     not taken: journalled only, and whoever sent it is told;
 * alert      the same, and the holder is told that somebody tried;
 * link       a lead of its own that points at the one held; of a customer, it goes to their holder;
 * merge      joined to the lead held: what that lacks is filled in, its holder is told;
 * reenquire  the same, and the lead begins anew: scored again, its deadline from now, reopened when it was closed;
 * ask        a lead of its own that waits for a person to say whether the two are one.
 */
export const matchActions = ['refuse', 'alert', 'link', 'merge', 'reenquire', 'ask'] as const
export type MatchAction = (typeof matchActions)[number]

/** What can be done with a record in each state: nothing can be filled into a lead that ended well, or into a customer. */
export const actionsFor: Readonly<Record<HeldState, readonly MatchAction[]>> = {
  rep: matchActions,
  pool: matchActions,
  kept: ['refuse', 'alert', 'link', 'merge', 'ask'],
  closed: ['refuse', 'link', 'reenquire', 'ask'],
  converted: ['refuse', 'alert', 'link', 'ask'],
  customer: ['refuse', 'alert', 'link', 'ask'],
}

export const matchRule = z.strictObject({
  id: z.string().min(1).max(40),
  name: z.string().max(80),
  logic: line,
  strength: z.enum(strengths),
  against: z.enum(['leads', 'customers', 'both']),
  does: z.strictObject({
    rep: z.enum(matchActions),
    pool: z.enum(matchActions),
    kept: z.enum(actionsFor.kept),
    closed: z.enum(actionsFor.closed),
    converted: z.enum(actionsFor.converted),
    customer: z.enum(actionsFor.customer),
  }),
  active: z.boolean().default(true),
})
export type MatchRule = z.infer<typeof matchRule>

export const matchPolicy = z.strictObject({
  terms: z.array(matchTerm).max(50),
  rules: z.array(matchRule).max(30),
  /** What whoever brings a person that is held may know of it. Never anything personal of the lead. */
  told: z.strictObject({
    holder: z.enum(['nothing', 'team', 'name']),
    until: z.boolean(),
    stage: z.boolean(),
  }),
  /**
   * What whoever first brought a customer has of it, when two claim them: so many days, begun anew by each follow-up where
   * `renewed`. A registration counts by a contact that can be read in it; of somebody of whose registrations more than
   * `deadShare` proved invalid (null: not asked) none counts.
   */
  protects: z.strictObject({
    days: z.number().positive().max(3650),
    renewed: z.boolean(),
    contacts: z.array(z.enum(['phone', 'email', 'wechat'])).min(1),
    deadShare: z.number().min(0).max(1).nullable(),
  }),
  /** What the likelihood matcher does with whom no rule finds; nothing where it is left out. */
  likelihood: likelihoodWish.nullable().optional(),
})
export type MatchPolicy = z.infer<typeof matchPolicy>

/** What a policy tells and protects until somebody says otherwise. */
export const usualManners: Pick<MatchPolicy, 'told' | 'protects'> = {
  told: { holder: 'team', until: false, stage: false },
  protects: { days: 30, renewed: true, contacts: ['phone', 'email', 'wechat'], deadShare: 0.5 },
}

/** How many records a term's index is likely to bring, roughly in powers of ten; what has none is served by no index. */
const costs: Readonly<Partial<Record<MatchTerm['kind'], number>>> = {
  phone: 1,
  email: 1,
  wechat: 1,
  creditCode: 1,
  company: 10,
  address: 20,
  phoneEnd: 100,
  domain: 50,
  name: 200,
  pinyin: 400,
}
/** Below this, two cores may share no pair of neighbours though few edits lie between them, so no index finds them. */
const FEWEST_EDITS = 0.8

/** What looking up a term costs; undefined where no index serves it. */
export function costOf(term: MatchTerm, fields: Fields): number | undefined {
  if (term.kind === 'companyLike') {
    if (term.by === 'pairs') return 1000
    return term.by === 'edits' && term.atLeast >= FEWEST_EDITS ? 1000 : undefined
  }
  if (term.kind === 'field') return fields.get(term.field)?.fast ? 100 : undefined
  return costs[term.kind]
}

/** Everything that is wrong with a policy of the right shape, for an organisation with these fields; empty if nothing is. */
export function checkMatching(
  { terms, rules, likelihood }: Pick<MatchPolicy, 'terms' | 'rules' | 'likelihood'>,
  fields: Fields,
): MatchProblem[] {
  const wrong = terms.flatMap((term, at) => termProblems(term, { before: terms.slice(0, at), fields }))
  const lines = [
    ...terms.flatMap((term) => (term.kind === 'logic' ? [{ in: term.name, logic: term.logic }] : [])),
    ...rules.map((rule) => ({ in: rule.name || rule.id, logic: rule.logic })),
  ]
  const unread = lines.flatMap((line) => lineProblems(line, terms))
  const problems = [...wrong, ...unread, ...likelihoodProblems(likelihood)]
  if (problems.length > 0) return problems
  const circles = terms.flatMap((term) => circleFrom(term, terms))
  if (circles.length > 0) return circles
  const sizes = new Map<string, number>()
  const large = lines.filter((each) => sizeOf(each.logic, terms, sizes) > logicCaps.terms)
  if (large.length > 0) return large.map((each) => ({ in: each.in, code: 'match.logic_large', params: {} }))
  return rules.flatMap((rule) => [...unserved(rule, terms, fields), ...strangeToCustomers(rule, terms)])
}

/** What only a lead has: a known customer has no such field. */
const ofLeads: ReadonlySet<string> = new Set(['title', 'need'])

/** A rule that is compared with known customers, and could hold of none for what they lack. */
function strangeToCustomers(rule: MatchRule, terms: readonly MatchTerm[]): MatchProblem[] {
  if (rule.against === 'leads') return []
  const lacked = terms.flatMap((term) =>
    term.kind === 'field' && ofLeads.has(term.field) ? [term.name] : [],
  )
  const logic = logicOf(rule.logic, terms)
  if (lacked.length === 0 || settled(logic, (name) => lacked.includes(name)) !== false) return []
  const told = termsOf(logic).filter((name) => lacked.includes(name))
  return [{ in: rule.name || rule.id, code: 'match.not_of_customers', params: { terms: told.join('、') } }]
}

/** What a line comes to where these terms never hold, whatever the others do; undefined where it is up to them. */
function settled(logic: Logic, never: (term: string) => boolean): boolean | undefined {
  if ('term' in logic) return never(logic.term) ? false : undefined
  if ('not' in logic) {
    const inner = settled(logic.not, never)
    return inner === undefined ? undefined : !inner
  }
  const all = 'and' in logic
  const parts = (all ? logic.and : logic.or).map((part) => settled(part, never))
  if (parts.includes(!all)) return !all
  return parts.every((part) => part === all) ? all : undefined
}

interface Among {
  readonly before: readonly MatchTerm[]
  readonly fields: Fields
}

function termProblems(term: MatchTerm, { before, fields }: Among): MatchProblem[] {
  const at = { in: term.name, params: {} }
  if (!termName.test(term.name) || isReserved(term.name)) return [{ ...at, code: 'match.term_name' }]
  if (before.some((other) => other.name === term.name)) return [{ ...at, code: 'match.term_twice' }]
  return term.kind === 'field' && !fields.has(term.field)
    ? [{ ...at, code: 'match.field_unknown', params: { field: term.field } }]
    : []
}

function lineProblems(line: { in: string; logic: string }, terms: readonly MatchTerm[]): MatchProblem[] {
  const read = readLogic(line.logic)
  if ('fault' in read) {
    const { code, at, found } = read.fault
    return [{ in: line.in, code, params: { at: at + 1, found } }]
  }
  const known = terms.map((term) => term.name)
  return termsOf(read.logic)
    .filter((term) => !known.includes(term))
    .map((term) => ({
      in: line.in,
      code: 'match.term_unknown',
      params: { term, known: known.slice(0, 20).join('、') },
    }))
}

function circleFrom(term: MatchTerm, terms: readonly MatchTerm[]): MatchProblem[] {
  const walk = (from: MatchTerm, path: readonly string[]): readonly string[] | undefined => {
    if (from.kind !== 'logic') return undefined
    for (const next of named(from.logic)) {
      if (next === term.name) return [...path, next]
      if (path.includes(next)) continue // a circle of others: it is told of them
      const found = walk(
        terms.find((each) => each.name === next)!,
        [...path, next],
      )
      if (found) return found
    }
    return undefined
  }
  const circle = walk(term, [term.name])
  return circle ? [{ in: term.name, code: 'match.term_circle', params: { circle: circle.join(' → ') } }] : []
}

/** How many terms a line has once its named parts are put in their places; they may double at every step. */
function sizeOf(line: string, terms: readonly MatchTerm[], sizes: Map<string, number>): number {
  const count = (logic: Logic): number => {
    if ('not' in logic) return count(logic.not)
    if (!('term' in logic))
      return ('and' in logic ? logic.and : logic.or).reduce((sum, part) => sum + count(part), 0)
    const term = terms.find((each) => each.name === logic.term)
    if (term?.kind !== 'logic') return 1
    const size = sizes.get(term.name) ?? sizeOf(term.logic, terms, sizes)
    sizes.set(term.name, size)
    return size
  }
  const read = readLogic(line)
  return 'logic' in read ? count(read.logic) : 0
}

function named(line: string): string[] {
  const read = readLogic(line)
  return 'logic' in read ? termsOf(read.logic) : []
}

function unserved(rule: MatchRule, terms: readonly MatchTerm[], fields: Fields): MatchProblem[] {
  const whole = logicOf(rule.logic, terms)
  const cost = (term: string) =>
    costOf(
      terms.find((each) => each.name === term)!,
      fields,
    )
  if (searchBy(whole, cost)) return []
  const strangers = termsOf(whole).filter((term) => cost(term) === undefined)
  const told = (strangers.length > 0 ? strangers : termsOf(whole)).join('、')
  return [{ in: rule.name || rule.id, code: 'match.unserved', params: { terms: told } }]
}

/** A line with every named part of it put in its place. The policy must have been checked. */
export function logicOf(line: string, terms: readonly MatchTerm[]): Logic {
  const read = readLogic(line)
  if ('fault' in read) throw new TypeError(`logic "${line}": ${read.fault.code}`)
  const place = (logic: Logic): Logic => {
    if ('and' in logic) return { and: logic.and.map(place) }
    if ('or' in logic) return { or: logic.or.map(place) }
    if ('not' in logic) return { not: place(logic.not) }
    const term = terms.find((each) => each.name === logic.term)
    return term?.kind === 'logic' ? logicOf(term.logic, terms) : logic
  }
  return place(read.logic)
}
