import { useLanguage, useWords } from '../../app/language.tsx'
import { LeadsLink } from '../../app/LeadsLink.tsx'
import { useMe } from '../../app/session.ts'
import { formatCount } from '../../ui/format.ts'
import { useNow } from '../../ui/useNow.ts'
import { arrivedIn7, arrivedToday, of } from './counted.ts'
import type { TeamDay } from './repair.ts'
import { todayWords } from './words.ts'

interface BySourceProps {
  sources: TeamDay['bySource']
  people: readonly string[] | undefined
}

/** Where today's leads came from, beside the week's. */
export function BySource({ sources, people }: BySourceProps) {
  const w = useWords(todayWords)
  const { lang } = useLanguage()
  const { timeZone } = useMe().organisation
  const week = arrivedIn7(useNow(), timeZone)
  const most = Math.max(1, ...sources.map(({ days7 }) => days7))
  const holder = people ? ({ holder: 'rep' } as const) : {}
  if (sources.length === 0) return <p className="hours-all">{w.noArrivals}</p>
  return (
    <table className="by-source">
      <thead>
        <tr>
          <th scope="col">{w.source}</th>
          <th scope="col">{w.today}</th>
          <th scope="col">{w.days7}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {sources.map(({ sourceId, name, today, days7 }) => {
          const from = { field: 'source', op: 'is', value: sourceId } as const
          return (
            <tr key={sourceId}>
              <th scope="row">{name}</th>
              <td data-zero={today === 0 || undefined}>
                <LeadsLink
                  when={of(people, from, arrivedToday)}
                  {...holder}
                  label={`${name} ${w.today} ${today}`}
                >
                  {formatCount(today, lang)}
                </LeadsLink>
              </td>
              <td>
                <LeadsLink when={of(people, from, week)} {...holder} label={`${name} ${w.days7} ${days7}`}>
                  {formatCount(days7, lang)}
                </LeadsLink>
              </td>
              <td aria-hidden="true">
                <span className="by-source-bar" style={{ width: `${(days7 / most) * 100}%` }} />
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
