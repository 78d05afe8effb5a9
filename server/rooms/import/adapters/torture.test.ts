import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../../../../contract/refusals.ts'
import { proposeMapping } from '../decide/mapping.ts'
import type { Row } from '../decide/row.ts'
import { openSheet, type Understood } from './sheet.ts'

/** Other people's files: measured here, never copied. Without them these tests are skipped. */
const data = join(import.meta.dirname, '../../../../../shared/data')
const torture = join(data, 'csv-xlsx-torture')
const here = existsSync(torture)
const there = here ? '' : ' (skipped: ../shared/data is not there)'

async function read(path: string): Promise<{ understood: Understood; rows: Row[] }> {
  const sheet = await openSheet(path)
  const rows: Row[] = []
  for await (const chunk of sheet.rows) rows.push(...chunk)
  sheet.close()
  return { understood: sheet.understood, rows }
}

const sizes = new Map<string, Promise<string>>()

/** 'rows × columns', or the refusal's code; each file is read once. */
function sizeOf(path: string): Promise<string> {
  const size = sizes.get(path) ?? measure(path)
  sizes.set(path, size)
  return size
}

async function measure(path: string): Promise<string> {
  try {
    const { understood, rows } = await read(path)
    return `${understood.kind} ${rows.length} × ${understood.columns.length}`
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

describe.skipIf(!here)(`files that break importers${there}`, () => {
  const spectrum = join(torture, 'csv-spectrum')
  const names = here ? readdirSync(join(spectrum, 'csvs')).map((file) => file.replace('.csv', '')) : []

  test.each(names.filter((name) => name !== 'location_coordinates'))(
    'csv-spectrum: %s equals its JSON',
    async (name) => {
      const { understood, rows } = await read(join(spectrum, 'csvs', `${name}.csv`))
      const objects = rows.map(({ cells }) =>
        Object.fromEntries(understood.columns.map((column, i) => [column, cells[i]])),
      )
      // newlines_crlf.csv came here with \n alone, as git may check it out; its JSON has kept \r\n.
      const json = readFileSync(join(spectrum, 'json', `${name}.json`), 'utf8').replaceAll('\\r\\n', '\\n')
      expect(objects).toEqual(JSON.parse(json))
    },
  )

  test('csv-spectrum: location_coordinates holds U+FFFD itself: kept, and told of', async () => {
    // Its JSON is one object instead of a list, with another phone number: a slip of theirs.
    const { rows } = await read(join(spectrum, 'csvs/location_coordinates.csv'))
    const cells = ['2095257564', `37\uFFFD36'37.8"N 121\uFFFD2'17.9"W`, 'Modesto', 'Stanislaus']
    const problem = { code: 'import.bad_bytes', params: { encoding: 'utf-8' }, column: 1 }
    expect(rows).toEqual([{ rowNo: 2, cells, problem }])
  })

  test.each([
    ['gb18030', 'gb18030', '计算机只是处理数字'],
    ['utf8', 'utf-8', 'Euro Symbol: €.'],
    ['utf16le', 'utf-16le', 'Euro Symbol: €.'],
    // Its BOM says big endian, its text is little endian.
    ['utf16be', 'utf-16le', 'Euro Symbol: €.'],
    ['windows_1252', 'windows-1252', 'What is Unicode?'],
  ])('the encoding of %s is %s', async (file, encoding, words) => {
    const { understood, rows } = await read(join(torture, 'node-chardet', file))
    expect(understood.encoding).toBe(encoding)
    expect(rows.filter((row) => row.problem)).toEqual([])
    expect([understood.columns, ...rows.map((row) => row.cells)].flat().join('')).toContain(words)
  })

  test.each([
    ['charlesnepote/CSV-basic-ISO-8859-1.CRLF.csv', 'csv 3 × 3'],
    ['charlesnepote/test.csvy.UTF8.RFC4180.csvy', 'csv 2 × 3'],
    ['node-chardet/iso2022cn', 'import.encoding_unknown'],
    ['papaparse/sample-header.csv', 'csv 2 × 2'],
    ['papaparse/utf-8-bom-sample.csv', 'csv 1 × 3'],
    ['papaparse/long-sample.csv', 'csv 8 × 7'],
    ['papaparse/verylong-sample.csv', 'csv 2000 × 3'],
    ['xlsx-named-csv/Leads.csv', 'xlsx 9240 × 37'],
    ['x-education-variants/Guzurti Lead Scoring.csv', 'csv 9191 × 37'],
    ['x-education-variants/Keerthana Leads trailing-empty-column.csv', 'csv 9240 × 37'],
    ['x-education-variants/ttng51 Lead Scoring.csv', 'csv 9240 × 37'],
    ['sheetjs/Attendance.numbers', 'numbers 24 × 9'],
    ['sheetjs/Attendance.xlsx', 'xlsx 24 × 9'],
    ['sheetjs/AutoFilter.xlsx', 'xlsx 21 × 5'],
    ['sheetjs/BlankSheetTypes.ods', 'import.empty'],
    ['sheetjs/BlankSheetTypes.xls', 'import.empty'],
    ['sheetjs/DataTypesFormats.xlsx', 'xlsx 6 × 2'],
    ['sheetjs/ErrorTypes.xls', 'xls 13 × 10'],
    ['sheetjs/ErrorTypes.xlsx', 'xlsx 13 × 10'],
    ['sheetjs/LONumbers.xlsx', 'xlsx 38 × 10'],
    ['sheetjs/author_snowman.xlsx', 'import.empty'],
    ['sheetjs/formula_stress_test.xlsx', 'xlsx 41 × 15'],
    ['sheetjs/large_strings.xlsx', 'xlsx 9998 × 17'],
    ['sheetjs/merge_cells.xls', 'xls 2 × 4'],
    ['sheetjs/merge_cells.xlsx', 'xlsx 2 × 4'],
    ['sheetjs/minimal_112.numbers', 'numbers 2 × 2'],
    ['sheetjs/mixed_sheets.xlsx', 'xlsx 1 × 2'],
    ['sheetjs/number_format.ods', 'ods 28 × 6'],
    ['sheetjs/number_format_russian.xls', 'xls 28 × 6'],
    ['sheetjs/password_2002_40_xor.xls', 'import.password_protected'],
    ['sheetjs/rich_text_stress.xlsx', 'xlsx 13 × 2'],
    ['sheetjs/sheet_visibility.xlsx', 'xlsx 1 × 7'],
    ['sheetjs/sheet_visibility_strict.xlsx', 'xlsx 1 × 7'],
    ['sheetjs/text_and_numbers.xlsx', 'xlsx 2 × 3'],
    ['sheetjs/wtf_path.xlsx', 'xlsx 6 × 4'],
    ['sheetjs/xlsx-stream-d-date-cell.xlsx', 'xlsx 12 × 4'],
  ])('%s: %s', async (file, size) => expect(await sizeOf(join(torture, file))).toBe(size))

  test('no file at all ends in anything but rows or a refusal', async () => {
    for (const file of readdirSync(torture, { recursive: true, withFileTypes: true })) {
      if (file.isFile()) await sizeOf(join(file.parentPath, file.name))
    }
  })

  test('rows whose whole line was put in quotes are whole again', async () => {
    const { rows } = await read(join(torture, 'x-education-variants/ttng51 Lead Scoring.csv'))
    const mended = rows.filter((row) => row.notes?.some(({ code }) => code === 'line_unquoted'))
    expect(mended).toHaveLength(338)
    expect(mended.every((row) => row.cells.length === 37)).toBe(true)
  })

  test.each(['xlsx', 'xls'])('the 1904 calendar of %s says what its own formulas say', async (kind) => {
    const { rows } = await read(join(torture, `sheetjs/1904/1904.${kind}`))
    expect(rows.map((row) => row.cells[1])).toEqual(rows.map((row) => row.cells[2]))
  })
})

describe.skipIf(!existsSync(join(data, 'x-education')))(`real leads and companies${there}`, () => {
  test('x-education: 9,240 rows of 37 columns, the same when saved as XLSX', async () => {
    const csv = await read(join(data, 'x-education/Leads.csv'))
    expect(csv.understood.columns).toHaveLength(37)
    expect(csv.rows).toHaveLength(9240)
    const xlsx = await read(join(torture, 'xlsx-named-csv/Leads.csv'))
    expect(xlsx.understood.columns).toEqual(csv.understood.columns)
    const id = (row: Row) => row.cells[0]
    expect(xlsx.rows.map(id)).toEqual(csv.rows.map(id))
  })

  test('x-education: Prospect ID is the external id, Do Not Email no e-mail', async () => {
    const { understood } = await read(join(data, 'x-education/Leads.csv'))
    const mapped = proposeMapping(understood, []).filter(({ field }) => field !== null)
    expect(mapped.map(({ column, field, part }) => [column, part ?? field])).toEqual([
      ['Prospect ID', 'externalId'],
      ['Lead Source', 'source'],
      ['Country', 'country'],
      ['City', 'city'],
    ])
  })

  test('the same 200 companies in every encoding', async () => {
    const derived = join(data, 'cn-companies/derived')
    const [first, ...others] = await Promise.all(
      readdirSync(derived).map((file) => read(join(derived, file))),
    )
    expect(first?.rows).toHaveLength(200)
    for (const other of others) expect(other.rows).toEqual(first?.rows)
  })
})
