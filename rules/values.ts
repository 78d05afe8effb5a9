import { caps } from './condition.ts'
import { isDay, isDayWord } from './days.ts'
import type { Field } from './fields.ts'
import type { Editor } from './operators.ts'
import type { ConditionProblem, Problem } from './problems.ts'

type Wrong = readonly [code: ValueCode, params?: Problem['params']] | undefined
type ValueCode = Bare<ConditionProblem>
type Bare<Code> = Code extends `condition.${infer Name}` ? Name : never

/** What is wrong with a value for the editor of its operator. */
export const wrongValue: Readonly<Record<Editor, (value: unknown, field: Field) => Wrong>> = {
  none: (value) => (value === undefined ? undefined : ['value_unwanted']),
  text: (value) => (isText(value) ? undefined : ['value_text', { limit: caps.textLength }]),
  texts: (value, field) => each(value, (one) => wrongValue.text(one, field)),
  number: (value, field) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return ['value_number']
    return field.whole && !Number.isSafeInteger(value) ? ['value_whole'] : undefined
  },
  range: (value, field) => {
    if (!isPair(value)) return ['value_range']
    const [from, to] = value
    return (
      wrongValue.number(from, field) ??
      wrongValue.number(to, field) ??
      (from > to ? ['value_range'] : undefined)
    )
  },
  day: (value) => (isDayValue(value) ? undefined : ['value_day']),
  days: (value) => {
    if (!isPair(value)) return ['value_range']
    if (!value.every(isDayValue)) return ['value_day']
    const [from, to] = value as [string, string]
    return isDay(from) && isDay(to) && from > to ? ['value_range'] : undefined
  },
  span: (value) => (isSpan(value) ? undefined : ['value_span']),
  years: (value) =>
    Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100 ? undefined : ['value_years'],
  option: (value, field) => wrongValue.text(value, field) ?? unknownOption(value as string, field),
  options: (value, field) => each(value, (one) => wrongValue.option(one, field)),
  regions: (value) =>
    each(value, (one) => {
      if (!isText(one)) return ['value_text', { limit: caps.textLength }]
      return /^(?:[0-9]{2}){1,3}$/.test(one) ? undefined : ['value_region', { value: one }]
    }),
}

function each(list: unknown, wrong: (one: unknown) => Wrong): Wrong {
  if (!Array.isArray(list) || list.length === 0 || list.length > caps.values) {
    return ['value_list', { limit: caps.values }]
  }
  return list.map(wrong).find((one) => one !== undefined)
}

/** A text PostgreSQL can hold: no NUL, no half of a surrogate pair. */
function isText(raw: unknown): raw is string {
  return (
    typeof raw === 'string' &&
    raw.length > 0 &&
    raw.length <= caps.textLength &&
    raw.isWellFormed() &&
    !raw.includes('\0')
  )
}

function isPair(raw: unknown): raw is [unknown, unknown] & [number | string, number | string] {
  return Array.isArray(raw) && raw.length === 2
}

function isDayValue(raw: unknown): boolean {
  return typeof raw === 'string' && (isDay(raw) || isDayWord(raw))
}

const longest: Readonly<Record<string, number>> = { days: 36_500, hours: 24 * 36_500 }

function isSpan(raw: unknown): boolean {
  if (!isRecord(raw)) return false
  const [[unit, count] = ['', 0], ...more] = Object.entries(raw)
  return (
    more.length === 0 && Number.isInteger(count) && Number(count) > 0 && Number(count) <= (longest[unit] ?? 0)
  )
}

function unknownOption(value: string, { from, options }: Field): Wrong {
  if (from)
    return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? undefined : ['value_id', { value }]
  return !options || options.some((option) => option.value === value)
    ? undefined
    : ['value_option', { value }]
}

export function isRecord(raw: unknown): raw is Record<string, unknown> {
  return typeof raw === 'object' && raw !== null && !Array.isArray(raw)
}
