/** Cells of custom fields → values of their type. Each reader gives the value, or the code of what is wrong with it. */
import type { Field, FieldType, Option } from '../../../../rules/fields.ts'
import { type Amount, readAmount, version as amountVersion } from './amount.ts'
import { readDate, version as dateVersion } from './date.ts'
import type { Today } from './day.ts'
import { isBlank } from './placeholders.ts'
import type { ReasonCode } from './reasons.ts'
import { readRegion, version as regionVersion } from './region.ts'
import { tidy } from './text.ts'

/** Of the readers of this file; dates and numbers are signed with their own versions. */
const version = 3

export type CustomValue = string | number | boolean | readonly string[]
export interface CustomNote {
  code: ReasonCode
  /** What it was taken to be. */
  meant: string
}
export type CustomReading = { value: CustomValue; note?: CustomNote } | { problem: ReasonCode }
/** As much of a custom field's definition as reading its values takes. */
export type CustomField = Pick<Field, 'key' | 'type' | 'label' | 'options'>

/** What was read of a number that is more than its digits say. */
function noteOfAmount({ upper, currency, rough, value }: Amount): CustomNote | undefined {
  if (upper !== undefined) return { code: 'number.range', meant: String(value) }
  if (currency && currency !== 'CNY') return { code: 'number.currency', meant: currency }
  return rough ? { code: 'number.rough', meant: String(value) } : undefined
}

function readNumber(text: string): CustomReading {
  const amount = readAmount(text)
  if (!amount) return { problem: 'number.invalid' }
  const note = noteOfAmount(amount)
  return { value: amount.value, ...(note ? { note } : {}) }
}

function readDay(text: string, today: Today | null): CustomReading {
  const read = readDate(text, today)
  if ('problem' in read) return read
  const { value, relative } = read
  return { value, ...(relative ? { note: { code: 'date.reckoned', meant: value } as const } : {}) }
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

/** Empty where every item says that there is nothing. */
function readList(text: string, options: readonly Option[] = []): CustomReading {
  const read = split(text, options)
    .filter((part) => indexOf(options).has(loose(part)) || !isBlank(part))
    .map((part) => readChoice(part, options))
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

type Reader = (text: string, options: readonly Option[] | undefined, today: Today | null) => CustomReading

const readers: Readonly<Record<FieldType, { read: Reader; by: string }>> = {
  text: { read: (text) => ({ value: tidy(text) }), by: `text@${version}` },
  number: { read: readNumber, by: `number@${amountVersion}` },
  date: { read: (text, _, today) => readDay(text, today), by: `date@${dateVersion}` },
  choice: { read: readChoice, by: `choice@${version}` },
  list: { read: readList, by: `list@${version}` },
  region: { read: readRegion, by: `region@${regionVersion}` },
  boolean: { read: readBoolean, by: `boolean@${version}` },
}

/** What a change of a field's value is signed with: 'date@3'. */
export function readerOf({ type }: CustomField): string {
  return readers[type].by
}

/** True where what looks like nothing (无, N/A, √) is one of the field's own answers. */
export function isAnswer(text: string, { type, options = [] }: CustomField): boolean {
  if (type === 'boolean') return text !== ''
  return options.length > 0 && indexOf(options).has(loose(text))
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

/** Reads a cell (tidied, not blank) as a value of the field. Words like 明天 are read where `today` is given. */
export function readCustom(text: string, field: CustomField, today: Today | null = null): CustomReading {
  return readers[field.type].read(text, field.options, today)
}
