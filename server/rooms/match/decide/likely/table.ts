import { type KindName, kindNames, kindOf } from './kinds.ts'
/** Records as columns of numbered values: equal values are prepared once, and compared by their number. */
import { type Corpus, noCorpus } from './kinds/kind.ts'
import { dayOf } from './kinds/measures.ts'
import { BETWEEN } from './kinds/several.ts'
import { wordsOf } from './kinds/words.ts'
import type { Model } from './model.ts'
import { folded } from './strings.ts'

/** A column of values, one a record; null and '' are missing. */
export interface Given {
  /** The field's key, as evidence names it. */
  readonly field: string
  /** What the field is said to hold; its values may say otherwise (a "name" of shops, dates written 19720812). */
  readonly type:
    | 'name'
    | 'company'
    | 'phone'
    | 'email'
    | 'id'
    | 'region'
    | 'text'
    | 'number'
    | 'date'
    | 'choice'
  readonly values: readonly (string | null)[]
}

export interface Column {
  readonly field: string
  readonly kind: KindName
  /** Shared by all at one place; a name never is, whatever its kind. */
  readonly ofPlace: boolean
  /** By record: the number of its value, −1 where it is missing. */
  readonly ids: Int32Array
  /** By value: made ready by its kind; null where it says nothing. */
  readonly prepared: readonly unknown[]
  /** Of few values: the level of each pair of them, UNKNOWN until it is asked for. */
  readonly memo: Uint8Array | null
  /** By value: how many records have it. */
  readonly counts: Uint32Array
}

/** Values of which every pair's level is worth being remembered. */
const FEW = 512
export const UNKNOWN = 255

export interface Table {
  readonly size: number
  readonly columns: readonly Column[]
}

/** Whether nothing tells persons apart, so that the records are of companies or shops. */
export const ofCompanies = ({ columns }: Table): boolean => columns.every(({ ofPlace }) => ofPlace)

/** Makes records ready to be compared. Left out are columns that cannot tell anything: empty, all alike, or serials. */
export function tableOf(given: readonly Given[], size: number): Table {
  const columns = given.flatMap((column) => columnOf(column, size) ?? [])
  return { size, columns: columns.toSorted((a, b) => kindNames.indexOf(a.kind) - kindNames.indexOf(b.kind)) }
}

/** Values made ready, by field and value. */
export type Ready = Map<string, unknown>

/** Records by themselves, in the columns of a model; what `ready` has is not made again. */
export function alone(
  { fields }: Model,
  records: readonly Readonly<Record<string, string | null | undefined>>[],
  ready: Ready,
): Table {
  const columns = fields.map(({ field, kind }): Column => {
    const { ids, distinct, counts } = intern(
      records.map((record) => record[field] ?? null),
      records.length,
    )
    const made = kindOf(kind)
    return {
      field,
      kind,
      ofPlace: made.ofPlace && field !== 'name',
      ids,
      counts,
      memo: null,
      prepared: distinct.map((value) => {
        const key = `${field} ${value}`
        const known = ready.get(key) ?? made.prepare(value, noCorpus)
        ready.set(key, known)
        return known
      }),
    }
  })
  return { size: records.length, columns }
}

function columnOf({ field, type, values }: Given, size: number): Column | null {
  const { ids, distinct, counts, filled } = intern(values, size)
  if (distinct.length < 2) return null
  const kind = kindFor(type, { distinct, counts, filled })
  if (!kind) return null
  const made = kindOf(kind)
  const corpus = corpusOf(kind, distinct, counts)
  const prepared = distinct.map((value) => made.prepare(value, corpus))
  return {
    field,
    kind,
    ofPlace: made.ofPlace && type !== 'name',
    ids,
    prepared,
    counts,
    memo: memoOf(distinct.length),
  }
}

const memoOf = (many: number) => (many <= FEW ? new Uint8Array(many * many).fill(UNKNOWN) : null)

interface Interned {
  readonly ids: Int32Array
  readonly distinct: readonly string[]
  readonly counts: Uint32Array
  readonly filled: number
}

function intern(values: readonly (string | null)[], size: number): Interned {
  const ids = new Int32Array(size).fill(-1)
  const numbers = new Map<string, number>()
  const counts: number[] = []
  let filled = 0
  for (let row = 0; row < size; row++) {
    const value = values[row]
    if (value === null || value === undefined || value === '') continue
    let id = numbers.get(value)
    if (id === undefined) {
      id = counts.length
      numbers.set(value, id)
      counts.push(0)
    }
    ids[row] = id
    counts[id]!++
    filled++
  }
  return { ids, distinct: [...numbers.keys()], counts: Uint32Array.from(counts), filled }
}

type Contents = Pick<Interned, 'distinct' | 'counts' | 'filled'>

/** How a field of this type with these contents is compared; null: not at all. */
function kindFor(type: Given['type'], { distinct, counts, filled }: Contents): KindName | null {
  const sample =
    distinct.length > 2000 ? distinct.filter((_, i) => i % Math.ceil(distinct.length / 2000) === 0) : distinct
  const mostly = (test: (value: string) => boolean) => sample.filter(test).length >= sample.length * 0.9
  if (type === 'phone' || type === 'company') return type
  if (type === 'email') return 'mail'
  if (type === 'region') return mostly((value) => /^\d{2}(?:\d{2}){0,2}$/.test(value)) ? 'region' : 'words'
  // Numbered one by one, or the moment it was written down: two records of one person differ in it as any two do.
  if (distinct.length === filled && type !== 'text' && type !== 'name' && filled >= 100) return null
  if (mostly((value) => isDay(value))) return 'date'
  const length = mean(sample, (value) => wordsOf(folded(value)).length)
  if (type === 'name') return length <= 3.2 ? 'person' : 'words'
  if (mostly((value) => /^[+-]?[\d,]+(?:\.\d+)?%?$/.test(value)))
    return mostly((value) => !value.includes('.')) ? 'code' : 'number'
  if (type === 'id' || mostly((value) => /\d/.test(value) && !/\s/.test(value) && value.length <= 24))
    return 'code'
  if (type === 'choice' || (counts.length <= 60 && filled >= counts.length * 20)) return 'choice'
  return 'words'
}

function isDay(value: string): boolean {
  const day = dayOf(value)
  if (day === null) return false
  const [year, month, date] = [Number(day.slice(0, 4)), Number(day.slice(4, 6)), Number(day.slice(6))]
  return year >= 1880 && year <= 2100 && month >= 1 && month <= 12 && date >= 1 && date <= 31
}

function mean(values: readonly string[], of: (value: string) => number): number {
  return values.reduce((sum, value) => sum + of(value), 0) / Math.max(1, values.length)
}

/** In how many of a column's values each word (of an address, the host) occurs. */
function corpusOf(kind: KindName, distinct: readonly string[], counts: Uint32Array): Corpus {
  const seen = new Map<string, number>()
  let total = 0
  const pieces = kind === 'mail' ? hostOf : kind === 'words' || kind === 'company' ? piecesOf : null
  if (!pieces) return { share: () => 1 }
  for (let i = 0; i < distinct.length; i++) {
    total += counts[i]!
    for (const word of new Set(pieces(distinct[i]!))) seen.set(word, (seen.get(word) ?? 0) + counts[i]!)
  }
  return { share: (word) => (seen.get(word) ?? 1) / total }
}

const hostOf = (value: string) =>
  value.split(BETWEEN).map((each) => each.slice(each.lastIndexOf('@') + 1).toLowerCase())
const piecesOf = (value: string) => wordsOf(folded(value))
