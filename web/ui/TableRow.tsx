import { Checkbox } from 'antd'
import { useWords } from '../app/language.tsx'
import { toggled } from './table.ts'
import type { VirtualTableProps } from './table.ts'
import { uiWords } from './words.ts'

interface TableRowProps<Row> extends VirtualTableProps<Row> {
  row: Row
  id: string
  at: number
  /** Where it stands in the list, in px. */
  top: number
  phone: boolean
}

/** One line of a table: pressed anywhere but on a control of its own, it opens. */
export function TableRow<Row>(props: TableRowProps<Row>) {
  const { row, rowKey, columns, selected, onSelect, active, phone, renderPhone } = props
  const w = useWords(uiWords)
  const key = rowKey(row)
  const { heat, state } = props.look?.(row) ?? {}
  const open = (event: React.MouseEvent) => {
    if ((event.target as Element).closest('button,a,input,label')) return
    props.onActive?.(key)
    props.onOpen?.(row)
  }
  return (
    <div
      id={props.id}
      role="row"
      className="vtable-row"
      aria-rowindex={props.at + 2}
      aria-selected={selected ? selected.has(key) : undefined}
      aria-disabled={state === 'gone' ? true : undefined}
      data-active={active === key || undefined}
      data-heat={heat}
      data-state={state}
      style={{ transform: `translateY(${props.top}px)` }}
      onClick={open}
    >
      {selected && !phone ? (
        <span role="gridcell" className="vtable-tick">
          <Checkbox
            aria-label={w.selectRow}
            checked={selected.has(key)}
            onChange={() => onSelect?.(toggled(selected, key))}
          />
        </span>
      ) : null}
      {phone && renderPhone ? (
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
