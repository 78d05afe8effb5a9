import { Button } from 'antd'
import { exportCampaigns, reportCampaigns } from '../../../contract/score-reports.ts'
import type { CampaignLine } from '../../../contract/score-reports.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { formatCount, formatShare } from '../../ui/format.ts'
import { RateBar } from './RateBar.tsx'
import { campaignSorts } from './search.ts'
import { reportWords } from './words.ts'

type SortBy = (typeof campaignSorts)[number]
interface CampaignsProps {
  query: { days: number; source?: string; team?: string }
  sort: SortBy
  onSort: (sort: SortBy) => void
}

/** A win rate is worth as much as is sure of it: few leads won all by chance do not come first. */
const measures: Readonly<Record<SortBy, (line: CampaignLine) => number>> = {
  leads: ({ leads }) => leads,
  good: ({ good, leads }) => good / leads,
  mean: ({ mean }) => mean,
  won: ({ won }) => won,
  rate: ({ rate }) => rate?.lower ?? -1,
}

/** Sources and campaigns with the leads they brought, how good those were, and how many were won. */
export function Campaigns({ query, sort, onSort }: CampaignsProps) {
  const w = useWords(reportWords)
  const held = useEndpoint(reportCampaigns, { query }, { keep: true })
  const file = `${exportCampaigns.path}?${new URLSearchParams({ ...query, days: String(query.days) }).toString()}`
  return (
    <Answer of={held}>
      {({ good, items }) =>
        items.length === 0 ? (
          <Empty title={w.none}>{w.noneHint}</Empty>
        ) : (
          <>
            <div className="report-bar">
              <span className="page-about">{good.length > 0 ? w.goodAre(good.join(w.list)) : ''}</span>
              <Button href={file} download>
                {w.export}
              </Button>
            </div>
            <Table
              items={items.toSorted((a, b) => measures[sort](b) - measures[sort](a))}
              sort={sort}
              onSort={onSort}
            />
          </>
        )
      }
    </Answer>
  )
}

function Table({ items, sort, onSort }: Omit<CampaignsProps, 'query'> & { items: readonly CampaignLine[] }) {
  const w = useWords(reportWords)
  const { lang } = useLanguage()
  const names: Record<SortBy, string> = {
    leads: w.leads,
    good: w.good,
    mean: w.mean,
    won: w.won,
    rate: w.winRate,
  }
  return (
    <div className="report-scroll" tabIndex={0} role="region" aria-label={w.campaigns}>
      <table className="report-table">
        <thead>
          <tr>
            <th scope="col">{w.source}</th>
            <th scope="col">{w.campaign}</th>
            {campaignSorts.map((by) => (
              <th key={by} scope="col" aria-sort={sort === by ? 'descending' : 'none'}>
                <button type="button" title={w.sortBy(names[by])} onClick={() => onSort(by)}>
                  {names[by]}
                  {sort === by ? <span aria-hidden="true"> ↓</span> : null}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((line) => (
            <tr key={`${line.sourceId} ${line.campaign}`}>
              <th scope="row">{line.sourceName}</th>
              <td className={line.campaign ? 'report-name' : 'report-nothing'}>
                {line.campaign || w.noCampaign}
              </td>
              <td className="figure">{formatCount(line.leads, lang)}</td>
              <td className="figure">
                {formatCount(line.good, lang)} · {formatShare(line.good / line.leads)}
              </td>
              <td className="figure">{line.mean.toFixed(1)}</td>
              <td className="figure">
                {formatCount(line.won, lang)}/{formatCount(line.decided, lang)}
              </td>
              <td>
                <RateBar rate={line.rate} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
