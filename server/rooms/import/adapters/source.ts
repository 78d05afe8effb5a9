import type { RawRow } from '../decide/splitter.ts'

export type SheetKind = 'csv' | 'xlsx' | 'xls' | 'xlsb' | 'ods' | 'numbers' | 'html' | 'xml'

/** What a file turned out to be, before its header is looked for. */
export interface SourceFacts {
  kind: SheetKind
  /** Of delimited text; '' for workbooks. */
  encoding: string
  bom: boolean
  delimiter: string
  /** The sheet that is read, and those that can be; hidden ones are left out. */
  sheetName?: string
  sheets?: string[]
}

/** A file of any format as rows. */
export interface Source {
  facts: SourceFacts
  /** All rows from the first, blank ones where the format shows them; may be read more than once. */
  rows(): AsyncGenerator<RawRow[]>
  close(): void
}

export interface SheetOptions {
  /** Any encoding iconv-lite knows, instead of the one found. */
  encoding?: string
  delimiter?: string
  /** The header's row as the user counts, from 1; 0 when there is none. */
  headerRow?: number
  /** Name of the sheet to read. */
  sheet?: string
}

/** What is refused rather than read: import.too_large, too_many_columns, too_many_rows, zip_bomb. */
export const caps = {
  /** Rows of any format; Excel itself ends at 1,048,576. */
  rows: 2_000_000,
  columns: 1_000,
  zipEntries: 10_000,
  /** Bytes a workbook may unpack to. */
  unpacked: 2 * 2 ** 30,
  /** An archive this many times smaller than its content, and more than `bombBytes` of it, is a bomb. */
  ratio: 200,
  bombBytes: 100 << 20,
  /** Text of a workbook's string table: it is held while the sheet is read. */
  strings: 200 << 20,
  /** Files of the formats that are read whole, and what they may unpack to. */
  wholeFile: 20 << 20,
  wholeUnpacked: 200 << 20,
}
