import type { Op } from './condition.ts'
import type { Field, FieldType, Label } from './fields.ts'

/** What an editor shows for the value; `range` is two numbers and `days` two days, both ends included. */
export type Editor =
  | 'none'
  | 'text'
  | 'texts'
  | 'number'
  | 'range'
  | 'day'
  | 'days'
  | 'span'
  | 'years'
  | 'option'
  | 'options'
  | 'regions'

/** How an operator is said; {v} stands for the value. */
interface Phrases {
  readonly yes: Label
  /** Inside `not`. Where it is absent another operator says it better, and a sentence falls back on "not (…)". */
  readonly no?: Label
}

interface Saying extends Phrases {
  /** Of several values there is only one. */
  readonly single?: Phrases
}

const say = (zh: string, en: string): Label => ({ zh, en })

const is: Phrases = { yes: say('是 {v}', 'is {v}'), no: say('不是 {v}', 'is not {v}') }
const has: Phrases = { yes: say('含 {v}', 'has {v}'), no: say('不含 {v}', 'does not have {v}') }

/** Every operator in words. */
export const sayings: Readonly<Record<Op, Saying>> = {
  is,
  one_of: {
    yes: say('是 {v} 之一', 'is one of {v}'),
    no: say('不是 {v} 中任何一个', 'is none of {v}'),
    single: is,
  },
  is_me: { yes: say('是我', 'is me'), no: say('不是我', 'is not me') },
  contains: { yes: say('包含 {v}', 'contains {v}'), no: say('不包含 {v}', 'does not contain {v}') },
  starts_with: {
    yes: say('以 {v} 开头', 'starts with {v}'),
    no: say('不以 {v} 开头', 'does not start with {v}'),
  },
  equals: { yes: say('等于 {v}', 'equals {v}'), no: say('不等于 {v}', 'does not equal {v}') },
  at_least: { yes: say('不低于 {v}', 'is at least {v}') },
  at_most: { yes: say('不超过 {v}', 'is at most {v}') },
  above: { yes: say('高于 {v}', 'is above {v}') },
  below: { yes: say('低于 {v}', 'is below {v}') },
  between: { yes: say('介于 {v}', 'is between {v}'), no: say('不介于 {v}', 'is not between {v}') },
  on: is,
  before: { yes: say('早于 {v}', 'is before {v}') },
  after: { yes: say('晚于 {v}', 'is after {v}') },
  in_last: {
    yes: say('在最近 {v}内', 'is in the last {v}'),
    no: say('不在最近 {v}内', 'is not in the last {v}'),
  },
  in_next: {
    yes: say('在未来 {v}内', 'is in the next {v}'),
    no: say('不在未来 {v}内', 'is not in the next {v}'),
  },
  more_than_ago: { yes: say('距今超过 {v}', 'is more than {v} ago') },
  years_from: { yes: say('至今满 {v} 年', 'is at least {v} years ago') },
  years_under: { yes: say('至今不满 {v} 年', 'is less than {v} years ago') },
  has_any: {
    yes: say('含 {v} 中任一', 'has any of {v}'),
    no: say('不含 {v} 中任何一个', 'has none of {v}'),
    single: has,
  },
  has_all: {
    yes: say('同时含 {v}', 'has all of {v}'),
    no: say('不同时含 {v}', 'does not have all of {v}'),
    single: has,
  },
  in: { yes: say('在 {v}', 'is in {v}'), no: say('不在 {v}', 'is not in {v}') },
  is_true: { yes: say('为“是”', 'is yes'), no: say('不为“是”', 'is not yes') },
  is_false: { yes: say('为“否”', 'is no'), no: say('不为“否”', 'is not no') },
  is_empty: { yes: say('为空', 'is empty'), no: say('不为空', 'is not empty') },
}

/** The operators a field of each type offers, and what each takes. */
const offered: Readonly<Record<FieldType, Partial<Record<Op, Editor>>>> = {
  text: { is: 'text', one_of: 'texts', contains: 'text', starts_with: 'text', is_empty: 'none' },
  number: {
    equals: 'number',
    at_least: 'number',
    at_most: 'number',
    above: 'number',
    below: 'number',
    between: 'range',
    is_empty: 'none',
  },
  date: {
    in_last: 'span',
    in_next: 'span',
    more_than_ago: 'span',
    years_from: 'years',
    years_under: 'years',
    on: 'day',
    before: 'day',
    after: 'day',
    between: 'days',
    is_empty: 'none',
  },
  choice: { is: 'option', one_of: 'options', is_empty: 'none' },
  list: { has_any: 'options', has_all: 'options', is_empty: 'none' },
  region: { in: 'regions', is_empty: 'none' },
  boolean: { is_true: 'none', is_false: 'none', is_empty: 'none' },
}

/** What the operator takes as its value on this field, or undefined where the field does not offer it. */
export function editorOf(field: Pick<Field, 'type' | 'from'>, op: Op): Editor | undefined {
  if (field.from === 'leads') return op === 'is_empty' ? 'none' : undefined
  if (op === 'is_me') return field.from === 'people' ? 'none' : undefined
  return offered[field.type][op]
}

export interface Operator {
  readonly op: Op
  readonly label: Label
  /** The name of `{ not: … }` around it; absent where another operator says that better. */
  readonly not?: Label
  readonly editor: Editor
}

/** What a condition editor offers for a field, in order. Its negations are stored as `not` around the test. */
export function operatorsFor(type: FieldType, from?: Field['from']): Operator[] {
  const candidates: Op[] = from === 'people' ? ['is_me', ...opsOf(type)] : opsOf(type)
  return candidates.flatMap((op) => {
    const editor = editorOf({ type, ...(from && { from }) }, op)
    const { yes, no } = sayings[op]
    return editor ? [{ op, label: short(yes), ...(no && { not: short(no) }), editor }] : []
  })
}

function opsOf(type: FieldType): Op[] {
  return Object.keys(offered[type]) as Op[]
}

/** An operator's name without its value: 包含, 在最近…内. */
export function operatorName(op: Op): Label {
  return short(sayings[op].yes)
}

function short({ zh, en }: Label): Label {
  const cut = (text: string) => text.replace(/ \{v\}$/, '').replace(/ \{v\} ?/, '…')
  return { zh: cut(zh), en: cut(en) }
}
