import { type Dialect, type RawRow, Splitter } from './splitter.ts'

const DELIMITERS = [',', '\t', ';', '|']
/** Typed by hand with a Chinese keyboard. Tried last: prose is full of them. */
const WIDE_DELIMITERS = ['，', '；']

/** Excel's own first line that names the delimiter; it is no row. */
const SEP_LINE = /^sep=(.)\r?(?:\n|\r|$)/i

export interface DialectFound extends Dialect {
  /** Characters of the `sep=` line to skip at the start; 0 when there is none. */
  skip: number
}

/**
 * How the text is delimited, from its beginning (64 K characters are plenty): a `sep=` line's word for it,
 * else the delimiter that cuts the most rows into the same number of cells. ',' when nothing cuts.
 */
export function findDialect(text: string): DialectFound {
  const sep = SEP_LINE.exec(text)
  if (sep) return { delimiter: sep[1]!, newline: findNewline(text), skip: sep[0].length }
  const newline = findNewline(text)
  const best = (among: string[]) =>
    among
      .map((delimiter) => ({ delimiter, ...judge(text, { delimiter, newline }) }))
      .reduce((a, b) => (b.score > a.score ? b : a))
  const usual = best(DELIMITERS)
  if (usual.score > 0) return { delimiter: usual.delimiter, newline, skip: 0 }
  const wide = best(WIDE_DELIMITERS)
  return { delimiter: wide.rows >= 3 && wide.agree >= 0.8 ? wide.delimiter : ',', newline, skip: 0 }
}

/** '\r' only where no '\n' ends a row: old Excel for Mac writes \r after rows and \n inside cells. */
function findNewline(text: string): '\n' | '\r' {
  const outside = text.replace(/"[^"]*"?/g, '')
  return !outside.includes('\n') && outside.includes('\r') ? '\r' : '\n'
}

/** The share of rows that agree on the number of cells, and the score: agreement × a prize for width. */
function judge(text: string, dialect: Dialect): { rows: number; agree: number; score: number } {
  const rows = beginning(text, dialect).filter((row) => row.cells.some((cell) => cell.trim()))
  const counts = new Map<number, number>()
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1)
  // A tie goes to the wider: title lines above a short table are as many as its rows.
  const [width, votes] = [...counts].reduce(
    (a, b) => (b[0] > 1 && (a[0] === 1 || b[1] > a[1] || (b[1] === a[1] && b[0] > a[0])) ? b : a),
    [1, 0],
  )
  if (width < 2) return { rows: rows.length, agree: 0, score: 0 }
  const agree = votes / rows.length
  const stray = rows.filter((row) => row.notes).length / rows.length
  return { rows: rows.length, agree, score: agree * (1 - stray) * Math.log2(width + 1) }
}

function beginning(text: string, dialect: Dialect): RawRow[] {
  const splitter = new Splitter(dialect)
  const rows: RawRow[] = []
  try {
    rows.push(...splitter.feed(text))
    // The sample's last row may be cut; it counts only where it is the only one.
    if (rows.length === 0) rows.push(...splitter.end())
  } catch {
    // The wrong delimiter makes quotes look unclosed: judge by the rows before that.
  }
  return rows
}
