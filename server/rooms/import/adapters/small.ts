import { readFile, stat } from 'node:fs/promises'
import { read, utils, type CellObject, type WorkBook } from '@e965/xlsx'
import { refuse, Refusal } from '../../../../contract/refusals.ts'
import { numberText, styleOf } from '../decide/cell.ts'
import { capCells } from '../decide/row.ts'
import type { RawRow } from '../decide/splitter.ts'
import { findEncoding, readText } from './encoding.ts'
import { caps, type SheetKind, type SheetOptions, type Source } from './source.ts'
import { megabytes, openZip } from './zip.ts'

/**
 * Formats that cannot be streamed, read whole by @e965/xlsx: .xls, .xlsb, .ods, .numbers, and web pages or
 * XML that call themselves .xls. Refuses import.too_large above 20 MB, import.password_protected,
 * import.damaged, import.sheet_unknown, import.empty.
 */
export async function openSmall(path: string, kind: SheetKind, options: SheetOptions): Promise<Source> {
  const { size } = await stat(path)
  if (size > caps.wholeFile) {
    throw refuse('import.too_large', {
      size: megabytes(size),
      limit: `${megabytes(caps.wholeFile)} (${kind})`,
    })
  }
  if (kind === 'xlsb' || kind === 'ods' || kind === 'numbers') await unpackOnce(path)
  const book = await readBook(path, kind)
  const visible = book.SheetNames.filter((_, i) => !book.Workbook?.Sheets?.[i]?.Hidden)
  const sheet = chooseSheet(book, visible, options.sheet)
  return {
    facts: { kind, encoding: '', bom: false, delimiter: '', sheetName: sheet, sheets: visible },
    rows: () => readRows(book, sheet),
    close: () => {},
  }
}

/** The library trusts an archive's word for its size; ours does not, so it goes first. */
async function unpackOnce(path: string): Promise<void> {
  const zip = await openZip(path)
  let unpacked = 0
  try {
    for (const name of zip.names.filter((entry) => !entry.endsWith('/'))) {
      for await (const bytes of (await zip.read(name)) as AsyncIterable<Buffer>) unpacked += bytes.length
      if (unpacked > caps.wholeUnpacked) throw refuse('import.zip_bomb', { size: megabytes(unpacked) })
    }
  } catch (error) {
    throw error instanceof Refusal ? error : refuse('import.damaged', { part: 'zip' })
  } finally {
    zip.close()
  }
}

async function readBook(path: string, kind: SheetKind): Promise<WorkBook> {
  const wanted = {
    dense: true,
    cellNF: true,
    cellText: false,
    cellHTML: false,
    cellFormula: false,
    raw: true,
  }
  const text = kind === 'html' || kind === 'xml'
  try {
    return text
      ? read(await wholeText(path), { ...wanted, type: 'string' })
      : read(await readFile(path), { ...wanted, type: 'buffer' })
  } catch (error) {
    if (/password|encrypt/i.test(String(error))) throw refuse('import.password_protected')
    throw refuse('import.damaged', { part: kind })
  }
}

async function wholeText(path: string): Promise<string> {
  const head = (await readFile(path)).subarray(0, 1 << 16)
  let text = ''
  for await (const piece of readText(path, await findEncoding(path, head))) text += piece
  return text
}

function chooseSheet(book: WorkBook, visible: string[], asked: string | undefined): string {
  if (asked !== undefined && !visible.includes(asked)) {
    throw refuse('import.sheet_unknown', { sheet: asked, known: visible.join(', ') })
  }
  const filled = (name: string) => book.Sheets[name]?.['!ref'] !== undefined
  const sheet = asked ?? visible.find(filled)
  if (sheet === undefined || !filled(sheet)) throw refuse('import.empty')
  return sheet
}

async function* readRows(book: WorkBook, name: string): AsyncGenerator<RawRow[]> {
  const sheet = book.Sheets[name]!
  const range = utils.decode_range(sheet['!ref'] ?? 'A1')
  if (range.e.c >= caps.columns) {
    throw refuse('import.too_many_columns', { columns: range.e.c + 1, limit: caps.columns })
  }
  const epoch1904 = book.Workbook?.WBProps?.date1904 === true
  const rows: RawRow[] = []
  for (const [index, cells] of (sheet['!data'] ?? []).entries()) {
    if (cells) rows.push(rowOf(index + 1, cells, epoch1904))
  }
  yield rows
}

function rowOf(rowNo: number, cells: readonly (CellObject | undefined)[], epoch1904: boolean): RawRow {
  const row: RawRow = { rowNo, cells: Array.from(cells, (cell) => (cell ? cellText(cell, epoch1904) : '')) }
  const error = cells.findIndex((cell) => cell?.t === 'e')
  const problem =
    error < 0
      ? undefined
      : ({ code: 'import.cell_error', params: { value: row.cells[error]! }, column: error } as const)
  const found = capCells(row.cells) ?? problem
  return found ? { ...row, problem: found } : row
}

const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}

function cellText({ t, v, z }: CellObject, epoch1904: boolean): string {
  if (v === undefined || t === 'z') return ''
  if (t === 'e') return ERRORS[Number(v)] ?? `#${String(v)}`
  if (typeof v === 'boolean') return v ? 'TRUE' : 'FALSE'
  if (typeof v === 'number')
    return numberText(v, styleOf(0, z === undefined ? undefined : String(z)), epoch1904)
  return v instanceof Date ? v.toISOString().slice(0, 19).replace('T', ' ').replace(' 00:00:00', '') : v
}
