import type { Condition, Leaf, Op, Value } from '../../../rules/condition.ts'
import type { Field, Fields } from '../../../rules/fields.ts'
import { editorOf, operatorsFor } from '../../../rules/operators.ts'

/** A test as the query builder holds it; `not:contains` is `contains` inside `not`. */
export interface Test {
  field: string
  operator: string
  value: Value | undefined
}

export interface Group {
  combinator: string
  not?: boolean
  rules: (Group | Test)[]
}

const negated = 'not:'

/** The builder's rows for a condition; their root is always a group. */
export function toGroup(condition: Condition, fields: Fields): Group {
  const node = toNode(condition, fields)
  return 'rules' in node ? node : { combinator: 'and', rules: [node] }
}

function toNode(condition: Condition, fields: Fields): Group | Test {
  if ('all' in condition)
    return { combinator: 'and', rules: condition.all.map((each) => toNode(each, fields)) }
  if ('any' in condition)
    return { combinator: 'or', rules: condition.any.map((each) => toNode(each, fields)) }
  if (!('not' in condition)) return toTest(condition, condition.op)
  const { not } = condition
  if ('field' in not && sayable(not, fields)) return toTest(not, `${negated}${not.op}`)
  const inner = toNode(not, fields)
  return 'rules' in inner && !inner.not
    ? { ...inner, not: true }
    : { combinator: 'and', not: true, rules: [inner] }
}

const toTest = ({ field, value }: Leaf, operator: string): Test => ({ field, operator, value })

/** Whether the operator has a name of its own inside `not`, which the operators' list then offers. */
function sayable({ field, op }: Leaf, fields: Fields): boolean {
  const known = fields.get(field)
  return (
    known !== undefined && operatorsFor(known.type, known.from).some((each) => each.op === op && each.not)
  )
}

/** The condition the rows stand for. */
export function toCondition(group: Group): Condition {
  const parts = group.rules.map((each) => ('rules' in each ? toCondition(each) : fromTest(each)))
  const joined: Condition = group.combinator === 'or' ? { any: parts } : { all: parts }
  return group.not ? { not: joined } : joined
}

function fromTest({ field, operator, value }: Test): Condition {
  const op = opOf(operator)
  const leaf: Leaf = value === undefined ? { field, op } : { field, op, value }
  return operator.startsWith(negated) ? { not: leaf } : leaf
}

/** The language's operator behind a row's, which may be negated. */
export function opOf(operator: string): Op {
  return (operator.startsWith(negated) ? operator.slice(negated.length) : operator) as Op
}

/** What a field offers, each operator followed by its negation where that has a name. */
export function operatorNames(field: Field, lang: 'zh' | 'en'): { name: string; label: string }[] {
  return operatorsFor(field.type, field.from).flatMap(({ op, label, not }) => [
    { name: op, label: label[lang] },
    ...(not ? [{ name: `${negated}${op}`, label: not[lang] }] : []),
  ])
}

/** What a row starts with once its operator is chosen: something to fill in, or a span that is common. */
export function firstValue(field: Field, operator: string): Value | undefined {
  const first = { text: '', number: undefined, range: undefined, none: undefined, option: undefined } as const
  const editor = editorOf(field, opOf(operator))
  if (editor === 'span') return { days: 7 }
  if (editor === 'years') return 4
  if (editor === 'day') return 'today'
  if (editor === 'texts' || editor === 'options' || editor === 'regions') return []
  return editor === undefined || editor === 'days' ? undefined : first[editor]
}
