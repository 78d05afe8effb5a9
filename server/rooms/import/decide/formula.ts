/** What makes Excel, WPS and LibreOffice take a cell for a formula (OWASP, CSV injection). */
const RUNS = /^[=+\-@\t\r]/

/** A number or a phone: begins like a formula and is none. A lone '-' stands for nothing. */
const HARMLESS = /^[+-]?[\d\s().,-]*$/

/** Whether text from a file would run as a formula in the next spreadsheet that opens it. */
export function isFormula(cell: string): boolean {
  const first = cell.charCodeAt(0)
  // '=' 61, '@' 64, '+' 43, '-' 45: a look at one number keeps this free for a million rows.
  if (first !== 61 && first !== 64 && first !== 43 && first !== 45) return false
  return cell.length > 1 && !HARMLESS.test(cell)
}

/**
 * A cell made safe to open in a spreadsheet: an apostrophe before what would run. A cell that already
 * looks so escaped gets one more, so that `unescapeFormula` gives back every cell as it was.
 */
export function escapeFormula(cell: string): string {
  return RUNS.test(cell) || /^'+[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
}

/** Takes the apostrophe off again. */
export function unescapeFormula(cell: string): string {
  return cell.charCodeAt(0) === 39 && /^'+[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell
}
