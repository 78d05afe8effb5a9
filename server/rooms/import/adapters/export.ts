import { escapeFormula } from '../decide/formula.ts'

/** Without it Excel in China reads the file as GBK. */
const BOM = '\uFEFF'

/**
 * CSV for people's spreadsheets, a piece per batch of rows: UTF-8 with a BOM, lines end in CRLF, cells a
 * spreadsheet would run as formulas guarded by an apostrophe (which `openSheet` takes off again).
 */
export async function* writeCsv(
  columns: readonly string[],
  batches: AsyncIterable<readonly (readonly string[])[]> | Iterable<readonly (readonly string[])[]>,
): AsyncGenerator<string> {
  yield BOM + csvRow(columns)
  for await (const rows of batches) yield rows.map(csvRow).join('')
}

/** One row as a line of CSV, its line break included. */
export function csvRow(cells: readonly string[]): string {
  // A lone empty cell would be a blank line, and blank lines are no rows.
  const line = cells.length === 1 && cells[0] === '' ? '""' : cells.map(csvCell).join(',')
  return `${line}\r\n`
}

function csvCell(cell: string): string {
  const safe = escapeFormula(cell)
  return /[",\r\n]/.test(safe) || /^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
