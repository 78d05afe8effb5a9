import { getRouteApi } from '@tanstack/react-router'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { listTeams } from '../../../contract/people.ts'
import { teamDay } from '../../../contract/views.ts'
import { useLanguage, useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { useIs, useMe } from '../../app/session.ts'
import { Answer } from '../../ui/Answer.tsx'
import { localeOf } from '../../ui/format.ts'
import { Page, Section } from '../../ui/Page.tsx'
import { subtree, withDepth } from '../people/useStaff.ts'
import { BySource } from './BySource.tsx'
import { HourBars } from './HourBars.tsx'
import type { TeamDay } from './repair.ts'
import { RepTable } from './RepTable.tsx'
import { Totals } from './Totals.tsx'
import { useSteadily } from './useSteadily.ts'
import { todayWords } from './words.ts'
import './team-day.css'

const route = getRouteApi('/shell/today')

/** Who is late, who is overloaded, what falls back today; every number leads to the leads it counts. */
export function TeamPart({ choice }: { choice: ReactNode }) {
  const w = useWords(todayWords)
  const { lang } = useLanguage()
  const { team } = route.useSearch()
  const day = useEndpoint(teamDay, { query: team ? { team } : {} }, { keep: true, refetchInterval: 60_000 })
  useSteadily(['lead', 'pool'], [teamDay])
  const clock = (at: string) =>
    new Date(at).toLocaleTimeString(localeOf(lang), { hour: '2-digit', minute: '2-digit' })
  return (
    <Page
      title={w.title}
      about={day.data ? w.asOf(clock(day.data.at)) : null}
      actions={
        <>
          <TeamPick team={team} />
          {choice}
        </>
      }
    >
      <Answer of={day} rows={10}>
        {(held) => <Shown key={team ?? ''} day={held} team={team} />}
      </Answer>
    </Page>
  )
}

function Shown({ day, team }: { day: TeamDay; team: string | undefined }) {
  const w = useWords(todayWords)
  // Without a team it is everybody in sight, which the list is by itself.
  const people = team ? day.reps.map(({ userId }) => userId) : undefined
  return (
    <>
      <Totals totals={day.totals} people={day.reps.map(({ userId }) => userId)} />
      <RepTable reps={day.reps} />
      <div className="day-pair">
        <Section title={w.perHour}>
          <HourBars perHour={day.perHour} people={people} />
        </Section>
        <Section title={w.bySource}>
          <BySource sources={day.bySource} people={people} />
        </Section>
      </div>
    </>
  )
}

/** The teams the reader answers for, as a tree. */
function TeamPick({ team }: { team: string | undefined }) {
  const w = useWords(todayWords)
  const navigate = route.useNavigate()
  const admin = useIs('admin')
  const { teams: seats } = useMe()
  const all = useEndpoint(listTeams, { query: {} }, { staleTime: 60_000 }).data?.items ?? []
  const led = seats.filter(({ leads }) => leads).flatMap(({ teamId }) => [...subtree(all, teamId)])
  const offered = withDepth(all).filter(({ teamId }) => admin || led.includes(teamId))
  if (offered.length < 2) return null
  return (
    <Select
      aria-label={w.pickTeam}
      className="day-team"
      value={team ?? ''}
      onChange={(to) => void navigate({ search: (before) => ({ ...before, team: to || undefined }) })}
      options={[
        { value: '', label: w.allTeams },
        ...offered.map(({ teamId, name, depth }) => ({
          value: teamId,
          label: '\u3000'.repeat(depth) + name,
        })),
      ]}
    />
  )
}
