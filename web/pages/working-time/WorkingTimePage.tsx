import { getRouteApi } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { listCapacity, readCalendar } from '../../../contract/working-time.ts'
import { useWords } from '../../app/language.tsx'
import { useEndpoint } from '../../app/queries.ts'
import { Answer } from '../../ui/Answer.tsx'
import { Page } from '../../ui/Page.tsx'
import { CalendarTab } from './CalendarTab.tsx'
import { PeopleTab } from './PeopleTab.tsx'
import { timeWords } from './words.ts'
import '../lead/lead.css'
import './working-time.css'

const route = getRouteApi('/shell/working-time')
type Tab = 'people' | 'calendar'

/** Who works when, and how much they may get. */
export function WorkingTimePage() {
  const w = useWords(timeWords)
  const { tab, month } = route.useSearch()
  const navigate = route.useNavigate()
  const lines = useEndpoint(listCapacity, {}, { refetchInterval: 60_000 })
  const calendar = useEndpoint(readCalendar, {})
  const shown: Tab = tab ?? 'people'
  const go = (to: { tab?: 'calendar' | undefined; month?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...to }), replace: true })
  return (
    <Page
      title={w.title}
      about={lines.data ? w.waiting(lines.data.waiting) : null}
      actions={
        <Segmented<Tab>
          aria-label={w.title}
          value={shown}
          onChange={(to) => go({ tab: to === 'calendar' ? to : undefined })}
          options={(['people', 'calendar'] as const).map((value) => ({ value, label: w[value] }))}
        />
      }
    >
      {shown === 'calendar' ? (
        <CalendarTab month={month} onMonth={(to) => go({ month: to })} />
      ) : (
        <>
          {calendar.data?.calendar === null ? (
            <p className="banner" data-tone="ochre">
              {w.unset}
            </p>
          ) : calendar.data?.calendar?.kind === 'always' ? (
            <p className="quiet">{w.always}</p>
          ) : null}
          <Answer of={lines}>{({ items }) => <PeopleTab items={items} />}</Answer>
        </>
      )}
    </Page>
  )
}
