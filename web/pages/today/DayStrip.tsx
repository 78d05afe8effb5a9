import type { myDay } from '../../../contract/followup.ts'
import type { Reply } from '../../app/api.ts'
import { useWords } from '../../app/language.tsx'
import { LeadsLink } from '../../app/LeadsLink.tsx'
import { answered, fallingBack, mine, newToday } from './counted.ts'
import { lasted } from './lasted.ts'
import { todayWords } from './words.ts'

interface DayStripProps {
  day: Reply<typeof myDay>
  /** Leads still to work today. */
  pending: number
}

/** 今日 18/25: what is done of what the day holds; beside it the day's other figures. */
export function DayStrip({ day, pending }: DayStripProps) {
  const w = useWords(todayWords)
  const { doneToday, newToday: came, fallingBackToday: falling, medianFirstResponseSeconds: median } = day
  const whole = doneToday + pending
  return (
    <div className="day-strip">
      <span className="day-progress">
        {w.today}{' '}
        <b className="figure">
          {doneToday}/{whole}
        </b>
        <span
          className="day-bar"
          role="progressbar"
          aria-label={w.progress}
          aria-valuemin={0}
          aria-valuemax={Math.max(1, whole)}
          aria-valuenow={doneToday}
          aria-valuetext={`${doneToday}/${whole}`}
        >
          <span style={{ width: `${whole > 0 ? (doneToday / whole) * 100 : 0}%` }} />
        </span>
      </span>
      {day.priority > 0 ? (
        <span data-urgent>
          {w.priorityWaiting}{' '}
          <LeadsLink
            when={{ all: [mine, { field: 'priority', op: 'is_true' }] }}
            holder="rep"
            sort="priorityDueAt"
            label={`${w.priorityWaiting} ${day.priority}`}
          >
            <b className="figure">{day.priority}</b>
          </LeadsLink>
        </span>
      ) : null}
      <span>
        {w.newToday}{' '}
        <LeadsLink
          when={{ all: [mine, newToday] }}
          holder="rep"
          title={w.stillHeld}
          label={`${w.newToday} ${came}`}
        >
          <b className="figure">{came}</b>
        </LeadsLink>
      </span>
      <span>
        {w.firstResponse}{' '}
        {median === null ? (
          w.noneYet
        ) : (
          <LeadsLink when={{ all: [mine, answered] }} holder="rep" title={w.stillHeld}>
            <b className="figure">{lasted(median, w)}</b>
          </LeadsLink>
        )}
      </span>
      <span data-urgent={falling > 0 || undefined}>
        {w.fallingBack}{' '}
        <LeadsLink
          when={{ all: [mine, fallingBack] }}
          holder="rep"
          sort="dueAt"
          label={`${w.fallingBack} ${falling}`}
        >
          <b className="figure">{falling}</b>
        </LeadsLink>
      </span>
    </div>
  )
}
