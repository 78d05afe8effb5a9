import type { Leaf, Span } from './condition.ts'
import { addDays, type Day, dayAfterYears, dayNamed, dayOf, lengthOf, startOfDay } from './days.ts'
import { type Field, isCalendar } from './fields.ts'

/** From where a condition is judged: one moment for all of it, the organisation's IANA zone, and who is asking. */
export interface Moment {
  readonly now: Date
  readonly zone: string
  /** The user `is_me` means; without one it passes for nobody. */
  readonly me?: string
}

export type Sign = '=' | '>=' | '>' | '<=' | '<'
export type Bound = readonly [sign: Sign, limit: number | Day | Date]

/**
 * What a leaf asks of one value, once now, zone and letter case are settled. matches.ts and where.ts both
 * answer this and nothing else, so they cannot read an operator differently.
 */
export type Probe =
  | { readonly ask: 'empty' }
  | { readonly ask: 'equals'; readonly values: readonly string[] }
  | { readonly ask: 'contains'; readonly value: string }
  | { readonly ask: 'starts'; readonly values: readonly string[] }
  | { readonly ask: 'compare'; readonly bounds: readonly Bound[] }
  | { readonly ask: 'has'; readonly values: readonly string[]; readonly every: boolean }
  | { readonly ask: 'flag'; readonly value: boolean }

/**
 * Lower case for A to Z alone. PostgreSQL does exactly this under collation "C", in every version and with every
 * locale provider; any wider folding (İ, ß, full-width letters) differs between them, and from JavaScript.
 */
export function fold(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}

/** Settles a leaf that `check` has passed. */
export function probe(leaf: Leaf, field: Field, at: Moment): Probe {
  const { op } = leaf
  const texts = () => textsOf(leaf).map((text) => settleText(text, field))
  switch (op) {
    case 'is_empty':
      return { ask: 'empty' }
    case 'is':
    case 'one_of':
      return { ask: 'equals', values: texts() }
    case 'is_me':
      return { ask: 'equals', values: at.me ? [at.me] : [] }
    case 'contains':
      return { ask: 'contains', value: texts().join('') }
    case 'starts_with':
    case 'in':
      return { ask: 'starts', values: texts() }
    case 'has_any':
    case 'has_all':
      return { ask: 'has', values: textsOf(leaf), every: op === 'has_all' }
    case 'is_true':
    case 'is_false':
      return { ask: 'flag', value: op === 'is_true' }
    case 'equals':
    case 'at_least':
    case 'at_most':
    case 'above':
    case 'below':
      return { ask: 'compare', bounds: [[signs[op], leaf.value as number]] }
    case 'between':
      return {
        ask: 'compare',
        bounds: field.type === 'date' ? dateBounds(leaf, field, at) : rangeBounds(leaf),
      }
    case 'on':
    case 'before':
    case 'after':
    case 'in_last':
    case 'in_next':
    case 'more_than_ago':
    case 'years_from':
    case 'years_under':
      return { ask: 'compare', bounds: dateBounds(leaf, field, at) }
  }
}

const signs = { equals: '=', at_least: '>=', at_most: '<=', above: '>', below: '<' } as const

function textsOf({ value }: Leaf): string[] {
  return [value].flat() as string[]
}

function settleText(text: string, field: Field): string {
  // Ids are written in lower case by us, and any case means the same id.
  return field.type === 'text' || field.from ? fold(text) : text
}

function rangeBounds({ value }: Leaf): Bound[] {
  const [from, to] = value as [number, number]
  return [
    ['>=', from],
    ['<=', to],
  ]
}

/**
 * Built-in dates are moments but for a few, custom ones calendar days. Both are asked with `>=` and `<` alone: a moment read
 * from the database has lost its microseconds, and only these two never notice.
 */
function dateBounds(leaf: Leaf, field: Field, at: Moment): Bound[] {
  const { from, until } =
    typeof leaf.value === 'number'
      ? years(leaf, at)
      : leaf.op === 'between' || typeof leaf.value === 'string'
        ? days(leaf, at)
        : stretch(leaf, at)
  const settle = isCalendar(field) ? (edge: Edge) => edge.day : (edge: Edge) => edge.moment
  return [...(from ? [['>=', settle(from)] as const] : []), ...(until ? [['<', settle(until)] as const] : [])]
}

/** One end of a stretch of time, as a moment and as the calendar day that stands for it. */
interface Edge {
  readonly moment: Date
  readonly day: Day
}

interface Stretch {
  readonly from?: Edge
  readonly until?: Edge
}

function days(leaf: Leaf, at: Moment): Stretch {
  const [first = '', last = first] = textsOf(leaf).map((day) => dayNamed(day, at))
  const start = (day: Day): Edge => ({ moment: startOfDay(day, at.zone), day })
  if (leaf.op === 'before') return { until: start(first) }
  if (leaf.op === 'after') return { from: start(addDays(first, 1)) }
  return { from: start(first), until: start(addDays(last, 1)) }
}

/** Whole years as people count an age: four years on, a day in March is four years old that day in March. */
function years({ op, value }: Leaf, at: Moment): Stretch {
  const day = dayAfterYears(dayOf(at.now, at.zone), Number(value))
  const edge = { moment: startOfDay(day, at.zone), day }
  return op === 'years_from' ? { until: edge } : { from: edge }
}

/** Rolling time. A calendar day is in the last 7 days from the day it was 7 days ago, through today. */
function stretch({ op, value }: Leaf, at: Moment): Stretch {
  const length = lengthOf(value as Span)
  const begin = (time: number): Edge => ({ moment: new Date(time), day: dayOf(new Date(time), at.zone) })
  /** Just after the moment, which still belongs to it. */
  const end = (time: number): Edge => ({
    moment: new Date(time + 1),
    day: addDays(dayOf(new Date(time), at.zone), 1),
  })
  const now = at.now.getTime()
  if (op === 'in_last') return { from: begin(now - length), until: end(now) }
  if (op === 'in_next') return { from: begin(now), until: end(now + length) }
  return { until: begin(now - length) }
}
