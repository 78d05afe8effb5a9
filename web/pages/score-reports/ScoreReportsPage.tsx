import { useNavigate, useSearch } from '@tanstack/react-router'
import { Segmented, Select, Tabs } from 'antd'
import { listTeams } from '../../../contract/people.ts'
import { listSources } from '../../../contract/settings.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Page } from '../../ui/Page.tsx'
import { Campaigns } from './Campaigns.tsx'
import { Effect } from './Effect.tsx'
import { reportTabs } from './search.ts'
import type { ReportsSearch } from './search.ts'
import { SharedFacts } from './SharedFacts.tsx'
import { reportWords } from './words.ts'
import './reports.css'

const spans = [30, 90, 180, 365]
const lasting = { staleTime: 60_000 }

/** Reports on scores: whether they foretell, what high scorers share, which campaigns bring them. */
export function ScoreReportsPage() {
  const w = useWords(reportWords)
  const navigate = useNavigate()
  const search: ReportsSearch = useSearch({ from: '/shell/score-reports' })
  const { tab = 'effect', days = 180, source, team } = search
  const go = (part: ReportsSearch) =>
    void navigate({ to: '/score-reports', search: { ...search, ...part }, replace: true })
  const query = { days, ...(source ? { source } : {}), ...(team ? { team } : {}) }
  return (
    <Page title={w.title}>
      <Filters search={{ ...search, days }} go={go} />
      <Tabs
        activeKey={tab}
        onChange={(next) => go({ tab: next as (typeof reportTabs)[number] })}
        items={reportTabs.map((key) => ({ key, label: w[key] }))}
      />
      {tab === 'effect' ? <Effect query={query} /> : null}
      {tab === 'shared' ? <SharedFacts query={query} /> : null}
      {tab === 'campaigns' ? (
        <Campaigns query={query} sort={search.ranked ?? 'leads'} onSort={(ranked) => go({ ranked })} />
      ) : null}
    </Page>
  )
}

function Filters({ search, go }: { search: ReportsSearch; go: (part: ReportsSearch) => void }) {
  const w = useWords(reportWords)
  const sources = useEndpoint(listSources, {}, lasting).data?.items ?? []
  const teams = useEndpoint(listTeams, {}, lasting).data?.items ?? []
  return (
    <div className="report-bar">
      <Segmented<number>
        aria-label={w.days}
        value={search.days ?? 180}
        onChange={(days) => go({ days })}
        options={spans.map((value) => ({ value, label: w.lastDays(value) }))}
      />
      <Select
        aria-label={w.source}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={w.allSources}
        value={search.source}
        onChange={(source) => go({ source })}
        options={sources.map(({ sourceId, name }) => ({ value: sourceId, label: name }))}
      />
      {teams.length > 0 ? (
        <Select
          aria-label={w.team}
          allowClear
          placeholder={w.allTeams}
          value={search.team}
          onChange={(team) => go({ team })}
          options={teams
            .filter(({ archivedAt }) => archivedAt === null)
            .map(({ teamId, name }) => ({ value: teamId, label: name }))}
        />
      ) : null}
    </div>
  )
}
