import { type DialectFound, findDialect } from '../decide/delimiter.ts'
import { unescapeFormula } from '../decide/formula.ts'
import { type RawRow, Splitter } from '../decide/splitter.ts'
import { type EncodingFound, findEncoding, readText } from './encoding.ts'
import type { SheetOptions, Source } from './source.ts'

/** Characters looked at to tell the delimiter. */
const SAMPLE = 1 << 16

/**
 * Delimited text as rows; encoding and delimiter are found by themselves unless said. `head` is the file's
 * first 64 KB. Refuses what findEncoding and Splitter refuse.
 */
export async function openCsv(path: string, head: Buffer, options: SheetOptions): Promise<Source> {
  const found = await findEncoding(path, head)
  const coding = options.encoding ? { ...found, encoding: options.encoding } : found
  const dialect = findDialect(await beginning(path, coding))
  if (options.delimiter) dialect.delimiter = options.delimiter
  return {
    facts: { kind: 'csv', encoding: coding.encoding, bom: coding.bomBytes > 0, delimiter: dialect.delimiter },
    rows: () => readRows(path, coding, dialect),
    close: () => {},
  }
}

async function beginning(path: string, coding: EncodingFound): Promise<string> {
  let text = ''
  for await (const piece of readText(path, coding)) {
    text += piece
    if (text.length >= SAMPLE) break
  }
  return text.slice(0, SAMPLE)
}

async function* readRows(
  path: string,
  coding: EncodingFound,
  dialect: DialectFound,
): AsyncGenerator<RawRow[]> {
  const splitter = new Splitter(dialect)
  let skip = dialect.skip
  for await (const piece of readText(path, coding)) {
    const text = piece.slice(skip)
    skip = Math.max(0, skip - piece.length)
    const rows = splitter.feed(text)
    if (rows.length > 0) yield rows.map((row) => mend(row, coding.encoding))
  }
  yield splitter.end().map((row) => mend(row, coding.encoding))
}

/** Takes off our own exports' apostrophes, and tells of bytes that were not in the encoding. */
function mend(row: RawRow, encoding: string): RawRow {
  const { cells } = row
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i]!
    if (cell.charCodeAt(0) === 39) cells[i] = unescapeFormula(cell)
    if (!row.problem && cell.includes('\uFFFD')) {
      row.problem = { code: 'import.bad_bytes', params: { encoding }, column: i }
    }
  }
  return row
}
