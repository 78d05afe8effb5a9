/** A raw lead → the values to keep. What can't be read is no value, but it is kept beside them with the reason. */
import type { CountryCode } from 'libphonenumber-js/max'
import { builtinFields, type Fact, facts, type Label } from '../../../../rules/fields.ts'
import { version as companyVersion, readCompany } from './company.ts'
import { version as creditCodeVersion, readCreditCode } from './credit-code.ts'
import { asText, type CustomField, type CustomValue, isAnswer, readCustom, readerOf } from './custom.ts'
import { todayOf } from './date.ts'
import type { Now, Today } from './day.ts'
import { suggestEmail } from './email-hints.ts'
import { version as emailVersion, readEmail } from './email.ts'
import { version as nameVersion, readName } from './name.ts'
import { seldom } from './phone-slips.ts'
import { version as phoneVersion, readPhone } from './phone.ts'
import { type CellKind, isBlank } from './placeholders.ts'
import { listed, type Note, type Reason, type ReasonCode, reason, type Suggestion } from './reasons.ts'
import { version as regionVersion, readRegion } from './region.ts'
import { readProse, readText, version as textVersion } from './text.ts'

export type Column = Fact

export type RawLead = { readonly [column in Column]?: string | null | undefined } & {
  readonly custom?: Readonly<Record<string, unknown>> | null | undefined
}
export type LeadValues = Record<Column, string | null> & { attrs: Record<string, CustomValue> }

export interface Change {
  field: string
  raw: unknown
  value: unknown
  /** The reader and its version: 'phone@1'. */
  by: string
}

export interface Cleaned {
  values: LeadValues
  problems: Reason[]
  /** What is worth knowing of what was kept, with what would do better: nothing is held up for it. */
  notes: Note[]
  changes: Change[]
  /** What was written where nothing could be read, by field: kept, shown, never lost. */
  rejectedValues: Record<string, unknown>
  /** What one cell held beyond the one value its column keeps. */
  spare: {
    phones: readonly string[]
    emails: readonly string[]
    extension: string | null
    /** How the person is addressed: 先生, Dr. */
    salutation: string | null
  }
}

/**
 * What cleaning knows of the organisation. `country`: whose phones are written without a country code. `at`: when it came,
 * for 明天 and 下周三; without it such words are no dates.
 */
export interface CleanContext {
  fields: readonly CustomField[]
  country?: CountryCode
  at?: Now
}

const labels = new Map<string, Label>(builtinFields.map(({ key, label }) => [key, label]))

interface Work extends Cleaned {
  country: CountryCode
  at: Now | null
}

interface Telling {
  code: ReasonCode
  given: string
  meant?: string | undefined
  suggest?: readonly Suggestion[]
}

function note(work: Cleaned, field: string, { label, told }: { label?: Label; told: Telling }): void {
  const { code, given, meant, suggest = [] } = told
  const params = meant === undefined ? {} : { params: { meant: { zh: meant, en: meant } } }
  const named = label ?? labels.get(field) ?? { zh: field, en: field }
  work.notes.push({ ...reason(code, field, { label: named, given, ...params }), suggest })
}

function reject(work: Cleaned, field: string, { raw, code, label, params }: Rejection): void {
  const given = asText(raw) ?? ''
  work.problems.push(reason(code, field, { label, given, ...(params ? { params } : {}) }))
  work.rejectedValues[field] = raw
}

interface Rejection {
  raw: unknown
  code: ReasonCode
  label: Label
  params?: Readonly<Record<string, Label>>
}

function rejectColumn(work: Cleaned, column: Column, rejection: { raw: string; code: ReasonCode }): null {
  reject(work, column, { ...rejection, label: labels.get(column) ?? { zh: column, en: column } })
  return null
}

function nameOf(raw: string, text: string, work: Work): string | null {
  const { value, salutation, phones, notes } = readName(text)
  for (const { code, suggest } of notes)
    note(work, 'name', { told: { code, given: text, meant: suggest[0]?.value, suggest } })
  work.spare.salutation = salutation
  work.spare.phones = phones
  return value === null && phones.length === 0
    ? rejectColumn(work, 'name', { raw, code: 'name.none' })
    : value
}

function phoneOf(raw: string, text: string, work: Work): string | null {
  const read = readPhone(text, work.country)
  if ('problem' in read) return rejectColumn(work, 'phone', { raw, code: read.problem })
  if (read.others.length > 0 || work.spare.phones.length > 0)
    work.spare.phones = [...new Set([...read.others, ...work.spare.phones])].filter(
      (one) => one !== read.value,
    )
  work.spare.extension = read.ext ?? null
  if (seldom(read.value)) note(work, 'phone', { told: { code: 'phone.seldom', given: text } })
  return read.value
}

function emailOf(raw: string, text: string, work: Work): string | null {
  const read = readEmail(text)
  if ('problem' in read) return rejectColumn(work, 'email', { raw, code: read.problem })
  work.spare.emails = read.others
  const meant = suggestEmail(read.value)
  if (meant)
    note(work, 'email', {
      told: {
        code: 'email.typo',
        given: read.value,
        meant: meant.value,
        suggest: [{ field: 'email', ...meant }],
      },
    })
  return read.value
}

function regionOf(raw: string, text: string, work: Work): string | null {
  const read = readRegion(text)
  return 'problem' in read ? rejectColumn(work, 'region', { raw, code: read.problem }) : read.value
}

/** Who gives a postal address has said where they are. What cannot be read there is no mistake of theirs. */
function regionWithin(address: string, work: Work): string | null {
  if (work.problems.some(({ field }) => field === 'region')) return null
  const read = readRegion(address)
  if ('problem' in read) return null
  work.changes.push({ field: 'region', raw: null, value: read.value, by: `region@${regionVersion}` })
  return read.value
}

function wechatOf(text: string): string {
  return text.replace(/^(?:微信号?|wechat|wx)\s*[:：]\s*/i, '')
}

function creditCodeOf(raw: string, text: string, work: Work): string | null {
  const read = readCreditCode(text)
  return 'problem' in read ? rejectColumn(work, 'creditCode', { raw, code: read.problem }) : read.value
}

type Reader = (text: string, work: Work, raw: string) => string | null

/** How each column is read, and what a change is signed with. Prose is told apart below: it keeps its lines. */
const readers: Readonly<Record<Column, { read: Reader; by: string }>> = {
  name: { read: (text, work, raw) => nameOf(raw, text, work), by: `name@${nameVersion}` },
  company: { read: readCompany, by: `company@${companyVersion}` },
  title: { read: (text) => text, by: `text@${textVersion}` },
  phone: { read: (text, work, raw) => phoneOf(raw, text, work), by: `phone@${phoneVersion}` },
  email: { read: (text, work, raw) => emailOf(raw, text, work), by: `email@${emailVersion}` },
  wechat: { read: wechatOf, by: `text@${textVersion}` },
  creditCode: {
    read: (text, work, raw) => creditCodeOf(raw, text, work),
    by: `creditCode@${creditCodeVersion}`,
  },
  address: { read: (text) => text, by: `text@${textVersion}` },
  region: { read: (text, work, raw) => regionOf(raw, text, work), by: `region@${regionVersion}` },
  need: { read: (text) => text, by: `text@${textVersion}` },
  note: { read: (text) => text, by: `text@${textVersion}` },
}

/** The columns in which nothing is written in words of their own. */
const kinds: Partial<Readonly<Record<Column, CellKind>>> = {
  name: 'name',
  company: 'company',
  title: 'title',
  phone: 'phone',
  email: 'email',
  wechat: 'wechat',
}

/** A number in the name cell is the phone where the phone cell says nothing. */
function phoneOfName(work: Work, raw: string | null | undefined): void {
  const [phone, ...others] = work.spare.phones
  if (work.values.phone !== null || phone === undefined || 'phone' in work.rejectedValues) return
  work.values.phone = phone
  work.spare.phones = others
  work.changes.push({ field: 'phone', raw: raw ?? null, value: phone, by: readers.name.by })
}

function cleanColumn(column: Column, raw: string | null | undefined, work: Work): string | null {
  if (raw === null || raw === undefined) return null
  const text = column === 'need' || column === 'note' ? readProse(raw) : readText(raw, kinds[column])
  const { read, by } = readers[column]
  const value = text === null ? null : read(text, work, raw) || null
  if (value !== raw && (value !== null || text === null) && raw !== '')
    work.changes.push({ field: column, raw, value, by })
  return value
}

const today = ({ at }: Work): Today | null => (at ? todayOf(at) : null)

function cleanCustom(raw: unknown, field: CustomField, work: Work): void {
  const text = asText(raw)
  if (text === null || (field.type !== 'list' && isBlank(text) && !isAnswer(text, field))) return
  const address = `custom.${field.key}`
  const read = readCustom(text, field, field.type === 'date' ? today(work) : null)
  if ('problem' in read) {
    const params = { options: listed((field.options ?? []).map(({ label }) => label)) }
    reject(work, address, { raw, code: read.problem, label: field.label, params })
    return
  }
  if (Array.isArray(read.value) && read.value.length === 0) return
  if (read.note) note(work, address, { label: field.label, told: { ...read.note, given: text } })
  work.values.attrs[field.key] = read.value
  const same =
    read.value === raw || (Array.isArray(raw) && JSON.stringify(raw) === JSON.stringify(read.value))
  if (!same) work.changes.push({ field: address, raw, value: read.value, by: readerOf(field) })
}

function cleanAttrs(
  custom: Readonly<Record<string, unknown>>,
  fields: readonly CustomField[],
  work: Work,
): void {
  for (const [key, raw] of Object.entries(custom)) {
    const field = fields.find((one) => one.key === key)
    if (field) cleanCustom(raw, field, work)
    else if (asText(raw))
      reject(work, `custom.${key}`, { raw, code: 'field.unknown', label: { zh: key, en: key } })
  }
}

const nothing = Object.fromEntries(facts.map((fact) => [fact, null])) as Record<Fact, null>

/** Cleans one raw lead. Never throws: whatever a cell holds becomes a value, nothing, or a problem with its raw text. */
export function clean(raw: RawLead, { fields, country = 'CN', at }: CleanContext): Cleaned {
  const values: LeadValues = {
    ...nothing,
    attrs: {},
  }
  const spare = { phones: [], emails: [], extension: null, salutation: null }
  const work: Work = {
    values,
    problems: [],
    notes: [],
    changes: [],
    rejectedValues: {},
    spare,
    country,
    at: at ?? null,
  }
  for (const column of facts) values[column] = cleanColumn(column, raw[column], work)
  phoneOfName(work, raw.name)
  if (values.region === null && values.address !== null) values.region = regionWithin(values.address, work)
  if (raw.custom) cleanAttrs(raw.custom, fields, work)
  const { problems, notes, changes, rejectedValues } = work
  return { values, problems, notes, changes, rejectedValues, spare: work.spare }
}
