import { isFormula } from './formula.ts'
import type { Row, RowNote } from './row.ts'
import { type RawRow, Splitter } from './splitter.ts'

/** Whether no cell holds anything but space. */
export function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false
  return true
}

export interface Table {
  /** How many columns it has. */
  width: number
  /** Of delimited text; workbooks have none, and their short rows are no oddity. */
  delimiter: string
}

/**
 * The row as wide as its table, in place: missing cells are '', empty ones to the right of the table fall
 * away, filled ones stay; what was odd is noted.
 */
export function shapeRow(row: RawRow, table: Table): Row {
  const { width, delimiter } = table
  if (row.cells.length === 1 && width > 1 && delimiter) unwrap(row, table)
  const { cells } = row
  const missing = width - cells.length
  while (cells.length < width) cells.push('')
  while (cells.length > width && cells.at(-1)!.trim() === '') cells.pop()
  if (missing > 0 && delimiter) note(row, { code: 'cells_missing', count: missing })
  if (cells.length > width) note(row, { code: 'cells_extra', count: cells.length - width })
  for (let i = 0; i < cells.length; i++) if (isFormula(cells[i]!)) note(row, { code: 'formula', column: i })
  return row
}

/**
 * Spreadsheets that re-save a CSV sometimes put a whole line into one pair of quotes. Where the one cell,
 * read again, is exactly a row of this table, it is taken for one.
 */
function unwrap(row: RawRow, { width, delimiter }: Table): void {
  if (!row.cells[0]!.includes(delimiter)) return
  const splitter = new Splitter({ delimiter, newline: '\n' })
  try {
    const [inner, ...more] = [...splitter.feed(row.cells[0]!), ...splitter.end()]
    if (inner?.cells.length !== width || more.length > 0) return
    row.cells = inner.cells
    note(row, { code: 'line_unquoted' })
  } catch {
    // Its quotes do not pair up: a cell, not a line.
  }
}

function note(row: RawRow, what: RowNote): void {
  ;(row.notes ??= []).push(what)
}
