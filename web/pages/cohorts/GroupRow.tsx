import { useWords } from '../../app/language.tsx'
import { type Board, type Cell, type Cohort, type Group, isIn, isServed, type Selection } from './board.ts'
import { cohortWords } from './words.ts'

interface GroupRowProps {
  cohort: Cohort
  group: Group
  row: number
  days: readonly string[]
  board: Board
  selection: Selection | undefined
  onSelect: ((selection: Selection) => void) | undefined
}

/** A group's row: how full it is, who has it now, and who serves it on each day. */
export function GroupRow({ cohort, group, row, days, board, selection, onSelect }: GroupRowProps) {
  const cellsOf = Map.groupBy(group.cells, ({ day }) => day)
  const { cohortId } = cohort
  return (
    <tr>
      <th scope="row" className="roster-group">
        <GroupHead group={group} board={board} />
      </th>
      {days.map((day, column) => {
        const spot = { row, column }
        const cells = cellsOf.get(day) ?? []
        const chosen = isIn(selection, cohortId, spot)
        const start = () => onSelect?.({ cohortId, from: spot, to: spot })
        const extend = () => {
          if (selection?.cohortId === cohortId) onSelect?.({ ...selection, to: spot })
        }
        return (
          <td key={day} className={day === board.today ? 'roster-today' : undefined}>
            <button
              type="button"
              className="roster-cell"
              data-spot={`${cohortId} ${row} ${column}`}
              data-chosen={chosen || undefined}
              aria-pressed={onSelect ? chosen : undefined}
              aria-label={`${group.name} ${day} ${cells.map(({ userId }) => nameOf(board, userId)).join(', ')}`}
              disabled={!onSelect}
              onPointerDown={(event) => {
                event.currentTarget.releasePointerCapture(event.pointerId)
                if (event.shiftKey) extend()
                else start()
              }}
              onPointerEnter={(event) => {
                if (event.buttons === 1) extend()
              }}
              onFocus={(event) => {
                if (event.currentTarget.matches(':focus-visible') && selection?.cohortId !== cohortId) start()
              }}
            >
              {cohort.shifts.map(({ from }, shift) => (
                <InCell
                  key={from}
                  cell={cells.find((each) => each.shift === shift)}
                  hour={cohort.shifts.length > 1 ? from : undefined}
                  due={day >= board.today && isServed(cohort, day)}
                  board={board}
                  day={day}
                />
              ))}
            </button>
          </td>
        )
      })}
    </tr>
  )
}

interface InCellProps {
  cell: Cell | undefined
  hour: string | undefined
  /** Whether somebody should be there. */
  due: boolean
  board: Board
  day: string
}

function InCell({ cell, hour, due, board, day }: InCellProps) {
  const w = useWords(cohortWords)
  if (!cell)
    return <span className={due ? 'roster-shift roster-gap' : 'roster-shift'}>{due ? w.gap : '·'}</span>
  const away = board.away.some(({ userId, from, to }) => userId === cell.userId && from <= day && day <= to)
  const rep = board.people.find(({ userId }) => userId === cell.userId)?.rep ?? false
  const wrong = rep ? (away ? w.isAway : undefined) : w.hasLeft
  return (
    <span className={wrong ? 'roster-shift roster-wrong' : 'roster-shift'}>
      {hour ? <small>{hour}</small> : null}
      {nameOf(board, cell.userId)}
      {wrong ? <small>{wrong}</small> : null}
      {cell.insteadOf ? (
        <small className="roster-instead">{w.substitute(nameOf(board, cell.insteadOf))}</small>
      ) : null}
    </span>
  )
}

export const nameOf = ({ people }: Board, id: string): string =>
  people.find(({ userId }) => userId === id)?.name ?? '?'

/** What a group is called, how full it is, who has it now. */
export function GroupHead({ group, board }: { group: Group; board: Board }) {
  const w = useWords(cohortWords)
  const { name, taken, capacity, elsewhere, serving } = group
  const who = serving ? nameOf(board, serving.userId) : ''
  return (
    <>
      <span className="roster-name">{name}</span>
      <span className="roster-fill" data-full={taken >= capacity || undefined}>
        <span style={{ inlineSize: `${(100 * taken) / capacity}%` }} />
      </span>
      <span className="roster-note">
        {w.taken(taken, capacity)}
        {taken >= capacity ? ` · ${w.full}` : ''}
        {elsewhere > 0 ? ` · ${w.elsewhere(elsewhere)}` : ''}
      </span>
      <span className={serving ? 'roster-note' : 'roster-note roster-gaps'}>
        {serving ? (serving.onDuty ? w.onDuty(who) : w.next(who, serving.day.slice(5))) : w.nobody}
      </span>
    </>
  )
}
