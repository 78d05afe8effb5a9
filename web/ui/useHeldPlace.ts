import { useLayoutEffect, useMemo, useRef } from 'react'
import { wentAbove } from './table.ts'

interface Place<Row> {
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** Of a row, and of what stands above the first one, in px. */
  height: number
  head: number
  /** How far it was scrolled before these rows came; afterwards the browser may have drawn it in. */
  offset: () => number
  moveTo: (offset: number) => void
}

/** When rows above those in sight go, what is in sight stays where it is. */
export function useHeldPlace<Row>({ rows, rowKey, height, head, offset, moveTo }: Place<Row>) {
  const keys = useMemo(() => rows.map(rowKey), [rows, rowKey])
  const before = useRef(keys)
  useLayoutEffect(() => {
    const held = before.current
    before.current = keys
    if (held === keys) return
    const top = Math.max(0, offset() - head)
    const went = wentAbove(held, keys, Math.floor(top / height))
    if (went > 0) moveTo(offset() - went * height)
  })
}
