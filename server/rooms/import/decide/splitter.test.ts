import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../../../../contract/refusals.ts'
import { CELL_CAP } from './row.ts'
import { type Dialect, type RawRow, Splitter } from './splitter.ts'

const comma: Dialect = { delimiter: ',', newline: '\n' }

/** Splits a text fed in pieces of so many characters. */
function split(text: string, dialect = comma, piece = text.length || 1): RawRow[] {
  const splitter = new Splitter(dialect)
  const rows: RawRow[] = []
  for (let at = 0; at < text.length; at += piece) {
    for (const row of splitter.feed(text.slice(at, at + piece))) rows.push(row)
  }
  return [...rows, ...splitter.end()]
}

const cellsOf = (text: string) => split(text).map((row) => row.cells)

function refusalOf(run: () => unknown): { code: string; params: unknown } {
  try {
    run()
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, params: error.params }
    throw error
  }
  throw new Error('nothing was refused')
}

describe('well-formed text', () => {
  const messy = fc.string({ unit: fc.constantFrom('a', '张', '"', ',', '\n', '\r\n', ' ', ';', '😀') })
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`
  const cell = fc.tuple(messy, fc.boolean()).map(([text, always]) => {
    const plain = !/[",\r\n]/.test(text)
    return plain && !always && text !== '' ? text : quote(text)
  })
  const table = fc.tuple(
    fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
    fc.integer({ min: 1, max: 9 }),
  )

  test('reads as csv-parse reads it, in pieces of any size', () => {
    fc.assert(
      fc.property(table, ([rows, newline, ended, piece]) => {
        const text = rows.map((row) => row.join(',')).join(newline) + (ended ? newline : '')
        const oracle = parse(text, { relax_column_count: true, record_delimiter: newline })
        expect(split(text, comma, piece).map((row) => row.cells)).toEqual(oracle)
      }),
      { numRuns: 500 },
    )
  })

  test('blank lines are rows, so that row numbers are the spreadsheet’s', () => {
    expect(split('a\n\n"x\ny"\nb\n').map((row) => [row.rowNo, ...row.cells])).toEqual([
      [1, 'a'],
      [2, ''],
      [3, 'x\ny'],
      [4, 'b'],
    ])
  })

  test('rows of an old Mac end in \\r and hold \\n inside cells', () => {
    const rows = split('a,b\r"1\n2",3\r', { delimiter: ',', newline: '\r' })
    expect(rows.map((row) => row.cells)).toEqual([
      ['a', 'b'],
      ['1\n2', '3'],
    ])
  })
})

describe('quotes that are not right', () => {
  test('one inside a cell is text', () => expect(cellsOf('5" screen,b\n')).toEqual([['5" screen', 'b']]))

  test('text after a closing quote stays with the cell, and is noted', () => {
    expect(split('"He" said,b\nc,d')).toEqual([
      { rowNo: 1, cells: ['He said', 'b'], notes: [{ code: 'stray_quote' }] },
      { rowNo: 2, cells: ['c', 'd'] },
    ])
  })

  test('one never closed is refused with the line where it opened', () => {
    const text = 'a,b\n"x\ny",1\n2,"open\n3,4\n5,6\n'
    expect(refusalOf(() => split(text, comma, 3))).toEqual({
      code: 'import.unclosed_quote',
      params: { line: 4 },
    })
  })

  test('one closed by a later cell’s opening quote swallowed rows: refused too', () => {
    const text = 'a,b\n1,"open\n2,3\n4,"later"\n'
    expect(refusalOf(() => split(text))).toEqual({ code: 'import.unclosed_quote', params: { line: 2 } })
  })

  test('one never closed holds no more memory than a cell may have', () => {
    const splitter = new Splitter(comma)
    splitter.feed('a,"')
    const before = process.memoryUsage().heapUsed
    for (let i = 0; i < 400; i++) splitter.feed(`${i}`.repeat(100_000))
    expect(process.memoryUsage().heapUsed - before).toBeLessThan(60e6)
    expect(refusalOf(() => splitter.end()).code).toBe('import.unclosed_quote')
  })
})

describe('monsters', () => {
  test.each([
    ['quoted', '"'],
    ['bare', ''],
  ])('a %s cell of 5 MB is that row’s problem; the rest goes on', (_, quote) => {
    const text = `a,b\n1,${quote}${'长'.repeat(5 << 20)}${quote}\n2,3\n`
    const [, long, next] = split(text, comma, 1 << 16)
    expect(long?.problem).toEqual({ code: 'import.cell_too_long', params: { limit: CELL_CAP }, column: 1 })
    expect(long?.cells[1]).toHaveLength(CELL_CAP)
    expect(next).toEqual({ rowNo: 3, cells: ['2', '3'] })
  })

  test('a row that never ends is refused', () => {
    const splitter = new Splitter(comma)
    const feed = () => Array.from({ length: 20 }, () => splitter.feed('x'.repeat(1 << 20)))
    expect(refusalOf(feed).code).toBe('import.row_too_long')
  })

  test.each([['1,'], ['"1",']])('a row of a million cells %s is refused', (cell) => {
    expect(refusalOf(() => split(cell.repeat(1e6), comma, 1 << 16)).code).toBe('import.too_many_columns')
  })

  test('time grows with the text, not with its square', () => {
    const started = performance.now()
    expect(split('"x"\n'.repeat(300_000), { delimiter: '|', newline: '\n' })).toHaveLength(300_000)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
