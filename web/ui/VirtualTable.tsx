import { useVirtualizer } from '@tanstack/react-virtual'
import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef } from 'react'
import { useWords } from '../app/language.tsx'
import { MoreFailed } from './MoreFailed.tsx'
import { fittingColumns, gridTemplate, leastWidth, toggled, withRange } from './table.ts'
import type { VirtualTableProps } from './table.ts'
import { TableHead } from './TableHead.tsx'
import { TableRow } from './TableRow.tsx'
import { useHeldPlace } from './useHeldPlace.ts'
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
  const {
    rows,
    rowKey,
    total,
    active,
    onMore,
    more = false,
    moreError,
    renderPhone,
    selected,
    heights,
  } = props
  const w = useWords(uiWords)
  const id = useId()
  const frame = useRef<HTMLDivElement>(null)
  const phone = usePhone() && renderPhone !== undefined
  const width = useWidthOf(frame)
  const columns = useMemo(() => fittingColumns(props.columns, width), [props.columns, width])
  const line = document.documentElement.dataset['compact'] === 'true' ? 32 : 36
  const height = phone ? (heights?.phone ?? 68) : (heights?.desk ?? line)
  const head = phone ? 0 : headHeight
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: 8,
    scrollMargin: head,
    scrollPaddingStart: head,
    // The frame's own border counts as room.
    scrollPaddingEnd: 2,
    getItemKey: (at) => {
      const row = rows[at]
      return row ? rowKey(row) : at
    },
  })
  useHeldPlace({
    rows,
    rowKey,
    height,
    head,
    offset: () => virtual.scrollOffset ?? 0,
    moveTo: (offset) => virtual.scrollToOffset(offset),
  })
  const items = virtual.getVirtualItems()
  const end = items.at(-1)?.index ?? 0
  useEffect(() => virtual.measure(), [height, virtual])
  useEffect(() => {
    if (more && !moreError && end >= rows.length - 30) onMore?.()
  }, [end, more, moreError, rows.length, onMore])
  const activeAt = useMemo(
    () => (active === undefined ? -1 : rows.findIndex((row) => rowKey(row) === active)),
    [rows, rowKey, active],
  )
  const { onKeyDown, onPress, onTick } = useRowVerbs(props, activeAt, (at) => virtual.scrollToIndex(at))
  const sizes = {
    '--grid': phone ? '1fr' : gridTemplate(columns, selected !== undefined),
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
                row={row}
                rowKey={rowKey}
                columns={columns}
                id={`${id}-${index}`}
                at={index}
                top={start - head}
                active={index === activeAt}
                ticked={selected?.has(rowKey(row))}
                look={props.look}
                renderPhone={phone ? renderPhone : undefined}
                onPress={onPress}
                onTick={onTick}
              />
            )
          })}
        </div>
      </div>
      <div className="vtable-end" role="status">
        {moreError ? (
          <MoreFailed error={moreError} retry={props.onRetry} />
        ) : more ? (
          w.loadingMore
        ) : rows.length > 20 ? (
          w.end
        ) : null}
      </div>
    </div>
  )
}

/** As in table.css. */
const headHeight = 32

/**
 * What one does to rows: j and k from anywhere on the page, the arrows, which also scroll, only from within the list.
 * `onPress` and `onTick` stay the same functions, so that rows need not be drawn again.
 */
function useRowVerbs<Row>(props: VirtualTableProps<Row>, at: number, reveal: (at: number) => void) {
  const latest = useRef(props)
  useLayoutEffect(() => {
    latest.current = props
  })
  const onPress = useCallback((row: Row) => {
    const { onActive, onOpen, rowKey } = latest.current
    onActive?.(rowKey(row))
    onOpen?.(row)
  }, [])
  const ticked = useRef<string | undefined>(undefined)
  const onTick = useCallback((key: string, range: boolean) => {
    const { rows: all, rowKey: keyOf, selected, onSelect } = latest.current
    if (!selected) return
    const from = ticked.current
    ticked.current = key
    onSelect?.(
      range && from !== undefined ? withRange(selected, all.map(keyOf), [from, key]) : toggled(selected, key),
    )
  }, [])
  const { rows, rowKey, onActive, onOpen } = props
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
    ...(current && props.selected
      ? [{ keys: 'space', run: (event: KeyboardEvent) => onTick(rowKey(current), event.shiftKey) }]
      : []),
  ])
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (!step) return
    event.preventDefault()
    move(step)
  }
  return { onKeyDown, onPress, onTick }
}
