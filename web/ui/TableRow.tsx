import { memo } from 'react'
import { useWords } from '../app/language.tsx'
import type { Column, RowLook } from './table.ts'
import { Tick } from './Tick.tsx'
import { uiWords } from './words.ts'

interface TableRowProps<Row> {
  row: Row
  rowKey: (row: Row) => string
  columns: readonly Column<Row>[]
  id: string
  at: number
  /** Where it stands in the list, in px. */
  top: number
  active: boolean
  /** Undefined: the list has no boxes. */
  ticked: boolean | undefined
  look: ((row: Row) => RowLook) | undefined
  /** On a phone: two lines instead of columns. */
  renderPhone: ((row: Row) => React.ReactNode) | undefined
  onPress: (row: Row) => void
  onTick: (key: string, range: boolean) => void
}

/** One line of a table: pressed anywhere but on a control of its own, it opens. */
function Line<Row>(props: TableRowProps<Row>) {
  const { row, columns, ticked, renderPhone, active } = props
  const w = useWords(uiWords)
  const { heat, state } = props.look?.(row) ?? {}
  const press = (event: React.MouseEvent) => {
    if (!(event.target as Element).closest('button,a,input,label,[role=dialog]')) props.onPress(row)
  }
  return (
    <div
      id={props.id}
      role="row"
      className="vtable-row"
      aria-rowindex={props.at + 2}
      aria-selected={ticked}
      aria-disabled={state === 'gone' ? true : undefined}
      data-active={active || undefined}
      data-heat={heat}
      data-state={state}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={press}
    >
      {ticked === undefined || renderPhone ? null : (
        <span role="gridcell" className="vtable-tick">
          <Tick label={w.selectRow} on={ticked} onTurn={(range) => props.onTick(props.rowKey(row), range)} />
        </span>
      )}
      {renderPhone ? (
        <div role="gridcell" className="vtable-cell">
          {renderPhone(row)}
        </div>
      ) : (
        columns.map((column) => (
          <span
            key={column.key}
            role="gridcell"
            className={column.align === 'end' ? 'vtable-cell vtable-end-align' : 'vtable-cell'}
          >
            {column.render(row)}
          </span>
        ))
      )}
    </div>
  )
}

/** Drawn again only when something of its own changed; scrolling and moving the active row leave the others alone. */
export const TableRow = memo(Line) as typeof Line
