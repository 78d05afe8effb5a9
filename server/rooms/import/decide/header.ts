import { isKnownName } from './synonyms.ts'

/** How far down a header is looked for: title lines, a company's letterhead, instructions. */
const DEPTH = 30

/**
 * Which row holds the columns' names, as an index into the file's first rows, or -1 when there is none and
 * the first row is data. Title lines above it are narrower than the table, data below it holds phones,
 * numbers and dates; a row of words we know as fields is a header wherever it stands.
 */
export function findHeader(rows: readonly (readonly string[])[]): number {
  const width = usualWidth(rows)
  let known = { index: -1, names: 1 }
  let first = -1
  for (const [index, row] of rows.slice(0, DEPTH).entries()) {
    const filled = row.filter((cell) => cell.trim())
    if (filled.length === 0 || filled.length < width / 2) continue
    const names = filled.filter(isKnownName).length
    if (names > known.names && names >= filled.length / 4 && !filled.some(isLikelyData)) {
      known = { index, names }
    }
    if (first < 0) first = index
  }
  if (known.index >= 0) return known.index
  return first >= 0 && looksLikeHeader(rows[first]!) ? first : -1
}

/** How wide the table is: as most rows, or as the last three, where it is short and much stands above it. */
function usualWidth(rows: readonly (readonly string[])[]): number {
  const filled = rows.map((row) => row.filter((cell) => cell.trim()).length).filter((width) => width > 0)
  const counts = new Map<number, number>()
  for (const width of filled) counts.set(width, (counts.get(width) ?? 0) + 1)
  const [most] = [...counts].reduce((a, b) => (b[1] > a[1] || (b[1] === a[1] && b[0] > a[0]) ? b : a), [0, 0])
  return Math.max(most, filled.length > 3 ? Math.min(...filled.slice(-3)) : 0)
}

function looksLikeHeader(row: readonly string[]): boolean {
  const filled = row.filter((cell) => cell.trim())
  if (filled.some(isPersonal)) return false
  return filled.filter(isLikelyData).length * 2 <= filled.length || filled.some(isKnownName)
}

/** Phones and addresses are nobody's column name, not even once. */
function isPersonal(cell: string): boolean {
  return /^\s*(\S+@\S+\.\S+|\+?\d[\d -]{9,})\s*$/.test(cell)
}

function isLikelyData(cell: string): boolean {
  const text = cell.trim()
  return (
    text.length > 80 ||
    /^[+-]?[\d,.\s%¥$€-]+$/.test(text) ||
    /^\d{4}[-/.年]\d{1,2}([-/.月]\d{1,2})?/.test(text) ||
    /^https?:\/\//i.test(text) ||
    /(有限公司|有限责任公司)$/.test(text) ||
    isPersonal(text)
  )
}
