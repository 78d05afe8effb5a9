import type { ReactNode } from 'react'

export interface Column<Row> {
  key: string
  title: string
  /** A share of what is left (`grow`), or a fixed width in px. */
  width?: number
  grow?: number
  /** The least width of a growing column, 96 px unless told. */
  least?: number
  /** Left out where the table is too narrow; the last such column goes first. */
  optional?: true
  align?: 'end'
  sortable?: boolean
  render: (row: Row) => ReactNode
}

export interface Sort {
  by: string
  desc: boolean
}

export interface RowLook {
  /** The bar at the left: deadline heat. */
  heat?: 'late' | 'soon' | undefined
  /** A thin highlight for what just came, grey for what just went to somebody else. */
  state?: 'new' | 'gone' | undefined
}

export interface VirtualTableProps<Row> {
  /** Names the list for screen readers. */
  label: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  /** The height of a row in px where it holds more than a line, and of one on a phone. */
  heights?: { desk: number; phone: number }
  /** How many there are in all, where known; the loaded rows otherwise. */
  total?: number | undefined
  look?: (row: Row) => RowLook
  /** The row the keys move: j/k, enter opens it. Kept by the page, so that it can live in the URL. */
  active?: string | undefined
  onActive?: (key: string) => void
  onOpen?: (row: Row) => void
  /** Shows boxes; space ticks. */
  selected?: ReadonlySet<string> | undefined
  onSelect?: (keys: ReadonlySet<string>) => void
  sort?: Sort | undefined
  onSort?: (sort: Sort) => void
  /** Asked when the reader nears the end of what is loaded. */
  onMore?: () => void
  more?: boolean
  /** Why the last page asked for did not come: nothing more is asked for until the reader says so. */
  moreError?: Error | undefined
  onRetry?: () => void
  /** One row on a phone, in two lines instead of columns. */
  renderPhone?: (row: Row) => ReactNode
}

const leastColumn = 96

/** The columns as CSS grid tracks: fixed ones as they are, the others sharing what is left. */
export function gridTemplate<Row>(columns: readonly Column<Row>[], boxes: boolean): string {
  const widths = columns.map((column) =>
    column.width ? `${column.width}px` : `minmax(${leastOf(column)}px, ${column.grow ?? 1}fr)`,
  )
  return [...(boxes ? ['36px'] : []), ...widths].join(' ')
}

function leastOf<Row>({ width, least = leastColumn }: Column<Row>): number {
  return width ?? least
}

/** Below this width, in px with boxes and margins, the table scrolls sideways rather than squeeze its columns. */
export function leastWidth<Row>(columns: readonly Column<Row>[]): number {
  return columns.reduce((sum, column) => sum + leastOf(column), 84)
}

/** The columns there is room for. */
export function fittingColumns<Row>(columns: readonly Column<Row>[], room: number): readonly Column<Row>[] {
  const dropped = leastWidth(columns) > room ? columns.findLastIndex((column) => column.optional) : -1
  return dropped < 0 ? columns : fittingColumns(columns.toSpliced(dropped, 1), room)
}

/** How many rows that stood above the one at `top` went, where nothing else of the order changed; else 0. */
export function wentAbove(before: readonly string[], after: readonly string[], top: number): number {
  if (before === after || after.length === 0) return 0
  const left = new Set(after)
  // The row at the top may have gone itself: then the next one that stayed is held.
  const stay = before.findIndex((key, at) => at >= top && left.has(key))
  if (stay < 0) return 0
  const went = before.slice(0, stay).filter((key) => !left.has(key)).length
  return after[stay - went] === before[stay] ? before.slice(0, top).filter((key) => !left.has(key)).length : 0
}

/** The set with the key taken in, or taken out if it was in. */
export function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}

/** The set with everything from one key to another taken in, both included, whichever comes first. */
export function withRange(
  set: ReadonlySet<string>,
  keys: readonly string[],
  [from, to]: readonly [string, string],
): ReadonlySet<string> {
  const ends = [keys.indexOf(from), keys.indexOf(to)].filter((at) => at >= 0)
  return new Set([...set, ...keys.slice(Math.min(...ends), Math.max(...ends) + 1)])
}
