import type { LeadRow } from '../../contract/lead.ts'
import type { Lang } from '../../contract/shapes.ts'
import { addressOf, type Field, type Fields, fieldsOf } from '../../rules/fields.ts'
import { regionName } from '../../rules/regions.ts'
import { type Db, inTransaction } from '../db/db.ts'
import { type OwnField, readFields } from '../lead/fields.ts'
import type { Caller } from '../people/caller.ts'
import { writeCsv } from '../rooms/import/adapters/export.ts'
import { readAsked } from './asked.ts'
import { listLeads, type Listing } from './list.ts'

/** More rows are a backup, not a spreadsheet. */
const MOST = 100_000
const AT_ONCE = 1000

/** The built-in columns, in their order; the custom fields follow. */
const columns = [
  'name',
  'company',
  'creditCode',
  'title',
  'phone',
  'email',
  'wechat',
  'region',
  'address',
  'need',
  'source',
  'stage',
  'holderKind',
  'holder',
  'score',
  'grade',
  'expectedValue',
  'priorityDueAt',
  'tags',
  'arrivedAt',
  'assignedAt',
  'firstFollowupAt',
  'lastFollowupAt',
  'nextStep',
  'nextAt',
  'dueAt',
] as const

interface Exporting {
  readonly query: Omit<Listing, 'cursor' | 'limit'>
  readonly lang: Lang
  readonly now: Date
  /** Rows at most; 100,000 unless said. */
  readonly most?: number
}

/**
 * The leads of a list in its order as CSV, at most 100,000, masked as the caller sees them, headed in their language.
 * Where there were more, a last line says so.
 * What is wrong with the query is refused before the first piece.
 */
export async function exportCsv(db: Db, caller: Caller, asked: Exporting): Promise<AsyncIterable<string>> {
  const fields = await inTransaction(db, caller.orgId, async (tx) => {
    await readAsked(tx, caller, asked)
    return fieldsInUse(await readFields(tx))
  })
  const write = writerOf(fields, { lang: asked.lang, zone: caller.zone })
  return writeCsv(
    fields.map((field) => field.label[asked.lang]),
    pages(db, caller, asked, (row) => fields.map((field) => write(row, field))),
  )
}

function fieldsInUse(own: readonly OwnField[]): Field[] {
  const known: Fields = fieldsOf(own)
  return [...columns.flatMap((key) => known.get(key) ?? []), ...own.filter(({ archived }) => !archived)]
}

// Each page in a transaction of its own: a download takes as long as its reader's line, and must hold nothing up.
async function* pages(
  db: Db,
  caller: Caller,
  { query, lang, now, most = MOST }: Exporting,
  write: (row: LeadRow) => string[],
): AsyncGenerator<string[][]> {
  let cursor: string | undefined
  for (let written = 0; written < most; written += AT_ONCE) {
    const page = { ...query, cursor, limit: Math.min(AT_ONCE, most - written) }
    const { items, next } = await inTransaction(db, caller.orgId, (tx) =>
      listLeads(tx, caller, { query: page, lang, now }),
    )
    yield items.map(write)
    if (!next) return
    cursor = next
  }
  yield [[cut[lang](most)]]
}

const cut = {
  zh: (most: number) => `只导出了前 ${most.toLocaleString('en')} 条，列表里还有更多：加上条件，分几次导出`,
  en: (most: number) =>
    `Only the first ${most.toLocaleString('en')} leads are here and the list has more: narrow it and export in parts`,
}

type Write = (row: LeadRow, field: Field) => string

function writerOf(fields: readonly Field[], { lang, zone }: { lang: Lang; zone: string }): Write {
  const moment = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
  const options = new Map(
    fields.map((field) => [
      addressOf(field),
      new Map((field.options ?? []).map(({ value, label }) => [value, label[lang]])),
    ]),
  )
  const text = (value: unknown, field: Field): string => {
    if (value === null || value === undefined) return ''
    if (value instanceof Date) return moment.format(value)
    if (Array.isArray(value)) return value.map((one) => text(one, field)).join(lang === 'zh' ? '、' : ', ')
    if (typeof value === 'boolean') return lang === 'zh' ? (value ? '是' : '否') : value ? 'yes' : 'no'
    if (typeof value !== 'string') return JSON.stringify(value)
    if (field.type === 'region') return regionName(value, lang)
    return options.get(addressOf(field))?.get(value) ?? value
  }
  return (row, field) => text(valueOf(row, field), field)
}

function valueOf(row: LeadRow, { key, origin }: Field): unknown {
  if (origin === 'custom') return row.custom[key]
  if (key === 'source') return row.sourceName
  if (key === 'holder') return row.holder.name
  if (key === 'holderKind') return row.holder.kind
  return row[key as keyof LeadRow]
}
