/** What a learned scorecard may ask of a lead: how each field is read as a column, and how a bin is said as a condition. */
import type { Condition, Leaf } from '../../../../../rules/condition.ts'
import { addressOf, type Field, type Fields } from '../../../../../rules/fields.ts'
import type { LeadFacts } from '../../../../../rules/matches.ts'
import type { Bin } from './bins.ts'
import type { Cell, Column } from './history.ts'

export interface Asked {
  /** The field's name in conditions. */
  readonly key: string
  readonly field: Field
  readonly kind: Column['kind']
  readonly read: (lead: LeadFacts) => Cell
}

/**
 * Of what a lead is when it arrives: what it came by and what it says of itself. Not what becomes of it (stage, holder,
 * follow-ups), nor what the house says of it (score, tags by rule): these know the outcome, or are made of the rest.
 */
const arrivals = new Set([
  'source',
  'door',
  'region',
  'company',
  'creditCode',
  'title',
  'phone',
  'email',
  'wechat',
  'address',
  'need',
  'customer',
  'customerStage',
  'customerSpend',
])

/** The fields of an organisation that a card may ask about. Dates are left out: a day never comes again. */
export function askedOf(fields: Fields): Asked[] {
  return [...fields.values()].flatMap((field) => {
    if (field.type === 'date' || (field.origin === 'builtin' && !arrivals.has(field.key))) return []
    const kind = field.type === 'number' ? 'number' : 'choice'
    return [{ key: addressOf(field), field, kind, read: reader(field) } as const]
  })
}

function reader(field: Field): (lead: LeadFacts) => Cell {
  const property = field.property ?? field.key
  const raw = (lead: LeadFacts): unknown =>
    field.origin === 'builtin' ? lead[property] : (lead['attrs'] as LeadFacts | null | undefined)?.[property]
  if (field.present) return (lead) => String(typeof raw(lead) === 'string' && raw(lead) !== '')
  const read = readers[field.type]
  return (lead) => read(raw(lead))
}

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null)

const readers: Readonly<Record<Field['type'], (value: unknown) => Cell>> = {
  // Of words only whether there are any: what they say is the likeness of nobody else
  text: (value) => (text(value) === null ? null : 'yes'),
  number: (value) => (typeof value === 'number' && Number.isFinite(value) ? value : null),
  choice: text,
  // By province: its first two digits
  region: (value) => text(value)?.slice(0, 2) ?? null,
  boolean: (value) => (typeof value === 'boolean' ? String(value) : null),
  list: (value) => (Array.isArray(value) && value.length > 0 ? 'yes' : null),
  date: () => null,
}

/** A bin as a condition; `answers`: those that have bins of their own. Undefined for one that holds of nobody. */
export function conditionOf(
  { key, field }: Asked,
  bin: Bin,
  answers: readonly string[],
): Condition | undefined {
  const empty: Condition = { field: key, op: 'is_empty' }
  if (bin.kind === 'blank') return field.present ? undefined : empty
  if (bin.kind === 'range') return rangeOf(key, bin)
  if (bin.kind === 'value') return answerOf(key, field, [bin.value])
  if (field.type !== 'choice' && field.type !== 'region') return undefined
  const given: Condition = { not: empty }
  return answers.length === 0 ? given : { all: [given, { not: answerOf(key, field, answers) }] }
}

function rangeOf(key: string, { from, below }: Extract<Bin, { kind: 'range' }>): Condition {
  const ends: Leaf[] = [
    ...(from === -Infinity ? [] : [{ field: key, op: 'at_least' as const, value: from }]),
    ...(below === Infinity ? [] : [{ field: key, op: 'below' as const, value: below }]),
  ]
  if (ends.length === 0) return { not: { field: key, op: 'is_empty' } }
  return ends.length === 1 ? ends[0]! : { all: ends }
}

function answerOf(key: string, { type }: Field, answers: readonly string[]): Condition {
  if (type === 'boolean') return { field: key, op: answers[0] === 'true' ? 'is_true' : 'is_false' }
  if (type === 'text' || type === 'list') return { not: { field: key, op: 'is_empty' } }
  if (type === 'region') return { field: key, op: 'in', value: [...answers] }
  return answers.length === 1
    ? { field: key, op: 'is', value: answers[0]! }
    : { field: key, op: 'one_of', value: [...answers] }
}
