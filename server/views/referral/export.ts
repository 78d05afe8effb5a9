import type { RewardRow } from '../../../contract/referral-reward.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { type Db, inTransaction } from '../../db/db.ts'
import type { Caller } from '../../people/caller.ts'
import { writeCsv } from '../../rooms/import/adapters/export.ts'
import { listRewards, type RewardQuery } from './rewards.ts'

/** More rows are a backup, not a spreadsheet. */
const MOST = 100_000
const AT_ONCE = 200

const states: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  none: ['未到期', 'Not due'],
  due: ['待批准', 'Due'],
  approved: ['待发放', 'Approved'],
  paid: ['已发放', 'Paid'],
  refused: ['不发放', 'Refused'],
}

interface Writing {
  readonly lang: Lang
  readonly day: (at: Date) => string
}

type Cell = (row: RewardRow, writing: Writing) => string

const columns: readonly (readonly [zh: string, en: string, cell: Cell])[] = [
  ['转介绍人', 'Referrer', ({ name }) => name ?? ''],
  ['推荐码', 'Code', ({ code }) => code],
  ['线索', 'Lead', ({ leadName }) => leadName ?? ''],
  ['公司', 'Company', ({ leadCompany }) => leadCompany ?? ''],
  ['线索编号', 'Lead id', ({ leadId }) => leadId],
  ['状态', 'State', ({ reward }, { lang }) => states[reward.state]?.[lang === 'zh' ? 0 : 1] ?? reward.state],
  ['金额', 'Amount', ({ reward }) => (reward.amount === null ? '' : (reward.amount / 100).toFixed(2))],
  ['币种', 'Currency', ({ reward }) => reward.currency ?? ''],
  ['到期日', 'Due on', ({ reward }, { day }) => (reward.dueAt ? day(reward.dueAt) : '')],
  ['经手人', 'By', ({ reward }) => reward.by ?? ''],
  ['经手日期', 'On', ({ reward }, { day }) => (reward.at ? day(reward.at) : '')],
  ['凭证号', 'Reference', ({ reward }) => reward.paidRef ?? ''],
  ['原因', 'Reason', ({ reward }) => reward.reason ?? ''],
]

/** The rewards as CSV, at most 100,000, headed in the caller's language; days are the organisation's. */
export function exportRewardsCsv(
  db: Db,
  caller: Caller,
  asked: { query: Pick<RewardQuery, 'state'>; lang: Lang; now: Date },
): AsyncIterable<string> {
  const at = asked.lang === 'zh' ? 0 : 1
  return writeCsv(
    columns.map((column) => column[at]),
    pages(db, caller, asked),
  )
}

// Each page in a transaction of its own: a download takes as long as its reader's line, and must hold nothing up.
async function* pages(
  db: Db,
  caller: Caller,
  { query, lang, now }: { query: Pick<RewardQuery, 'state'>; lang: Lang; now: Date },
): AsyncGenerator<string[][]> {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: caller.zone, dateStyle: 'short' })
  const writing = { lang, day: (at: Date) => format.format(at) }
  let cursor: string | undefined
  for (let written = 0; written < MOST; written += AT_ONCE) {
    const page = { ...query, cursor, limit: AT_ONCE }
    const { items, next } = await inTransaction(db, caller.orgId, (tx) =>
      listRewards(tx, caller, { query: page, now }),
    )
    yield items.map((row) => columns.map(([, , cell]) => cell(row, writing)))
    if (!next) return
    cursor = next
  }
}
