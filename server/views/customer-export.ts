import type { CustomerRow, CustomerSort, CustomerStage } from '../../contract/customer.ts'
import type { Lang } from '../../contract/shapes.ts'
import { regionName } from '../../rules/regions.ts'
import { type Db, inTransaction } from '../db/db.ts'
import type { Caller } from '../people/caller.ts'
import { readStages } from '../rooms/customer/service.ts'
import { writeCsv } from '../rooms/import/adapters/export.ts'
import { type CustomerQuery, listCustomers } from './customers.ts'

/** More rows are a backup, not a spreadsheet. */
const MOST = 100_000
const AT_ONCE = 200

type Cell = (row: CustomerRow, stages: readonly CustomerStage[], lang: Lang) => string

/** The columns of the file: what it comes back by when it is imported again. */
const columns: readonly (readonly [zh: string, en: string, cell: Cell])[] = [
  ['客户编号', 'Customer id', (row) => row.externalId ?? ''],
  ['公司', 'Company', (row) => row.company ?? ''],
  ['信用代码', 'Credit code', (row) => row.creditCode ?? ''],
  ['联系人', 'Contact', (row) => row.name ?? ''],
  ['电话', 'Phone', (row) => row.phones.join(' / ')],
  ['邮箱', 'E-mail', (row) => row.emails.join(' / ')],
  ['微信', 'WeChat', (row) => row.wechat ?? ''],
  ['地区', 'Region', (row, _, lang) => (row.region ? regionName(row.region, lang) : '')],
  ['地址', 'Address', (row) => row.address ?? ''],
  ['负责人', 'Holder', (row) => row.holder?.name ?? ''],
  [
    '客户阶段',
    'Lifecycle stage',
    (row, stages, lang) =>
      stages.find(({ key }) => key === row.lifecycleStage)?.label[lang] ?? row.lifecycleStage,
  ],
  ['首次购买', 'First purchase', (row) => row.firstPurchaseOn ?? ''],
  ['最近购买', 'Last purchase', (row) => row.lastPurchaseOn ?? ''],
  ['累计消费', 'Spend', (row) => (row.spend === null ? '' : (row.spend / 100).toFixed(2))],
  ['币种', 'Currency', (row) => row.currency ?? ''],
]

interface Exporting {
  readonly query: CustomerQuery & { readonly sort: CustomerSort }
  readonly lang: Lang
  readonly now: Date
}

/** The customers of a list as CSV, at most 100,000, masked as the caller sees them, headed in their language. */
export function exportCustomersCsv(db: Db, caller: Caller, asked: Exporting): AsyncIterable<string> {
  const at = { zh: 0, en: 1 }[asked.lang]
  return writeCsv(
    columns.map((column) => column[at] as string),
    pages(db, caller, asked),
  )
}

// Each page in a transaction of its own: a download takes as long as its reader's line, and must hold nothing up.
async function* pages(db: Db, caller: Caller, { query, lang, now }: Exporting): AsyncGenerator<string[][]> {
  const stages = await inTransaction(db, caller.orgId, readStages)
  let cursor: string | undefined
  for (let written = 0; written < MOST; written += AT_ONCE) {
    const page = { ...query, cursor, limit: AT_ONCE }
    const { items, next } = await inTransaction(db, caller.orgId, (tx) =>
      listCustomers(tx, caller, { query: page, now }),
    )
    yield items.map((row) => columns.map(([, , cell]) => cell(row, stages, lang)))
    if (!next) return
    cursor = next
  }
}
