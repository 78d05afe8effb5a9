import { pinyin } from 'pinyin-pro'
import type { MappedColumn } from '../../../../contract/import.ts'
import type { LeadField, RowField } from './synonyms.ts'

/** A custom field offered for a column we have no field for. */
export type CustomOffer = NonNullable<MappedColumn['suggest']>

const MOBILE = /^(\+?86)?1[3-9]\d{9}$/
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const COMPANY = /(公司|集团|co\.?,? ?ltd\.?|inc\.?|llc|gmbh)$/i
const NUMBER = /^[+-]?(0|[1-9]\d{0,14}|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?%?$/
const DATE = /^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?([ T]\d{1,2}:\d{2}(:\d{2})?.*)?$/

/** At most so many different values make a choice. */
const CHOICES = 20

/** A phone without what people put into it: spaces, hyphens, a guarding apostrophe. */
function bareNumber(value: string): string {
  return value.replace(/[\s'-]/g, '')
}

/** What at least four in five values look like, whatever the column is called. */
export function fieldOfValues(values: readonly string[]): LeadField | null {
  const mostly = (test: (value: string) => boolean) => values.filter(test).length >= values.length * 0.8
  if (values.length === 0) return null
  if (mostly((value) => MOBILE.test(bareNumber(value)))) return 'phone'
  if (mostly((value) => EMAIL.test(value))) return 'email'
  return mostly((value) => COMPANY.test(value)) ? 'company' : null
}

/** Whether no value could be what the column's name promises: an "Email" column of Yes and No. */
export function valuesContradict(field: RowField, values: readonly string[]): boolean {
  if (values.length < 3) return false
  if (field === 'email') return !values.some((value) => value.includes('@'))
  return field === 'phone' && !values.some((value) => (value.match(/\d/g)?.length ?? 0) >= 5)
}

/** The custom field to offer for a column, its type guessed from its filled values. */
export function offerCustom(column: string, values: readonly string[]): CustomOffer {
  const offer = { key: keyOf(column), label: { zh: column, en: column }, options: [] }
  if (values.length === 0) return { ...offer, type: 'text' }
  if (values.every((value) => NUMBER.test(value) && !MOBILE.test(value))) return { ...offer, type: 'number' }
  if (values.every((value) => DATE.test(value))) return { ...offer, type: 'date' }
  const choices = choicesOf(values)
  if (choices.length === 0) return { ...offer, type: 'text' }
  const options = choices.map((value) => ({ value, label: { zh: value, en: value } }))
  return { ...offer, type: 'choice', options }
}

/** The values, most frequent first, where they are few, short and come again; else none. */
function choicesOf(values: readonly string[]): string[] {
  const counts = new Map<string, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const repeat = counts.size <= CHOICES && counts.size * 2 <= values.length
  if (!repeat || values.some((value) => value.length > 60)) return []
  return [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value)
}

/** A key of a-z, 0-9 and _ for a custom field: 'Lead Origin' → lead_origin, 预算 → yu_suan. */
export function keyOf(label: string): string {
  const spelt = pinyin(label.normalize('NFKC'), {
    toneType: 'none',
    type: 'array',
    nonZh: 'consecutive',
    v: true,
  })
  const key = spelt
    .join('_')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
    .slice(0, 40)
    .replace(/_+$/, '')
  return key || 'field'
}
