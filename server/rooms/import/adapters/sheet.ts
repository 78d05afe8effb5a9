import { refuse } from '../../../../contract/refusals.ts'
import { nameColumns } from '../decide/columns.ts'
import { findHeader } from '../decide/header.ts'
import type { Row } from '../decide/row.ts'
import { isBlank, shapeRow, type Table } from '../decide/shape.ts'
import type { RawRow } from '../decide/splitter.ts'
import { openCsv } from './csv.ts'
import { openSmall } from './small.ts'
import { sniffFile } from './sniff.ts'
import { caps, type SheetOptions, type Source, type SourceFacts } from './source.ts'
import { openXlsx } from './xlsx.ts'

/** What was understood of the file, for the user to confirm or correct. */
export interface Understood extends SourceFacts {
  /** The header's row as the user counts, from 1; 0 when there is none and columns are A, B, C … */
  headerRow: number
  columns: string[]
  /** The first 200 rows' cells, to guess from and to show. */
  sample: string[][]
}

export interface Sheet {
  understood: Understood
  /** The rows under the header, 1,000 at a time, blank ones left out; may be read more than once. */
  rows: AsyncIterable<Row[]>
  close(): void
}

const CHUNK = 1_000
const SAMPLE_ROWS = 200
/** Rows looked at to find the header and the table's width: titles above, and the sample below. */
const PEEK_ROWS = 300

/**
 * Opens a table of any kind a spreadsheet program writes, told by its content and never by its name.
 * Memory stays flat however large the file is. What concerns one row is in that row (`problem`, `notes`);
 * what concerns the file is refused with one of import.*, here or while the rows are read.
 */
export async function openSheet(path: string, options: SheetOptions = {}): Promise<Sheet> {
  const source = await openSource(path, options)
  try {
    const first = await peek(source)
    const header = headerOf(first, options)
    const columns = columnsOf(first, header)
    const headerRow = first[header]?.rowNo ?? 0
    const table = { width: columns.length, delimiter: source.facts.delimiter }
    const sample = first
      .filter((row) => row.rowNo > headerRow && !isBlank(row.cells))
      .slice(0, SAMPLE_ROWS)
      .map((row) => shapeRow({ ...row, cells: [...row.cells] }, table).cells.slice(0, columns.length))
    return {
      understood: { ...source.facts, headerRow, columns, sample },
      rows: { [Symbol.asyncIterator]: () => readTable(source, headerRow, table) },
      close: () => source.close(),
    }
  } catch (refusal) {
    source.close()
    throw refusal
  }
}

async function openSource(path: string, options: SheetOptions): Promise<Source> {
  const { kind, head } = await sniffFile(path)
  if (kind === 'csv') return openCsv(path, head, options)
  if (kind === 'xlsx') return openXlsx(path, options)
  return openSmall(path, kind, options)
}

async function peek(source: Source): Promise<RawRow[]> {
  const first: RawRow[] = []
  for await (const rows of source.rows()) {
    first.push(...rows.slice(0, PEEK_ROWS - first.length))
    if (first.length >= PEEK_ROWS) break
  }
  if (first.every((row) => isBlank(row.cells))) throw refuse('import.empty')
  return first
}

/** The header's index among the first rows; -1 for none. */
function headerOf(first: readonly RawRow[], { headerRow }: SheetOptions): number {
  if (headerRow === undefined) return findHeader(first.map((row) => row.cells))
  if (headerRow === 0) return -1
  const index = first.findIndex((row) => row.rowNo === headerRow && !isBlank(row.cells))
  if (index < 0) throw refuse('import.header_missing', { row: headerRow })
  return index
}

/** The header's names, and letters for columns to its right that most rows fill. */
function columnsOf(first: readonly RawRow[], header: number): string[] {
  const names = first[header]?.cells ?? []
  const below = first.slice(header + 1).filter((row) => !isBlank(row.cells))
  let width = filledWidth(names)
  const widths = below.map((row) => filledWidth(row.cells)).sort((a, b) => a - b)
  width = Math.max(width, header < 0 ? (widths.at(-1) ?? 0) : (widths[widths.length >> 1] ?? 0))
  if (width > caps.columns) throw refuse('import.too_many_columns', { columns: width, limit: caps.columns })
  return nameColumns(names, width)
}

function filledWidth(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1
}

async function* readTable(source: Source, headerRow: number, table: Table): AsyncGenerator<Row[]> {
  let chunk: Row[] = []
  let count = 0
  for await (const rows of source.rows()) {
    for (const row of rows) {
      if (row.rowNo <= headerRow || (isBlank(row.cells) && !row.problem)) continue
      if (++count > caps.rows) throw refuse('import.too_many_rows', { limit: caps.rows })
      chunk.push(shapeRow(row, table))
      if (chunk.length < CHUNK) continue
      yield chunk
      chunk = []
    }
  }
  if (chunk.length > 0) yield chunk
}
