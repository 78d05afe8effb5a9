/** Cells of custom fields → values of their type. Each reader gives the value, or the code of what is wrong with it. */
import type { Field, FieldType, Option } from '../../../../rules/fields.ts'
import type { ReasonCode } from './reasons.ts'
import { readRegion } from './region.ts'
import { tidy } from './text.ts'

export const version = 1

export type CustomValue = string | number | boolean | readonly string[]
export type CustomReading = { value: CustomValue } | { problem: ReasonCode }
/** As much of a custom field's definition as reading its values takes. */
export type CustomField = Pick<Field, 'key' | 'type' | 'label' | 'options'>

const scales: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000, k: 1000, '': 1 }

/** 1,234.5 · 50万 · ¥3000 · 1.5E+3; a share (12%) or a range (10-20) is no number. */
function readNumber(text: string): CustomReading {
  const bare = text.replace(/^[¥$€£]\s*|\s*(?:元|人民币|rmb|cny)$/gi, '')
  const [, digits, scale = ''] =
    /^([-+]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?(?:e[-+]?\d{1,2})?)\s*(万|亿|k)?$/i.exec(bare) ?? []
  if (!digits || !/\d/.test(digits)) return { problem: 'number.invalid' }
  // 1.13万 is 11300, not 11299.999999999998
  const value = Number(
    (Number(digits.replace(/,/g, '')) * (scales[scale.toLowerCase()] ?? 1)).toPrecision(15),
  )
  return Number.isFinite(value) ? { value: value === 0 ? 0 : value } : { problem: 'number.invalid' }
}

const written = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?(?:[T\s].*)?$/
const compact = /^(\d{4})(\d{2})(\d{2})$/

/** Year first, for 05/01/2026 is May in one country and January in the next. The day is the one written, in no zone. */
function readDate(text: string): CustomReading {
  const [, year = '', month = '', day = ''] = written.exec(text) ?? compact.exec(text) ?? []
  const value = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const date = new Date(`${value}T00:00:00Z`)
  const real = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
  return real && year >= '1900' && year <= '2200' ? { value } : { problem: 'date.invalid' }
}

/** Value and both labels of each option → its value, as they may be written: any width, any case, any spaces. */
const indexes = new WeakMap<readonly Option[], ReadonlyMap<string, string>>()
const loose = (text: string) => tidy(text).toLowerCase().replaceAll(' ', '')

function indexOf(options: readonly Option[]): ReadonlyMap<string, string> {
  const known = indexes.get(options)
  if (known) return known
  const names = options.flatMap(({ value, label }) =>
    [label.en, label.zh, value].map((name) => [loose(name), value] as const),
  )
  const index = new Map(names)
  indexes.set(options, index)
  return index
}

function readChoice(text: string, options: readonly Option[] = []): CustomReading {
  if (options.length === 0) return { value: tidy(text) }
  const value = indexOf(options).get(loose(text))
  return value === undefined ? { problem: 'choice.unknown' } : { value }
}

/** A list sent as one comes with an item a line; a cell parts its items by commas, unless it names one option whole. */
function split(text: string, options: readonly Option[]): string[] {
  if (text.includes('\n')) return text.split('\n').filter(Boolean)
  const parts = indexOf(options).has(loose(text)) ? [text] : text.split(/[,;、|]/)
  return parts.map((part) => part.trim()).filter(Boolean)
}

function readList(text: string, options: readonly Option[] = []): CustomReading {
  const read = split(text, options).map((part) => readChoice(part, options))
  const values = read.flatMap((one) => ('value' in one ? [String(one.value)] : []))
  return values.length === read.length ? { value: [...new Set(values)] } : { problem: 'choice.unknown' }
}

const yes = new Set(['是', '对', '有', '真', 'yes', 'y', 'true', 't', '1', 'on', '√', '✓'])
const no = new Set(['否', '不', '不是', '没有', '无', '假', 'no', 'n', 'false', 'f', '0', 'off', '×'])

function readBoolean(text: string): CustomReading {
  const word = text.toLowerCase()
  if (yes.has(word)) return { value: true }
  return no.has(word) ? { value: false } : { problem: 'boolean.invalid' }
}

const readers: Readonly<Record<FieldType, (text: string, options?: readonly Option[]) => CustomReading>> = {
  text: (text) => ({ value: tidy(text) }),
  number: readNumber,
  date: readDate,
  choice: readChoice,
  list: readList,
  region: readRegion,
  boolean: readBoolean,
}

/** JSON values by their text, a list an item a line, so that one reader serves cells and API; null for what has none. */
export function asText(raw: unknown): string | null {
  if (typeof raw === 'string') return tidy(raw)
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw)
  if (Array.isArray(raw) && raw.every((item) => typeof item === 'string'))
    return raw
      .map(tidy)
      .filter(Boolean)
      .map((item) => `${item}\n`)
      .join('')
  return raw === null || raw === undefined ? null : tidy(JSON.stringify(raw) ?? '')
}

/** Reads a cell (tidied, not blank) as a value of the field. */
export function readCustom(text: string, field: CustomField): CustomReading {
  return readers[field.type](text, field.options)
}
