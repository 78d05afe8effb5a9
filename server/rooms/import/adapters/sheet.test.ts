import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CFB } from '@e965/xlsx'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../../../contract/refusals.ts'
import type { Row } from '../decide/row.ts'
import { openSheet, type Understood } from './sheet.ts'
import type { SheetOptions } from './source.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-sheet-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Read {
  understood: Understood
  rows: Row[]
}

async function read(content: string | Buffer, options?: SheetOptions): Promise<Read> {
  const path = join(folder, 'file.csv')
  writeFileSync(path, content)
  const sheet = await openSheet(path, options)
  const rows: Row[] = []
  try {
    for await (const chunk of sheet.rows) rows.push(...chunk)
  } finally {
    sheet.close()
  }
  return { understood: sheet.understood, rows }
}

async function refusalOf(content: string | Buffer, options?: SheetOptions) {
  const error: unknown = await read(content, options).catch((thrown: unknown) => thrown)
  if (!(error instanceof Refusal)) throw error
  return { code: error.code, params: error.params }
}

test('any table comes back as it was, in every encoding, delimiter and line ending', async () => {
  const unit = fc.constantFrom('a', '张', '明', '"', ',', ';', '\t', '|', '\n', ' ', '0', '链')
  const cell = fc.string({ unit, maxLength: 6 })
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 })
  const encoding = fc.constantFrom('utf-8', 'gb18030', 'utf-16le', 'utf-16be')
  const shape = fc.record({
    delimiter: fc.constantFrom(',', '\t', ';', '|'),
    newline: fc.constantFrom('\n', '\r\n', '\r'),
    encoding,
    bom: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(table, shape, async (rows, { delimiter, newline, encoding, bom }) => {
      const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
      const lines = [['姓名', '公司名称', '备注'], ...rows].map((row) => row.map(quoted).join(delimiter))
      const mark = bom && encoding !== 'gb18030' ? '\uFEFF' : ''
      const found = await read(iconv.encode(mark + lines.join(newline) + newline, encoding))
      expect(found.understood).toMatchObject({ encoding, delimiter, headerRow: 1, bom: mark !== '' })
      expect(found.rows.map((row) => row.cells)).toEqual(
        rows.filter((row) => row.some((text) => text.trim())),
      )
    }),
    { numRuns: 150 },
  )
})

test('characters cut at the edge of a piece are whole again', async () => {
  for (const encoding of ['utf-8', 'gb18030', 'utf-16le']) {
    const lines = Array.from({ length: 20_000 }, (_, i) => `张${'x'.repeat(i % 5)}明,北京市𠮷`)
    const { rows } = await read(iconv.encode(`姓名,地区\n${lines.join('\n')}`, encoding))
    expect(rows).toHaveLength(20_000)
    expect(rows.filter((row) => row.problem)).toEqual([])
    expect(rows.map((row) => row.cells.join(','))).toEqual(lines)
  }
})

test('a Chinese name a million bytes down still tells GB18030', async () => {
  const text = `name,city\n${'Ann,Paris\n'.repeat(100_000)}张明,上海\n`
  const { understood, rows } = await read(iconv.encode(text, 'gb18030'))
  expect(understood.encoding).toBe('gb18030')
  expect(rows.at(-1)?.cells).toEqual(['张明', '上海'])
})

test('bytes that are not in the encoding are told of by row and column, the rest is whole', async () => {
  const before = Buffer.from('姓名,公司\n张明,北京仁科互动\n李雷,')
  const { understood, rows } = await read(
    Buffer.concat([before, Buffer.from([0xff]), Buffer.from('甲\n韩梅,乙\n')]),
  )
  expect(understood.encoding).toBe('utf-8')
  expect(rows.map((row) => row.problem)).toEqual([
    undefined,
    { code: 'import.bad_bytes', params: { encoding: 'utf-8' }, column: 1 },
    undefined,
  ])
  expect(rows[1]?.rowNo).toBe(3)
})

test('a file cut in half, inside a character, loses nothing before', async () => {
  const whole = Buffer.from('姓名,公司\n张明,仁科\n李雷,甲公司\n')
  const { rows } = await read(whole.subarray(0, whole.length - 2))
  expect(rows.map((row) => [row.cells[0], row.problem?.code])).toEqual([
    ['张明', undefined],
    ['李雷', 'import.bad_bytes'],
  ])
})

test('an encoding can be said instead', async () => {
  const { rows } = await read(iconv.encode('姓名,城市\n陳大文,臺北\n', 'big5'), { encoding: 'big5' })
  expect(rows[0]?.cells).toEqual(['陳大文', '臺北'])
  // A wrong one, on a file with a mark: the mark is left out all the same.
  const wrong = await read('\uFEFFname,city\nAnn,Paris\n', { encoding: 'gb18030' })
  expect(wrong.understood.columns).toEqual(['name', 'city'])
  expect(await refusalOf('a,b\n1,2', { encoding: 'klingon' })).toEqual({
    code: 'import.encoding_unknown',
    params: { encoding: 'klingon' },
  })
})

describe('the table in the file', () => {
  test('titles, blank lines and a ragged body', async () => {
    const { understood, rows } = await read(
      '2026 年线索,,\n\n姓名,公司,手机,\n张明,仁科\n\n李雷,甲,138,,,x\n韩,乙,1,,\n',
    )
    expect(understood).toMatchObject({ headerRow: 3, columns: ['姓名', '公司', '手机'] })
    expect(rows).toEqual([
      { rowNo: 4, cells: ['张明', '仁科', ''], notes: [{ code: 'cells_missing', count: 1 }] },
      { rowNo: 6, cells: ['李雷', '甲', '138', '', '', 'x'], notes: [{ code: 'cells_extra', count: 3 }] },
      { rowNo: 7, cells: ['韩', '乙', '1'] },
    ])
  })

  test('without a header the columns are letters and no row is lost', async () => {
    const { understood, rows } = await read('张明,13800138000\n李雷,13900139000\n')
    expect(understood).toMatchObject({ headerRow: 0, columns: ['A', 'B'] })
    expect(rows.map((row) => row.rowNo)).toEqual([1, 2])
  })

  test('a sep= line names the delimiter and is no row, as in Excel', async () => {
    const { understood, rows } = await read('sep=;\r\n姓名;公司\r\n张明;a,b\r\n')
    expect(understood).toMatchObject({ delimiter: ';', headerRow: 1 })
    expect(rows).toEqual([{ rowNo: 2, cells: ['张明', 'a,b'] }])
  })

  test('the header can be said instead, and must be there', async () => {
    const { understood } = await read('a,b\n姓名,公司\n张明,仁科\n', { headerRow: 1 })
    expect(understood.columns).toEqual(['a', 'b'])
    expect((await refusalOf('a,b\n', { headerRow: 9 })).code).toBe('import.header_missing')
  })

  test('names that come twice are told apart, missing ones are letters', async () => {
    const { understood } = await read('电话,电话,,备注\n1,2,3,4\n5,6,7,8\n')
    expect(understood.columns).toEqual(['电话', '电话 (2)', 'C', '备注'])
  })

  test('formulas are text, and noted', async () => {
    const { rows } = await read("姓名,电话,备注\n=cmd|' /C calc'!A0,+86 138,-\n")
    expect(rows[0]).toEqual({
      rowNo: 2,
      cells: ["=cmd|' /C calc'!A0", '+86 138', '-'],
      notes: [{ code: 'formula', column: 0 }],
    })
  })

  test('a line wrapped whole in quotes is a line', async () => {
    const { rows } = await read('姓名,公司,备注\n"张明,仁科,""a, b"""\n李雷,甲,乙\n')
    expect(rows[0]).toEqual({ rowNo: 2, cells: ['张明', '仁科', 'a, b'], notes: [{ code: 'line_unquoted' }] })
  })

  test('rows come a thousand at a time, as often as asked', async () => {
    const path = join(folder, 'long.csv')
    writeFileSync(path, `姓名,公司\n${'张明,仁科\n'.repeat(2_500)}`)
    const sheet = await openSheet(path)
    for (let again = 0; again < 2; again++) {
      const sizes: number[] = []
      for await (const chunk of sheet.rows) sizes.push(chunk.length)
      expect(sizes).toEqual([1000, 1000, 500])
    }
    expect(sheet.understood.sample).toHaveLength(200)
  })
})

test('web pages and Excel 2003 XML that call themselves .xls', async () => {
  const page =
    '<html><meta charset="gb2312"><table><tr><th>姓名</th><th>手机</th></tr><tr><td>张明</td><td>013800138000</td></tr></table></html>'
  const html = await read(iconv.encode(page, 'gb18030'))
  expect(html.understood).toMatchObject({ kind: 'html', columns: ['姓名', '手机'] })
  expect(html.rows).toEqual([{ rowNo: 2, cells: ['张明', '013800138000'] }])
  const cell = (text: string) => `<Cell><Data ss:Type="String">${text}</Data></Cell>`
  const row = (...texts: string[]) => `<Row>${texts.map(cell).join('')}</Row>`
  const xml = await read(
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>' +
      '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">' +
      `<Worksheet ss:Name="线索"><Table>${row('姓名', '手机')}${row('张明', '013800138000')}</Table></Worksheet></Workbook>`,
  )
  expect(xml.understood).toMatchObject({ kind: 'xml', sheetName: '线索' })
  expect(xml.rows).toEqual([{ rowNo: 2, cells: ['张明', '013800138000'] }])
})

test('an .xlsx with a password says so', async () => {
  const file = CFB.utils.cfb_new()
  CFB.utils.cfb_add(file, '/EncryptionInfo', Buffer.alloc(64))
  CFB.utils.cfb_add(file, '/EncryptedPackage', Buffer.alloc(8_192))
  expect((await refusalOf(CFB.write(file, { type: 'buffer' }) as Buffer)).code).toBe(
    'import.password_protected',
  )
})

describe('refused', () => {
  test.each([
    ['nothing', '', 'import.empty'],
    ['only blank lines', '\n \n,,\n', 'import.empty'],
    ['a picture', '\x89PNG\r\n\x1a\n', 'import.unsupported_format'],
    ['a document', '%PDF-1.7\n', 'import.unsupported_format'],
    ['noise', Buffer.from(Array.from({ length: 400 }, (_, i) => (i * 7) % 31)), 'import.unsupported_format'],
    ['a quote never closed', '姓名,公司\n张明,"仁科\n李雷,甲\n', 'import.unclosed_quote'],
  ])('%s', async (_, content, code) => {
    const bytes =
      typeof content === 'string'
        ? Buffer.from(content, /^[\x89%]/.test(content) ? 'latin1' : 'utf8')
        : content
    expect((await refusalOf(bytes)).code).toBe(code)
  })

  test('10,000 columns, naming the cap', async () => {
    const header = Array.from({ length: 10_000 }, (_, i) => `c${i}`).join(',')
    expect(await refusalOf(`${header}\n1,2\n`)).toEqual({
      code: 'import.too_many_columns',
      params: { columns: 10_000, limit: 1_000 },
    })
  })

  test('more rows than the cap', async () => {
    expect(await refusalOf(`编号\n${'1\n'.repeat(2_000_001)}`)).toEqual({
      code: 'import.too_many_rows',
      params: { limit: 2_000_000 },
    })
  })

  test('but not 16,000 empty columns after the last filled one', async () => {
    const { understood } = await read(`a,b${','.repeat(16_000)}\n1,2${','.repeat(16_000)}\n`)
    expect(understood.columns).toEqual(['a', 'b'])
  })
})

test('memory stays flat', async () => {
  const path = join(folder, 'big.csv')
  const line =
    '张明,北京仁科互动网络技术有限公司,销售总监,13800138000,user@example.com,wx_1,北京市,"了解, CRM",备注,ID-1\n'
  writeFileSync(path, `姓名,公司,职位,手机,邮箱,微信,地区,需求,备注,编号\n${line.repeat(100_000)}`)
  const before = process.memoryUsage().rss
  const sheet = await openSheet(path)
  let rows = 0
  for await (const chunk of sheet.rows) rows += chunk.length
  expect(rows).toBe(100_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(200e6)
})
