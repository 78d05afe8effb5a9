import { CaretDownOutlined, CaretUpOutlined } from '@ant-design/icons'
import { useWords } from '../app/language.tsx'
import type { Column, Sort, VirtualTableProps } from './table.ts'
import { Tick } from './Tick.tsx'
import { uiWords } from './words.ts'

/** The titles of a table's columns; a sortable one is a button. */
export function TableHead<Row>({
  rows,
  columns,
  rowKey,
  selected,
  onSelect,
  sort,
  onSort,
}: VirtualTableProps<Row>) {
  const w = useWords(uiWords)
  const all = rows.length > 0 && rows.every((row) => selected?.has(rowKey(row)))
  return (
    <div className="vtable-head" role="row" aria-rowindex={1}>
      {selected ? (
        <span role="columnheader" className="vtable-tick">
          <Tick
            label={w.selectAll}
            on={all}
            some={!all && selected.size > 0}
            onTurn={() => onSelect?.(all ? new Set() : new Set(rows.map(rowKey)))}
          />
        </span>
      ) : null}
      {columns.map((column) => (
        <HeadCell key={column.key} column={column} sort={sort} {...(onSort ? { onSort } : {})} />
      ))}
    </div>
  )
}

interface HeadCellProps<Row> {
  column: Column<Row>
  sort: Sort | undefined
  onSort?: (sort: Sort) => void
}

function HeadCell<Row>({ column, sort, onSort }: HeadCellProps<Row>) {
  const w = useWords(uiWords)
  const by = sort?.by === column.key ? sort : undefined
  const className = column.align === 'end' ? 'vtable-cell vtable-end-align' : 'vtable-cell'
  if (!column.sortable || !onSort) {
    return (
      <span role="columnheader" className={className}>
        {column.title}
      </span>
    )
  }
  return (
    <span
      role="columnheader"
      className={className}
      aria-sort={by ? (by.desc ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        title={w.sortBy(column.title)}
        onClick={() => onSort({ by: column.key, desc: by ? !by.desc : false })}
      >
        {column.title}
        {by ? (
          by.desc ? (
            <CaretDownOutlined aria-hidden="true" />
          ) : (
            <CaretUpOutlined aria-hidden="true" />
          )
        ) : null}
      </button>
    </span>
  )
}
