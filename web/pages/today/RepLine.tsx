import { Button, Tooltip } from 'antd'
import type { Condition } from '../../../rules/condition.ts'
import { useWords } from '../../app/language.tsx'
import { LeadsLink } from '../../app/LeadsLink.tsx'
import { answered, fallingBack, newToday, of, overdue, untouched } from './counted.ts'
import { lasted } from './lasted.ts'
import { repairOf } from './repair.ts'
import type { RepDay, Repair } from './repair.ts'
import { Use } from './Use.tsx'
import { todayWords } from './words.ts'

interface RepLineProps {
  rep: RepDay
  onPassOn: () => void
}

/** One rep's day, and the one button that helps. */
export function RepLine({ rep, onPassOn }: RepLineProps) {
  const w = useWords(todayWords)
  const { userId, name, away, medianFirstResponseSeconds: median, holding } = rep
  const repair = repairOf(rep)
  const cell = (label: string, count: number, when: Condition) => (
    <td
      data-label={label}
      data-zero={count === 0 || undefined}
      data-urgent={(when === fallingBack && count > 0) || undefined}
    >
      <LeadsLink
        when={of([userId], when)}
        untouched={when === untouched}
        title={when === newToday ? w.stillHeld : undefined}
        holder="rep"
        sort="dueAt"
        label={`${w.counted(label, name)} ${count}`}
      >
        {count}
      </LeadsLink>
    </td>
  )
  return (
    <tr data-fine={repair === undefined || undefined}>
      <th scope="row">
        {name} {away ? <span className="tag">{w.away}</span> : null}
      </th>
      {cell(w.newToday, rep.newToday, newToday)}
      {cell(w.untouched, rep.untouched, untouched)}
      {cell(w.fallingBack, rep.fallingBackToday, fallingBack)}
      {cell(w.overdue, rep.overdue, overdue)}
      <td data-label={w.response} data-zero={median === null || undefined}>
        {median === null ? (
          '—'
        ) : (
          <LeadsLink when={of([userId], answered)} holder="rep" title={w.stillHeld}>
            {lasted(median, w)}
          </LeadsLink>
        )}
      </td>
      <td data-label={w.done} data-zero={rep.doneToday === 0 || undefined}>
        {rep.doneToday}
      </td>
      <td data-label={w.given}>
        <Use label={w.given} used={rep.givenToday} limit={rep.dailyMax} />
      </td>
      <td data-label={w.holding}>
        <LeadsLink
          when={of([userId])}
          holder="rep"
          sort="dueAt"
          label={`${w.counted(w.holding, name)} ${rep.holdingMax === null ? holding : `${holding}/${rep.holdingMax}`}`}
        >
          <Use label={w.holding} used={holding} limit={rep.holdingMax} />
        </LeadsLink>
      </td>
      <td className="reps-fix">
        {repair ? (
          <Fix rep={rep} repair={repair} onPassOn={onPassOn} />
        ) : (
          <span className="reps-fine">{w.fine}</span>
        )}
      </td>
    </tr>
  )
}

const seen = { seeFalling: fallingBack, seeUntouched: untouched, seeOverdue: overdue }

function Fix({
  rep: { userId, name },
  repair: { act, why, count },
  onPassOn,
}: RepLineProps & { repair: Repair }) {
  const w = useWords(todayWords)
  if (act === 'passOn')
    return (
      <Tooltip title={w[why]}>
        <Button size="small" onClick={onPassOn} aria-label={`${name}: ${w.passOn(count)}`}>
          {w.passOn(count)}
        </Button>
      </Tooltip>
    )
  const text = act === 'seeHolding' ? w.seeHolding : w[act](count)
  const when = act === 'seeHolding' ? of([userId]) : of([userId], seen[act])
  return (
    <Tooltip title={w[why]}>
      <span>
        <LeadsLink
          when={when}
          untouched={act === 'seeUntouched'}
          holder="rep"
          sort="dueAt"
          className="reps-see"
          label={`${name}: ${text}`}
        >
          {text}
        </LeadsLink>
      </span>
    </Tooltip>
  )
}
