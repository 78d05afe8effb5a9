import { useLanguage } from '../app/language.tsx'
import { exactTime, relativeTime, timeLeft } from './format.ts'
import { useNow } from './useNow.ts'
import './inline.css'

interface TimeProps {
  /** ISO 8601, as the wire has it. */
  at: string
}

/** A moment, relative within a week, the exact one on hover: by `title`, for a list has hundreds of them. */
export function RelativeTime({ at }: TimeProps) {
  const { lang } = useLanguage()
  const date = new Date(at)
  const exact = exactTime(date, { lang })
  return (
    <time dateTime={at} className="time" title={exact}>
      {relativeTime(date, useNow(), { lang })}
    </time>
  )
}

/** How urgent a deadline is: `late` when passed, `soon` within `soonMinutes`, else nothing. */
export function heatOf(
  due: string | null | undefined,
  now: Date,
  soonMinutes = 30,
): 'late' | 'soon' | undefined {
  if (!due) return undefined
  const left = new Date(due).getTime() - now.getTime()
  if (left < 0) return 'late'
  return left < soonMinutes * 60_000 ? 'soon' : undefined
}

/** Time left until a deadline; the only thing in the app that is ever red. */
export function Deadline({ at, soonMinutes }: TimeProps & { soonMinutes?: number }) {
  const { lang } = useLanguage()
  const now = useNow()
  const date = new Date(at)
  const heat = heatOf(at, now, soonMinutes)
  return (
    <time
      dateTime={at}
      className={heat ? `deadline deadline-${heat}` : 'deadline'}
      title={exactTime(date, { lang })}
    >
      {timeLeft(date, now, lang)}
    </time>
  )
}
