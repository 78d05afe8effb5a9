import type { RefusalCode, RefusalParams } from '../../../../contract/refusals.ts'

/** What is odd about a row that is accepted all the same. */
export type RowNote =
  /** More filled cells than the table has columns; the surplus stays at the end of `cells`. */
  | { code: 'cells_extra'; count: number }
  /** Fewer cells than columns; the missing ones are ''. */
  | { code: 'cells_missing'; count: number }
  /** Text a spreadsheet would run as a formula; kept as text. `column` counts from 0. */
  | { code: 'formula'; column: number }
  /** The whole line stood in quotes; it was read as a line. */
  | { code: 'line_unquoted' }
  /** A quote in the middle of a cell, or text after a closing one; read as Excel reads it. */
  | { code: 'stray_quote' }

/** Why a row cannot become a lead as it stands. The code's sentence is in contract/refusals. */
export interface RowProblem {
  code: RefusalCode
  params: RefusalParams
  /** Counts from 0; names[column] is what the user calls it. */
  column: number
}

/** One row of a table. `rowNo` counts from 1 as the user's spreadsheet counts, blank rows included. */
export interface Row {
  rowNo: number
  /** At least one per column; a cell that is not there is ''. */
  cells: string[]
  notes?: RowNote[]
  /** The cells are kept beside it, so that the user can mend the row in place. */
  problem?: RowProblem
}

/** The longest text Excel lets stand in one cell. */
export const CELL_CAP = 32_767

/** Cuts cells over the cap and names the first of them; undefined when all are short enough. */
export function capCells(cells: string[]): RowProblem | undefined {
  const column = cells.findIndex((cell) => cell.length > CELL_CAP)
  if (column < 0) return undefined
  for (let i = column; i < cells.length; i++) {
    if (cells[i]!.length > CELL_CAP) cells[i] = cells[i]!.slice(0, CELL_CAP)
  }
  return { code: 'import.cell_too_long', params: { limit: CELL_CAP }, column }
}
