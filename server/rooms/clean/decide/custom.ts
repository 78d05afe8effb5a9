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
  // 1.15万 is 11500, not 11499.999999999998
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

function findOption(text: string, options: readonly Option[]): Option | undefined {
  const folded = text.toLowerCase()
  return options.find(({ value, label }) =>
    [value, label.zh, label.en].some((name) => name.toLowerCase() === folded),
  )
}

function readChoice(text: string, options: readonly Option[] = []): CustomReading {
  if (options.length === 0) return { value: text }
  const option = findOption(text, options)
  return option ? { value: option.value } : { problem: 'choice.unknown' }
}

function readList(text: string, options: readonly Option[] = []): CustomReading {
  // An option's own name may hold a comma: the whole cell first
  const parts = findOption(text, options)
    ? [text]
    : text
        .split(/[,;、|\n]/)
        .map((part) => part.trim())
        .filter(Boolean)
  const read = parts.map((part) => readChoice(part, options))
  const values = read.flatMap((one) => ('value' in one ? [String(one.value)] : []))
  return values.length === parts.length ? { value: [...new Set(values)] } : { problem: 'choice.unknown' }
}

const yes = new Set(['是', '对', '有', '真', 'yes', 'y', 'true', 't', '1', 'on', '√', '✓'])
const no = new Set(['否', '不', '不是', '没有', '无', '假', 'no', 'n', 'false', 'f', '0', 'off', '×'])

function readBoolean(text: string): CustomReading {
  const word = text.toLowerCase()
  if (yes.has(word)) return { value: true }
  return no.has(word) ? { value: false } : { problem: 'boolean.invalid' }
}

const readers: Readonly<Record<FieldType, (text: string, options?: readonly Option[]) => CustomReading>> = {
  text: (text) => ({ value: text }),
  number: readNumber,
  date: readDate,
  choice: readChoice,
  list: readList,
  region: readRegion,
  boolean: readBoolean,
}

/** JSON values by their text, so that one reader serves cells and API alike; null for what has no text. */
export function asText(raw: unknown): string | null {
  if (typeof raw === 'string') return tidy(raw)
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw)
  if (Array.isArray(raw) && raw.every((item) => typeof item === 'string')) return raw.map(tidy).join('\n')
  return raw === null || raw === undefined ? null : tidy(JSON.stringify(raw) ?? '')
}

/** Reads a cell (tidied, not blank) as a value of the field. */
export function readCustom(text: string, field: CustomField): CustomReading {
  return readers[field.type](text, field.options)
}
