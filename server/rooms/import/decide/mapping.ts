import { type ImportKind, manyTargets, type MappedColumn } from '../../../../contract/import.ts'
import type { CustomField } from '../../../../contract/policy.ts'
import { fieldOfValues, offerCustom, valuesContradict } from './guess.ts'
import { type FieldPart, type Meaning, meaningsOf, plainName, type RowField } from './synonyms.ts'

/** Where a column goes: a field of the lead or the customer, `custom.KEY`, or of a lead `consent.PURPOSE`. */
export type Target = RowField | `custom.${string}` | `consent.${string}`

/** The columns and first rows, as `openSheet` tells them. */
export interface Columns {
  columns: readonly string[]
  sample: readonly (readonly string[])[]
}

/** What is needed of a custom field the organisation has. */
export type OwnField = Pick<CustomField, 'key' | 'label'>

/** What a user chose before, by the column's plain name (`plainName`); null: left out on purpose. */
export type Remembered = Readonly<Record<string, { field: Target; part?: FieldPart } | null>>

/**
 * Where each column goes: as remembered, else by the organisation's own fields' names, else by names known
 * in zh and en, else by what the values look like; else a custom field is offered. No field is filled by
 * two columns, save the parts of a name (first, last) and of a region (country, province, city, district).
 */
export function proposeMapping(
  { columns, sample }: Columns,
  own: readonly OwnField[],
  { remembered = {}, kind = 'leads' }: { remembered?: Remembered | undefined; kind?: ImportKind } = {},
): MappedColumn[] {
  const values = columns.map((_, i) => sample.map((row) => (row[i] ?? '').trim()).filter(Boolean))
  const claims = columns.flatMap((column, index) => {
    const chosen = rememberedClaim(column, remembered)
    const found = chosen ?? claimsOf({ name: column, values: values[index]!, kind }, own)
    return found.map((claim) => ({ ...claim, index, chosen: chosen !== undefined }))
  })
  const winners = settle(claims, manyTargets[kind])
  const keys = new Set(own.map(({ key }) => key))
  return columns.map((column, index) => {
    const samples = [...new Set(values[index])].slice(0, 5)
    const mapped = { index, column, samples, create: false }
    const won = winners.get(index)
    if (won) return { ...mapped, ...won }
    // Offered all the same when it was left out before: one may think better of it.
    const suggest = offerCustom(column, values[index]!)
    suggest.key = distinctKey(suggest.key, keys)
    return { ...mapped, field: null, confidence: rememberedClaim(column, remembered) ? 1 : 0, suggest }
  })
}

function distinctKey(key: string, taken: Set<string>): string {
  let distinct = key
  for (let again = 2; taken.has(distinct); again++) distinct = `${key}_${again}`
  taken.add(distinct)
  return distinct
}

interface Claim {
  field: Target
  part?: FieldPart
  confidence: number
}

/** What was chosen for a column of this name before; none of it when it was left out; undefined when new. */
function rememberedClaim(column: string, remembered: Remembered): Claim[] | undefined {
  const name = plainName(column)
  if (!Object.hasOwn(remembered, name)) return undefined
  const chosen = remembered[name]
  return chosen ? [{ ...chosen, confidence: 1 }] : []
}

interface Named {
  readonly name: string
  readonly values: readonly string[]
  readonly kind: ImportKind
}

function claimsOf({ name: column, values, kind }: Named, own: readonly OwnField[]): Claim[] {
  const name = plainName(column)
  const field = own.find(({ key, label }) =>
    [key, label.zh, label.en].some((word) => plainName(word) === name),
  )
  if (field) return [{ field: `custom.${field.key}`, confidence: 1 }]
  const byName: Meaning[] = meaningsOf(column, kind).filter(
    (meaning) => !valuesContradict(meaning.field, values),
  )
  if (byName.length > 0) return byName
  const seen = fieldOfValues(values)
  return seen ? [{ field: seen, confidence: 0.6 }] : []
}

/**
 * Gives each field to the surest claim, and to each column one field. What was chosen before goes first, the
 * leftmost among equals.
 */
function settle(
  claims: readonly (Claim & { index: number; chosen: boolean })[],
  many: readonly string[],
): Map<number, Claim> {
  const won = new Map<number, Claim>()
  const taken = new Set<string>()
  const surest = claims.toSorted((a, b) => Number(b.chosen) - Number(a.chosen) || b.confidence - a.confidence)
  for (const { index, chosen: _, ...claim } of surest) {
    // A whole name and its parts are two ways to say one thing.
    const rivals = claim.field !== 'name' ? [] : claim.part ? ['name/'] : ['name/first', 'name/last']
    const place = `${claim.field}/${claim.part ?? ''}`
    if (won.has(index) || [place, ...rivals].some((rival) => taken.has(rival))) continue
    if (!many.includes(claim.field)) taken.add(place)
    won.set(index, claim)
  }
  return won
}

/** A row before cleaning: only what is filled, as text. */
export type RawRow = Partial<Record<RowField, string>> & {
  custom: Record<string, string>
  /** What its cells say of consent, by purpose; absent where no column is about it. */
  consents?: Record<string, string>
}

const REGION_PARTS = ['country', 'province', 'city', 'district', undefined] as const

/** What a row says, by field; what several columns say of one is parted by a semicolon. Pure, and cheap enough for a million rows. */
export function applyMapping(cells: readonly string[], mapping: readonly MappedColumn[]): RawRow {
  const lead: RawRow = { custom: {} }
  let parts: Partial<Record<string, string>> | undefined
  for (const { field, part, index } of mapping) {
    if (field === null) continue
    const value = cells[index]?.trim()
    if (!value) continue
    if (field.startsWith('custom.')) lead.custom[field.slice(7)] = value
    else if (field.startsWith('consent.')) (lead.consents ??= {})[field.slice(8)] = value
    else if (part || field === 'region') (parts ??= {})[part ?? 'whole'] = value
    else lead[field as RowField] = join(lead[field as RowField], value)
  }
  if (parts) joinParts(lead, parts)
  return lead
}

const join = (before: string | undefined, value: string) =>
  before === undefined ? value : `${before}; ${value}`

function joinParts(lead: RawRow, parts: Partial<Record<string, string>>): void {
  const { first, last } = parts
  // 张 + 明 is 张明; Ming + Zhang is Ming Zhang.
  if (first && last) lead.name = isHan(last) ? last + first : `${first} ${last}`
  else if (first ?? last) lead.name = first ?? last
  const region: string[] = []
  for (const part of REGION_PARTS) {
    const value = parts[part ?? 'whole']
    if (value && !region.some((have) => have.startsWith(value))) {
      // 广东省 + 广东省深圳市 says the province once.
      if (region.length > 0 && value.startsWith(region.at(-1)!)) region.pop()
      region.push(value)
    }
  }
  if (region.length > 0) lead.region = region.every(isHan) ? region.join('') : region.join(' ')
}

function isHan(text: string): boolean {
  return /^\p{Script=Han}+$/u.test(text)
}
