import type { ReactNode } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { formatCount, formatShare } from '../../ui/format.ts'
import type { Result } from './RehearsalShown.tsx'
import { rehearsalWords } from './words.ts'

/** What changes most, at a glance; each figure with the sentence that says what it means. */
export function Figures({ result }: { result: Result }) {
  const w = useWords(rehearsalWords)
  const { lang } = useLanguage()
  const { changed, leads, gini, floor, response } = result
  const two = (value: number) => value.toFixed(2)
  const took = (minutes: number | null) =>
    minutes === null
      ? w.never
      : minutes < 120
        ? w.minutes(Math.round(minutes))
        : w.hours(Math.round(minutes / 60))
  return (
    <dl className="rehearsal-figures">
      <Figure name={w.changed}>
        {w.changedOf(formatCount(changed, lang), leads > 0 ? formatShare(changed / leads) : '0%')}
      </Figure>
      <Wins wins={result.wins} />
      <Figure name={w.gini} hint={w.giniHint}>
        {w.arrow(two(gini.before.leads), two(gini.after.leads))}
      </Figure>
      <Figure
        name={w.response}
        hint={
          response
            ? w.responseHint(formatShare(response.before.halfHour), formatShare(response.after.halfHour))
            : w.responseNone
        }
      >
        {response ? w.arrow(took(response.before.median), took(response.after.median)) : '—'}
      </Figure>
      <Figure
        name={w.floor}
        hint={floor.share > 0 ? w.floorHint(formatShare(floor.share), floor.days) : w.floorNone}
        warn={floor.violations.after > 0}
      >
        {floor.share > 0
          ? w.arrow(w.repDays(floor.violations.before), w.repDays(floor.violations.after))
          : '—'}
      </Figure>
    </dl>
  )
}

function Wins({ wins }: { wins: Result['wins'] }) {
  const w = useWords(rehearsalWords)
  if (!wins)
    return (
      <Figure name={w.wins} hint={w.winsUnknown}>
        —
      </Figure>
    )
  const { value, low, high } = wins.difference
  const one = (figure: number) => `${figure > 0 ? '+' : figure < 0 ? '−' : ''}${Math.abs(figure).toFixed(1)}`
  const sure = low > 0 || high < 0 ? w.sure : w.unsure
  return (
    <Figure
      name={w.wins}
      hint={w.winsHint(one(low), one(high), wins.before.toFixed(1), wins.after.toFixed(1))}
    >
      {one(value)} <small>{sure}</small>
    </Figure>
  )
}

interface FigureProps {
  name: string
  hint?: string
  warn?: boolean
  children: ReactNode
}

function Figure({ name, hint, warn, children }: FigureProps) {
  return (
    <div data-warn={warn || undefined}>
      <dt>{name}</dt>
      <dd>
        <b>{children}</b>
        {hint ? <small>{hint}</small> : null}
      </dd>
    </div>
  )
}
