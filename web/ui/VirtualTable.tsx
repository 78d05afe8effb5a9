import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useId, useMemo, useRef } from 'react'
import { useWords } from '../app/language.tsx'
import { fittingColumns, gridTemplate, leastWidth, toggled } from './table.ts'
import type { VirtualTableProps } from './table.ts'
import { TableHead } from './TableHead.tsx'
import { TableRow } from './TableRow.tsx'
import { useKeys } from './useKeys.ts'
import { usePhone } from './usePhone.ts'
import { useWidthOf } from './useWidthOf.ts'
import { uiWords } from './words.ts'
import './table.css'

/**
 * A list of any length with one line a row: only what is in sight is in the page. A grid to screen readers, moved by
 * j/k or arrows. Its height is its parent's, so it stands in a `Page fill`.
 */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { rows, rowKey, total, active, onMore, more = false, renderPhone, selected } = props
  const w = useWords(uiWords)
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const phone = usePhone() && renderPhone !== undefined
  const columns = fittingColumns(props.columns, useWidthOf(frame))
  const height = phone ? 68 : document.documentElement.dataset['compact'] === 'true' ? 32 : 36
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: 12,
    getItemKey: (at) => {
      const row = rows[at]
      return row ? rowKey(row) : at
    },
  })
  const items = virtual.getVirtualItems()
  const end = items.at(-1)?.index ?? 0
  useEffect(() => virtual.measure(), [height, virtual])
  useEffect(() => {
    if (more && end >= rows.length - 30) onMore?.()
  }, [end, more, rows.length, onMore])
  const activeAt = useMemo(
    () => (active === undefined ? -1 : rows.findIndex((row) => rowKey(row) === active)),
    [rows, rowKey, active],
  )
  const onKeyDown = useRowKeys(props, activeAt, (at) => virtual.scrollToIndex(at, { align: 'auto' }))
  const tracks = phone ? '1fr' : gridTemplate(columns, selected !== undefined)
  const sizes = {
    '--grid': tracks,
    '--least': phone ? '0' : `${leastWidth(columns)}px`,
    '--row': `${height}px`,
  }
  return (
    <div ref={frame} className="vtable" style={sizes as React.CSSProperties}>
      <div
        role="grid"
        aria-label={props.label}
        aria-rowcount={total === undefined && more ? -1 : (total ?? rows.length) + 1}
        aria-multiselectable={selected ? true : undefined}
        aria-activedescendant={activeAt >= 0 ? `${id}-${activeAt}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {phone ? null : <TableHead {...props} columns={columns} />}
        <div className="vtable-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {items.map(({ index, key, start }) => {
            const row = rows[index]
            if (row === undefined) return null
            return (
              <TableRow
                key={key}
                {...props}
                columns={columns}
                row={row}
                id={`${id}-${index}`}
                at={index}
                top={start}
                phone={phone}
              />
            )
          })}
        </div>
      </div>
      <div className="vtable-end" role="status">
        {more ? w.loadingMore : rows.length > 20 ? w.end : null}
      </div>
    </div>
  )
}

/** j and k from anywhere on the page; the arrows, which also scroll, only from within the list. */
function useRowKeys<Row>(props: VirtualTableProps<Row>, at: number, reveal: (at: number) => void) {
  const { rows, rowKey, onActive, onOpen, selected, onSelect } = props
  const current = rows[at]
  const move = (step: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, at + step))
    const row = rows[next]
    if (!row) return
    onActive?.(rowKey(row))
    reveal(next)
  }
  useKeys([
    { keys: 'j', run: () => move(1) },
    { keys: 'k', run: () => move(-1) },
    ...(current && onOpen ? [{ keys: 'enter', run: () => onOpen(current) }] : []),
    ...(current && selected && onSelect
      ? [{ keys: 'space', run: () => onSelect(toggled(selected, rowKey(current))) }]
      : []),
  ])
  return (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (!step) return
    event.preventDefault()
    move(step)
  }
}
