import { CopyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { RefSelectProps } from 'antd'
import { useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useLanguage, useWords } from '../../app/language.tsx'
import { localeOf } from '../../ui/format.ts'
import { type Board, type Cohort, daysFrom, gapsOf, moved, rectangle, type Selection } from './board.ts'
import { GroupRow } from './GroupRow.tsx'
import { SelectionBar } from './SelectionBar.tsx'
import { useRoster } from './useRoster.ts'
import { cohortWords } from './words.ts'

interface RosterBoardProps {
  board: Board
  days: number
  /** Whether the reader may change it. */
  plans: boolean
  onEdit: (cohortId: string) => void
}

/** Groups as rows, days as columns. A range is chosen by dragging or with the arrow keys, then given to somebody. */
export function RosterBoard({ board, days: count, plans, onEdit }: RosterBoardProps) {
  const w = useWords(cohortWords)
  const [selection, setSelection] = useState<Selection>()
  const picker = useRef<RefSelectProps>(null)
  const { edit, busy } = useRoster()
  const days = daysFrom(board.from, count)
  const cohort = board.cohorts.find(({ cohortId }) => cohortId === selection?.cohortId)
  const give = (userId: string | null, shift?: number) => {
    if (!selection || !cohort) return
    const { top, bottom, left, right } = rectangle(selection)
    const groupIds = cohort.groups.slice(top, bottom + 1).map(({ groupId }) => groupId)
    const range = { groupIds, from: days[left]!, to: days[right]!, userId }
    edit({ kind: 'set', ...range, ...(shift === undefined ? {} : { shift }) })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!plans || !selection || !cohort) return
    const next = moved(selection, event, { rows: cohort.groups.length, columns: days.length })
    if (next) {
      event.preventDefault()
      setSelection(next)
      const spot = `[data-spot="${next.cohortId} ${next.to.row} ${next.to.column}"]`
      event.currentTarget.querySelector<HTMLElement>(spot)?.focus()
    } else if (event.key === 'Enter') {
      event.preventDefault()
      picker.current?.focus()
    } else if (event.key === 'Delete' || event.key === 'Backspace') give(null)
    else if (event.key === 'Escape') setSelection(undefined)
  }
  return (
    <>
      <div className="roster-scroll" onKeyDown={onKeyDown} role="presentation">
        {board.cohorts.map((each) => (
          <section key={each.cohortId} className="roster-cohort" aria-label={each.name}>
            <Heading
              cohort={each}
              gaps={gapsOf(each, { days, today: board.today })}
              onEdit={plans ? () => onEdit(each.cohortId) : undefined}
              onCopy={
                plans
                  ? () =>
                      edit({
                        kind: 'copy',
                        groupIds: each.groups.map(({ groupId }) => groupId),
                        from: board.from,
                        days: 7,
                      })
                  : undefined
              }
            />
            <table className="roster-table">
              <Days days={days} today={board.today} />
              <tbody>
                {each.groups.map((group, row) => (
                  <GroupRow
                    key={group.groupId}
                    cohort={each}
                    group={group}
                    row={row}
                    days={days}
                    board={board}
                    selection={selection}
                    onSelect={plans ? setSelection : undefined}
                  />
                ))}
              </tbody>
            </table>
          </section>
        ))}
      </div>
      {plans && selection && cohort ? (
        <SelectionBar
          selection={selection}
          cohort={cohort}
          board={board}
          busy={busy}
          picker={picker}
          onGive={give}
          onClose={() => setSelection(undefined)}
        />
      ) : plans ? (
        <p className="roster-keys">{w.keys}</p>
      ) : null}
    </>
  )
}

interface HeadingProps {
  cohort: Cohort
  gaps: number
  onEdit: (() => void) | undefined
  onCopy: (() => void) | undefined
}

function Heading({ cohort, gaps, onEdit, onCopy }: HeadingProps) {
  const w = useWords(cohortWords)
  const { taken, capacity } = cohort.groups.reduce(
    (sum, group) => ({ taken: sum.taken + group.taken, capacity: sum.capacity + group.capacity }),
    { taken: 0, capacity: 0 },
  )
  return (
    <header className="roster-heading">
      <h2>{cohort.name}</h2>
      <span>{w.taken(taken, capacity)}</span>
      <span>
        {w.intake(cohort.intakeFrom.slice(5), cohort.intakeTo.slice(5))} · {w.sales(cohort.salesTo.slice(5))}
      </span>
      <span className={gaps > 0 ? 'roster-gaps' : undefined}>{gaps > 0 ? w.gaps(gaps) : w.noGaps}</span>
      <span className="roster-verbs">
        {onCopy ? (
          <Button size="small" icon={<CopyOutlined />} onClick={onCopy}>
            {w.copy}
          </Button>
        ) : null}
        {onEdit ? (
          <Button size="small" onClick={onEdit} aria-label={`${w.edit} ${cohort.name}`}>
            {w.edit}
          </Button>
        ) : null}
      </span>
    </header>
  )
}

function Days({ days, today }: { days: readonly string[]; today: string }) {
  const w = useWords(cohortWords)
  const { lang } = useLanguage()
  const named = new Intl.DateTimeFormat(localeOf(lang), { weekday: 'short', timeZone: 'UTC' })
  return (
    <thead>
      <tr>
        <th scope="col" className="roster-group">
          {w.group}
        </th>
        {days.map((day) => {
          const at = new Date(`${day}T00:00:00Z`)
          const weekend = at.getUTCDay() % 6 === 0
          const look = [day === today ? 'roster-today' : '', weekend ? 'roster-weekend' : ''].join(' ')
          return (
            <th scope="col" key={day} className={look}>
              {day === today ? w.today : named.format(at)}
              <small>{day.slice(5).replace('-', '/')}</small>
            </th>
          )
        })}
      </tr>
    </thead>
  )
}
