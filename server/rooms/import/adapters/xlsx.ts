import { refuse } from '../../../../contract/refusals.ts'
import { isoText, type NumberStyle, numberText } from '../decide/cell.ts'
import { columnOf } from '../decide/columns.ts'
import { capCells } from '../decide/row.ts'
import type { RawRow } from '../decide/splitter.ts'
import { caps, type SheetOptions, type Source } from './source.ts'
import { readStrings, type StringTable, textGatherer, unescapeText } from './strings.ts'
import { readStyles, readWorkbook } from './workbook.ts'
import { type Attributes, readXml } from './xml.ts'
import { openZip, type Zip } from './zip.ts'

/** What a sheet's cells refer to. */
interface Book {
  strings: StringTable
  styles: NumberStyle[]
  epoch1904: boolean
}

/**
 * A workbook as rows, read as a stream; only its string table is held. Reads the sheet asked for, else the
 * first visible one that holds anything. Refuses import.sheet_unknown, import.empty, and what openZip,
 * readXml and StringTable refuse.
 */
export async function openXlsx(path: string, options: SheetOptions): Promise<Source> {
  const zip = await openZip(path)
  try {
    const workbook = await readWorkbook(zip)
    const names = workbook.sheets.map(({ name }) => name)
    const strings = await readStrings(zip, workbook.strings)
    const styles = await readStyles(zip, workbook.styles)
    const book = { strings, styles, epoch1904: workbook.epoch1904 }
    const chosen =
      options.sheet === undefined
        ? workbook.sheets
        : workbook.sheets.filter(({ name }) => name === options.sheet)
    if (options.sheet !== undefined && chosen.length === 0) {
      throw refuse('import.sheet_unknown', { sheet: options.sheet, known: names.join(', ') })
    }
    for (const { name, part } of chosen) {
      if (!(await holdsAnything(zip, part, book))) continue
      return {
        facts: { kind: 'xlsx', encoding: '', bom: false, delimiter: '', sheetName: name, sheets: names },
        rows: () => readRows(zip, part, book),
        close: () => zip.close(),
      }
    }
    throw refuse('import.empty')
  } catch (refusal) {
    zip.close()
    throw refusal
  }
}

async function holdsAnything(zip: Zip, part: string, book: Book): Promise<boolean> {
  for await (const rows of readRows(zip, part, book)) if (rows.length > 0) return true
  return false
}

async function* readRows(zip: Zip, part: string, book: Book): AsyncGenerator<RawRow[]> {
  const reader = new RowReader(book)
  const text = (piece: string) => reader.text(piece)
  const open = (name: string, attributes: Attributes) => reader.open(name, attributes)
  for await (const _ of readXml(zip, part, { open, text, close: (name) => reader.close(name) })) {
    const rows = reader.take()
    if (rows.length > 0) yield rows
  }
}

/** Builds rows out of a sheet's elements; rows without a value are left out. */
class RowReader {
  private readonly book: Book
  private out: RawRow[] = []
  private row: RawRow = { rowNo: 0, cells: [] }
  private column = -1
  private type = 'n'
  private style = 0
  private value = ''
  private inValue = false
  private readonly inline = textGatherer()

  constructor(book: Book) {
    this.book = book
  }

  take(): RawRow[] {
    const rows = this.out
    this.out = []
    return rows
  }

  open(name: string, attributes: Attributes): void {
    if (name === 'c') this.openCell(attributes)
    else if (name === 'v') this.inValue = true
    else if (name === 'row') {
      this.row = { rowNo: Number(attributes.r) || this.row.rowNo + 1, cells: [] }
      this.column = -1
    } else this.inline.open(name)
  }

  text(text: string): void {
    if (this.inValue) this.value += text
    else this.inline.text(text)
  }

  close(name: string): void {
    if (name === 'v') this.inValue = false
    else if (name === 'c') this.closeCell()
    else if (name === 'row') this.closeRow()
    else this.inline.close(name)
  }

  private openCell({ r, t, s }: Attributes): void {
    this.column = r === undefined ? this.column + 1 : columnOf(r)
    this.type = t ?? 'n'
    this.style = Number(s ?? 0)
    this.value = ''
    this.inline.reset()
  }

  private closeCell(): void {
    const text = this.cellText()
    const { cells } = this.row
    if (text === '' || this.column < 0) return
    if (this.column >= caps.columns) {
      throw refuse('import.too_many_columns', { columns: this.column + 1, limit: caps.columns })
    }
    while (cells.length < this.column) cells.push('')
    cells[this.column] = text
    if (this.type === 'e') {
      this.row.problem ??= { code: 'import.cell_error', params: { value: text }, column: this.column }
    }
  }

  private cellText(): string {
    const { value, book } = this
    switch (this.type) {
      case 's':
        return value === '' ? '' : (book.strings.at(Number(value)) ?? '')
      case 'inlineStr':
        return this.inline.value()
      case 'str':
        return unescapeText(value)
      case 'b':
        return value === '' ? '' : value === '1' || value === 'true' ? 'TRUE' : 'FALSE'
      case 'd':
        return isoText(value)
      case 'e':
        return value
      default:
        return this.numericText()
    }
  }

  private numericText(): string {
    const { value, book } = this
    const number = Number(value)
    if (value.trim() === '' || !Number.isFinite(number)) return value
    return numberText(number, book.styles[this.style] ?? { as: 'number' }, book.epoch1904)
  }

  private closeRow(): void {
    const { row } = this
    if (row.cells.length === 0) return
    row.problem = capCells(row.cells) ?? row.problem
    if (row.problem === undefined) delete row.problem
    this.out.push(row)
  }
}
