import { sql } from 'kysely'
import type { z } from 'zod'
import { rateOf } from '../../../contract/rate.ts'
import type { CampaignLine, reportCampaigns, ReportQuery } from '../../../contract/score-reports.ts'
import type { Grading } from '../../../contract/scorecard.ts'
import { gradesOf } from '../../../contract/scoring/override.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { rows, type Tx } from '../../db/db.ts'
import type { UserCaller } from '../../people/caller.ts'
import { currentPolicy } from '../../policy/store.ts'
import { writeCsv } from '../../rooms/import/adapters/export.ts'
import { decided, reported, won } from './asked.ts'

type Reply = z.output<typeof reportCampaigns.reply>

const MOST = 500

/** Which sources and campaigns bring good leads, those with the most leads first. */
export async function readCampaigns(
  tx: Tx,
  caller: UserCaller,
  asked: { readonly query: ReportQuery; readonly now: Date },
): Promise<Reply> {
  const which = await reported(tx, caller, asked)
  const good = await goodGrades(tx)
  const found = await rows(
    tx,
    sql<Omit<CampaignLine, 'rate'>>`
      with told as (
        select lead.source_id, coalesce(lead.touch ->> 'utm_campaign', '') as campaign, count(*)::int as leads,
          count(*) filter (where coalesce(lead.first_grade, lead.grade) = any(${good}::text[]))::int as good,
          round(avg(coalesce(lead.first_score, lead.score)), 1)::float8 as mean,
          count(*) filter (where ${decided})::int as decided, count(*) filter (where ${won})::int as won
        from lead where ${which} group by 1, 2 order by leads desc, 1, 2 limit ${MOST}
      )
      select told.*, coalesce(source.name, '') as source_name from told
      left join source on source.org_id = ${tx.orgId} and source.source_id = told.source_id
      order by leads desc, source_name, campaign`,
  )
  return { good, items: found.map((line) => ({ ...line, rate: rateOf(line.won, line.decided) })) }
}

/** The better half of the grades of every scorecard in force. */
async function goodGrades(tx: Tx): Promise<string[]> {
  const cards = (await currentPolicy(tx, 'score'))?.body.cards ?? []
  return [...new Set(cards.flatMap(({ grading }) => betterHalf(grading)))]
}

/** The better half of one scale; of a grid the cells in the better half of both sides. */
export function betterHalf(grading: Grading): string[] {
  const half = (steps: Extract<Grading, { kind: 'scale' }>['steps']) =>
    gradesOf({ kind: 'scale', steps }).slice(0, Math.ceil(steps.length / 2))
  if (grading.kind === 'scale') return half(grading.steps).filter(Boolean)
  return half(grading.fit).flatMap((row) => half(grading.behaviour).map((column) => row + column))
}

const heads: Readonly<Record<Lang, readonly string[]>> = {
  zh: [
    '来源',
    '活动',
    '线索数',
    '好线索',
    '好线索占比',
    '平均分',
    '有结果',
    '成交',
    '成交率',
    '下限',
    '上限',
  ],
  en: [
    'Source',
    'Campaign',
    'Leads',
    'Good leads',
    'Share of good',
    'Mean score',
    'Decided',
    'Won',
    'Win rate',
    'Lower',
    'Upper',
  ],
}
const percent = (share: number | undefined) => (share === undefined ? '' : `${(share * 100).toFixed(1)}%`)

/** The same as CSV, headed in the reader's language. */
export function campaignsCsv({ items }: Reply, lang: Lang): AsyncIterable<string> {
  return writeCsv(heads[lang], [items.map(csvLine)])
}

const csvLine = (line: CampaignLine): string[] => [
  line.sourceName,
  line.campaign,
  String(line.leads),
  String(line.good),
  percent(line.good / line.leads),
  String(line.mean),
  String(line.decided),
  String(line.won),
  percent(line.rate?.share),
  percent(line.rate?.lower),
  percent(line.rate?.upper),
]
