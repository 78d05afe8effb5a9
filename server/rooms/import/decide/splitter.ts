import { refuse } from '../../../../contract/refusals.ts'
import { capCells, CELL_CAP, type RowNote, type RowProblem } from './row.ts'

/** A row as it stands in the file: as many cells as it happens to have. */
export interface RawRow {
  rowNo: number
  cells: string[]
  notes?: RowNote[]
  problem?: RowProblem
}

export interface Dialect {
  delimiter: string
  /** What ends a row; '\n' also takes '\r\n'. */
  newline: '\n' | '\r'
}

/** A row longer than this without a line break is no table. */
const ROW_CAP = 16 << 20

/** Room for every column Excel has (16,384): its exports end rows in thousands of empty cells. */
const CELLS_CAP = 16_384

const QUOTE = 34

interface OpenCell {
  pieces: string[]
  length: number
  /** Where its quote opened, and whether it has gone past that line. */
  line: number
  newlines: number
}

/** The next place of a character, remembered: looking again and again for one that is rare costs squares. */
class Finder {
  private readonly text: string
  private readonly what: string
  private at = -2

  constructor(text: string, what: string) {
    this.text = text
    this.what = what
  }

  /** The first place at or after `from`, -1 when there is none. `from` never goes back. */
  from(from: number): number {
    if (this.at !== -1 && this.at < from) this.at = this.text.indexOf(this.what, from)
    return this.at
  }
}

/** One piece of text and its next quote, line end and delimiter. */
interface Marks {
  text: string
  /** Whether the file ends with it. */
  last: boolean
  quote: Finder
  end: Finder
  stop: Finder
}

function tooWide(columns: number) {
  return refuse('import.too_many_columns', { columns, limit: CELLS_CAP })
}

/**
 * Splits delimited text (RFC 4180, as leniently as Excel) into rows, fed in pieces of any size.
 *
 * Not csv-parse, which is the oracle in the tests: a quote never closed makes that hold the rest of the
 * file in memory and not tell where it opened, a huge cell ends the file instead of one row, and it walks
 * byte by byte where a line without a quote needs only `indexOf` and `split`.
 *
 * Refuses import.unclosed_quote, import.row_too_long, import.too_many_columns.
 */
export class Splitter {
  private readonly delimiter: string
  private readonly newline: string
  private rest = ''
  private rowNo = 0
  private line = 1
  private cells: string[] = []
  private open: OpenCell | undefined
  private stray = false
  private out: RawRow[] = []

  constructor({ delimiter, newline }: Dialect) {
    this.delimiter = delimiter
    this.newline = newline
  }

  /** The rows that became complete with this piece of text. */
  feed(text: string): RawRow[] {
    const goesOn = !this.open && this.rest !== '' && !text.includes(this.newline) && !text.includes('"')
    // A long row is put together first and looked through once, not again for each piece of it.
    if (goesOn) this.rest += text
    else this.read(this.rest + text, false)
    if (this.rest.length > ROW_CAP) throw refuse('import.row_too_long', { line: this.line })
    return this.take()
  }

  /** The last row, when the text ends without a line break. */
  end(): RawRow[] {
    const begun = this.rest !== '' || this.cells.length > 0 || this.open !== undefined
    if (begun) this.read(this.rest + this.newline, true)
    return this.take()
  }

  private take(): RawRow[] {
    const rows = this.out
    this.out = []
    return rows
  }

  private read(text: string, last: boolean): void {
    const marks = {
      text,
      last,
      quote: new Finder(text, '"'),
      end: new Finder(text, this.newline),
      stop: new Finder(text, this.delimiter),
    }
    this.rest = ''
    let at = 0
    while (at >= 0 && at < text.length) at = this.readNext(marks, at)
  }

  /** Reads a row or a cell; answers where to go on, or -1 when more text is needed. */
  private readNext(marks: Marks, at: number): number {
    if (this.open) return this.readQuoted(marks, at)
    const end = marks.end.from(at)
    const quote = marks.quote.from(at)
    const plain = quote < 0 || (end >= 0 && end < quote)
    if (!plain || this.cells.length > 0) return this.readCell(marks, at)
    return end < 0 ? this.wait(marks, at) : this.readLine(marks.text, at, end)
  }

  private wait(marks: Marks, at: number): -1 {
    this.rest = marks.text.slice(at)
    return -1
  }

  /** The common case: a whole row without a quote. */
  private readLine(text: string, from: number, end: number): number {
    this.cells = text.slice(from, this.lineEnd(text, from, end)).split(this.delimiter)
    this.finishRow(end - from > CELL_CAP)
    return end + 1
  }

  private lineEnd(text: string, from: number, end: number): number {
    return this.newline === '\n' && end > from && text.charCodeAt(end - 1) === 13 ? end - 1 : end
  }

  /** One cell of a row that holds quotes. */
  private readCell(marks: Marks, from: number): number {
    const { text } = marks
    if (text.charCodeAt(from) === QUOTE) {
      this.open = { pieces: [], length: 0, line: this.line, newlines: 0 }
      return from + 1
    }
    const end = marks.end.from(from)
    const stop = marks.stop.from(from)
    const inRow = stop >= 0 && (end < 0 || stop < end)
    if (!inRow && end < 0) return this.wait(marks, from)
    return this.finishCell(text.slice(from, inRow ? stop : this.lineEnd(text, from, end)), {
      inRow,
      at: inRow ? stop : end,
    })
  }

  private readQuoted(marks: Marks, from: number): number {
    const { text, last } = marks
    const cell = this.open!
    const quote = marks.quote.from(from)
    if (quote < 0) {
      this.keep(cell, text.slice(from))
      if (last) throw refuse('import.unclosed_quote', { line: cell.line })
      return -1
    }
    if (text.charCodeAt(quote + 1) === QUOTE) {
      this.keep(cell, text.slice(from, quote + 1))
      return quote + 2
    }
    this.keep(cell, text.slice(from, quote))
    // At the end of the piece only the next one tells whether this quote closes or is the first of a pair.
    return quote + 1 === text.length ? this.wait(marks, quote) : this.closeCell(marks, quote)
  }

  /** Ends a quoted cell at the delimiter or line break after its closing quote. */
  private closeCell(marks: Marks, quote: number): number {
    const { text } = marks
    const cell = this.open!
    const end = marks.end.from(quote + 1)
    const stop = marks.stop.from(quote + 1)
    const inRow = stop >= 0 && (end < 0 || stop < end)
    if (!inRow && end < 0) return this.wait(marks, quote)
    const tail = text.slice(quote + 1, inRow ? stop : this.lineEnd(text, quote + 1, end))
    if (tail.trim() !== '') {
      // What closed a cell of several lines is the opening quote of a later one: rows were swallowed.
      if (cell.newlines > 0) throw refuse('import.unclosed_quote', { line: cell.line })
      this.stray = true
      this.keep(cell, tail)
    }
    this.open = undefined
    return this.finishCell(cell.pieces.join(''), { inRow, at: inRow ? stop : end })
  }

  /** Adds the cell to the row, and ends the row where no delimiter follows; answers where to go on. */
  private finishCell(cell: string, { inRow, at }: { inRow: boolean; at: number }): number {
    this.cells.push(cell)
    if (!inRow) this.finishRow(true)
    else if (this.cells.length > CELLS_CAP) throw tooWide(this.cells.length)
    return at + 1
  }

  /** Adds to a quoted cell; what goes past the cap is counted over, not held. */
  private keep(cell: OpenCell, piece: string): void {
    for (let i = piece.indexOf(this.newline); i >= 0; i = piece.indexOf(this.newline, i + 1)) {
      cell.newlines++
      this.line++
    }
    if (cell.length > CELL_CAP) return
    cell.pieces.push(piece.length > CELL_CAP ? piece.slice(0, CELL_CAP + 1) : piece)
    cell.length += piece.length
  }

  private finishRow(mayBeLong: boolean): void {
    if (this.cells.length > CELLS_CAP) throw tooWide(this.cells.length)
    const row: RawRow = { rowNo: ++this.rowNo, cells: this.cells }
    if (mayBeLong) {
      const problem = capCells(this.cells)
      if (problem) row.problem = problem
    }
    if (this.stray) row.notes = [{ code: 'stray_quote' }]
    this.out.push(row)
    this.stray = false
    this.cells = []
    this.line++
  }
}
