import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { utils, write } from '@e965/xlsx'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../../../contract/refusals.ts'
import { CELL_CAP, type Row } from '../decide/row.ts'
import { type BookParts, xlsxOf, zipOf } from './fixtures.ts'
import { openSheet, type Understood } from './sheet.ts'
import type { SheetOptions } from './source.ts'
import { StringTable } from './strings.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-xlsx-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function read(file: Buffer, options?: SheetOptions): Promise<{ understood: Understood; rows: Row[] }> {
  // The name lies on purpose: only the content counts.
  const path = join(folder, 'file.csv')
  writeFileSync(path, file)
  const sheet = await openSheet(path, options)
  const rows: Row[] = []
  try {
    for await (const chunk of sheet.rows) rows.push(...chunk)
  } finally {
    sheet.close()
  }
  return { understood: sheet.understood, rows }
}

async function refusalOf(file: Buffer, options?: SheetOptions) {
  const error: unknown = await read(file, options).catch((thrown: unknown) => thrown)
  if (!(error instanceof Refusal)) throw error
  return { code: error.code, params: error.params }
}

const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`
const header = `<row>${text('姓名')}${text('手机')}</row>`
const cellsOf = async (parts: BookParts) =>
  (await read(xlsxOf(parts), { headerRow: 1 })).rows.map((row) => row.cells)

describe('cells', () => {
  test('numbers, dates, booleans, codes and formulas as the user sees them', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="000000"/><numFmt numFmtId="165" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>' +
      '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
      '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
    const row =
      '<row><c><v>1.3800138E10</v></c><c s="1"><v>46309</v></c><c s="2"><v>46309.75</v></c><c s="3"><v>518000</v></c>' +
      '<c s="3"><v>1234</v></c><c s="4"><v>46309</v></c><c t="b"><v>1</v></c><c t="str"><f>A1&amp;"x"</f><v>算好的</v></c>' +
      '<c><f>1+1</f><v>2</v></c><c t="d"><v>2026-10-14T08:30:00Z</v></c></row>'
    const [cells] = await cellsOf({ sheetData: `${header}${row}`, styles })
    expect(cells).toEqual([
      '13800138000',
      '2026-10-14',
      '2026-10-14 18:00:00',
      '518000',
      '001234',
      '2026-10-14',
      'TRUE',
      '算好的',
      '2',
      '2026-10-14 08:30:00',
    ])
  })

  test('shared, rich and phonetic text', async () => {
    const sharedStrings =
      '<si><t>张明</t></si><si><r><t>北京</t></r><r><t xml:space="preserve"> 仁科</t></r></si>' +
      '<si><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh></si><si><t>a_x000A_b &amp; c</t></si>'
    const row = [0, 1, 2, 3].map((i) => `<c t="s"><v>${i}</v></c>`).join('')
    const [cells] = await cellsOf({ sheetData: `${header}<row>${row}</row>`, sharedStrings })
    expect(cells).toEqual(['张明', '北京 仁科', '漢字', 'a\nb & c'])
  })

  test('gaps, row numbers and merged cells', async () => {
    const { rows } = await read(
      xlsxOf({
        sheetData: `${header}<row r="5"><c r="B5"><v>1</v></c></row><row r="6"/><row r="9">${text('末')}</row>`,
      }),
    )
    expect(rows).toEqual([
      { rowNo: 5, cells: ['', '1'] },
      { rowNo: 9, cells: ['末', ''] },
    ])
  })

  test('a formula’s error is a problem with its place', async () => {
    const { rows } = await read(
      xlsxOf({ sheetData: `${header}<row>${text('a')}<c t="e"><v>#N/A</v></c></row>` }),
    )
    expect(rows[0]?.problem).toEqual({ code: 'import.cell_error', params: { value: '#N/A' }, column: 1 })
  })

  test('prefixes on every element change nothing', async () => {
    const plain = xlsxOf({
      sheetData: `${header}<x:row xmlns:x="x"><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c></x:row>`,
    })
    expect((await read(plain)).rows[0]?.cells).toEqual(['甲', ''])
  })

  test('what @e965/xlsx writes is read the same', async () => {
    const cell = fc.oneof(
      fc
        .string({ unit: fc.constantFrom('a', '张', '<', '&', '"', '\n', ' ', '😀', '_'), minLength: 1 })
        .map((t) => `t${t}`),
      fc.integer({ min: -1e9, max: 1e12 }),
      fc.boolean(),
    )
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(table, fc.boolean(), async (rows, bookSST) => {
        const book = utils.book_new()
        utils.book_append_sheet(book, utils.aoa_to_sheet([['姓名', '公司', '手机', '备注'], ...rows]), '线索')
        const file = write(book, { type: 'buffer', bookType: 'xlsx', bookSST }) as Buffer
        const shown = (value: string | number | boolean) =>
          typeof value === 'boolean' ? (value ? 'TRUE' : 'FALSE') : String(value)
        expect((await read(file)).rows.map((row) => row.cells)).toEqual(
          rows.map((row) => Array.from({ length: 4 }, (_, i) => (row[i] === undefined ? '' : shown(row[i])))),
        )
      }),
      { numRuns: 40 },
    )
  })
})

describe('sheets', () => {
  const before = [
    { name: '隐藏', state: 'hidden', sheetData: `<row>${text('x')}</row>` },
    { name: '说明', sheetData: '' },
    { name: '二月', sheetData: `<row>${text('姓名')}</row><row>${text('李雷')}</row>` },
  ]
  const book = xlsxOf({ sheetData: `${header}<row>${text('张明')}</row>`, before })

  test('the first visible one that holds anything; hidden ones are not offered', async () => {
    const { understood } = await read(book)
    expect(understood).toMatchObject({ kind: 'xlsx', sheetName: '二月', sheets: ['说明', '二月', 'Sheet1'] })
  })

  test('the one asked for, or a refusal that names the others', async () => {
    expect((await read(book, { sheet: 'Sheet1' })).rows[0]?.cells).toEqual(['张明', ''])
    expect(await refusalOf(book, { sheet: '隐藏' })).toEqual({
      code: 'import.sheet_unknown',
      params: { sheet: '隐藏', known: '说明, 二月, Sheet1' },
    })
    expect((await refusalOf(book, { sheet: '说明' })).code).toBe('import.empty')
  })
})

describe('hostile files', () => {
  test('a zip bomb', async () => {
    const bomb = zipOf({ 'xl/workbook.xml': Buffer.alloc(120 << 20) })
    expect(await refusalOf(bomb)).toEqual({ code: 'import.zip_bomb', params: { size: '120 MB' } })
  })

  test('a zip bomb whose directory lies about its size', async () => {
    const parts = xlsxOf({ sheetData: header + `<row>${text('x'.repeat(50))}</row>`.repeat(40_000) })
    const lying = Buffer.from(parts)
    const name = lying.lastIndexOf('xl/worksheets/sheet0.xml')
    lying.writeUInt32LE(500, name - 46 + 24)
    expect((await refusalOf(lying)).code).toBe('import.zip_bomb')
  })

  test('too many parts', async () => {
    const many = Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`p${i}`, '']))
    expect((await refusalOf(zipOf(many))).code).toBe('import.too_large')
  })

  test('10,000 columns, naming the cap', async () => {
    const row = `<row>${'<c><v>1</v></c>'.repeat(10_000)}</row>`
    expect(await refusalOf(xlsxOf({ sheetData: row }))).toEqual({
      code: 'import.too_many_columns',
      params: { columns: 1_001, limit: 1_000 },
    })
  })

  test('but not 10,000 cells that are only coloured', async () => {
    const row = `<row>${text('张明')}${'<c s="1"/>'.repeat(10_000)}</row>`
    expect(await cellsOf({ sheetData: header + row })).toEqual([['张明', '']])
  })

  test.each(['inline', 'shared'])(
    'a cell of 5 MB (%s) is that row’s problem; the rest goes on',
    async (where) => {
      const long = '长'.repeat(5 << 20)
      const cell = where === 'inline' ? text(long) : '<c t="s"><v>0</v></c>'
      const { rows } = await read(
        xlsxOf({
          sheetData: `${header}<row>${cell}</row><row>${text('张明')}</row>`,
          sharedStrings: `<si><t>${long}</t></si>`,
        }),
      )
      expect(rows[0]?.problem).toEqual({
        code: 'import.cell_too_long',
        params: { limit: CELL_CAP },
        column: 0,
      })
      expect(rows[0]?.cells[0]).toHaveLength(CELL_CAP)
      expect(rows[1]).toEqual({ rowNo: 3, cells: ['张明', ''] })
    },
  )

  test('text without end', async () => {
    expect((await refusalOf(xlsxOf({ sheetData: header + text('x'.repeat(17 << 20)) }))).code).toBe(
      'import.too_large',
    )
  })

  test('entities a file defines itself are not expanded', async () => {
    const lol = `<!DOCTYPE x [<!ENTITY a "${'ha'.repeat(10)}">]>`
    const book = zipOf({ 'xl/workbook.xml': `${lol}<workbook><sheets>&a;</sheets></workbook>` })
    expect((await refusalOf(book)).code).toBe('import.damaged')
  })

  test.each([0.3, 0.5, 0.95])('a file cut at %s of its length', async (share) => {
    const book = xlsxOf({ sheetData: header.repeat(500) })
    expect((await refusalOf(book.subarray(0, Math.floor(book.length * share)))).code).toBe('import.damaged')
  })

  test('a sheet whose XML breaks off', async () => {
    expect((await refusalOf(xlsxOf({ sheetData: `${header}<row><c>` }))).code).toBe('import.damaged')
  })

  test('archives that are no spreadsheets', async () => {
    const zip = zipOf({ 'a.txt': 'a' })
    expect(await refusalOf(zip)).toEqual({ code: 'import.unsupported_format', params: { format: 'ZIP' } })
    const docx = zipOf({
      '_rels/.rels':
        '<Relationships><Relationship Type="x/officeDocument" Target="word/document.xml"/></Relationships>',
      'word/document.xml': '<document/>',
    })
    expect((await refusalOf(docx)).code).toBe('import.unsupported_format')
  })
})

test('the string table gives back what it took', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), (strings) => {
      const table = new StringTable()
      for (const value of strings) table.add(value)
      expect(strings.map((_, i) => table.at(i))).toEqual(strings)
      expect(table.at(strings.length)).toBeUndefined()
    }),
  )
  const table = new StringTable()
  const strings = Array.from({ length: 200_000 }, (_, i) => `北京${i}`.repeat(i % 3))
  for (const value of strings) table.add(value)
  expect(strings.every((value, i) => table.at(i) === value)).toBe(true)
})

test('memory stays flat: 15,000 × 12 different shared strings', async () => {
  const strings: string[] = []
  const rows = Array.from({ length: 15_000 }, (_, i) => {
    const cells = Array.from({ length: 12 }, (_, k) => {
      strings.push(`<si><t>北京仁科互动${i}-${k}</t></si>`)
      return `<c t="s"><v>${strings.length - 1}</v></c>`
    })
    return `<row>${cells.join('')}</row>`
  })
  const path = join(folder, 'big.xlsx')
  writeFileSync(path, xlsxOf({ sheetData: rows.join(''), sharedStrings: strings.join('') }))
  const before = process.memoryUsage().rss
  const sheet = await openSheet(path, { headerRow: 0 })
  let read = 0
  for await (const chunk of sheet.rows) read += chunk.length
  sheet.close()
  expect(read).toBe(15_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(120e6)
})
