import { z } from 'zod'
import type { Fields, Label } from './fields.ts'
import { isReserved, type Logic, logicCaps, readLogic, searchBy, termName, termsOf } from './logic.ts'

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

/** What is wrong with a match policy, where, in words that say what would mend it. */
export interface MatchProblem {
  readonly code: keyof typeof matchProblems
  /** The rule or term it is in. */
  readonly in: string
  readonly params: Readonly<Record<string, string | number>>
}

const matchProblems = {
  'match.logic_empty': {
    zh: '“{in}”的逻辑是空的；请写上条件项，如 (A 且 B) 或 C',
    en: 'The logic of "{in}" is empty; name terms, as in (A and B) or C',
  },
  'match.logic_unreadable': {
    zh: '“{in}”的逻辑在第 {at} 个字符处读不懂（“{found}”）；请写成 (A 且 B) 或 C 的样子',
    en: 'The logic of "{in}" cannot be read at character {at} ("{found}"); write it as in (A and B) or C',
  },
  'match.logic_open': {
    zh: '“{in}”的逻辑少了一个右括号；请补上',
    en: 'The logic of "{in}" lacks a closing bracket; add it',
  },
  'match.logic_large': {
    zh: '“{in}”的逻辑太大：最多 {terms} 个条件项、{depth} 层括号、{length} 个字符；请拆成几条规则',
    en: 'The logic of "{in}" is too large: at most {terms} terms, {depth} brackets deep, {length} characters; split it into several rules',
  },
  'match.term_unknown': {
    zh: '“{in}”用了没有定义的条件项“{term}”；请先定义它，或改用：{known}',
    en: '"{in}" names the term "{term}", which there is not; define it first, or use one of: {known}',
  },
  'match.term_name': {
    zh: '条件项不能叫“{in}”；请用字母或汉字开头、最多 20 个字，且不是“且、或、非”',
    en: 'A term cannot be called "{in}"; begin with a letter, use at most 20 letters and digits, and not "and", "or", "not"',
  },
  'match.term_twice': {
    zh: '有两个条件项都叫“{in}”；请给其中一个改名',
    en: 'Two terms are called "{in}"; rename one of them',
  },
  'match.term_circle': {
    zh: '条件项“{in}”绕回了自己（{circle}）；请去掉其中一处引用',
    en: 'The term "{in}" leads back to itself ({circle}); take one of these references out',
  },
  'match.field_unknown': {
    zh: '条件项“{in}”用的字段“{field}”不存在；请改选一个，或在“设置 → 字段”里新建',
    en: 'The term "{in}" compares the field "{field}", which there is not; choose another, or add it under Settings → Fields',
  },
  'match.unserved': {
    zh: '规则“{in}”会把每条线索和所有线索逐一比较：{terms} 没有索引可用。请用“且”加上电话、邮箱、公司等能查到的条件项，或把相似改为“共有字对”或“编辑距离 ≥ 80 %”',
    en: 'The rule "{in}" would compare every lead with every other: no index serves {terms}. Join it by "and" to a term that one serves (phone, e-mail, company …), or compare companies by shared pairs or by edits at 80 % or more',
  },
} as const satisfies Record<string, Label>

/** The problem in the reader's language. */
export function matchProblemSentence({ code, in: place, params }: MatchProblem, lang: keyof Label): string {
  const named: Record<string, string | number> = { ...logicCaps, ...params, in: place }
  return matchProblems[code][lang].replace(/\{(\w+)\}/g, (whole, key: string) => String(named[key] ?? whole))
}

/** Everything that is wrong with a policy of the right shape, for an organisation with these fields; empty if nothing is. */
export function checkMatching(
  { terms, rules }: Pick<MatchPolicy, 'terms' | 'rules'>,
  fields: Fields,
): MatchProblem[] {
  const wrong = terms.flatMap((term, at) => termProblems(term, { before: terms.slice(0, at), fields }))
  const lines = [
    ...terms.flatMap((term) => (term.kind === 'logic' ? [{ in: term.name, logic: term.logic }] : [])),
    ...rules.map((rule) => ({ in: rule.name || rule.id, logic: rule.logic })),
  ]
  const unread = lines.flatMap((line) => lineProblems(line, terms))
  const problems = [...wrong, ...unread]
  if (problems.length > 0) return problems
  const circles = terms.flatMap((term) => circleFrom(term, terms))
  if (circles.length > 0) return circles
  const sizes = new Map<string, number>()
  const large = lines.filter((each) => sizeOf(each.logic, terms, sizes) > logicCaps.terms)
  if (large.length > 0) return large.map((each) => ({ in: each.in, code: 'match.logic_large', params: {} }))
  return rules.flatMap((rule) => unserved(rule, terms, fields))
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
