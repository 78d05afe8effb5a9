import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeFormula, isFormula, unescapeFormula } from '../decide/formula.ts'
import { csvRow, writeCsv } from './export.ts'
import { openSheet } from './sheet.ts'

const folder = mkdtempSync(join(tmpdir(), 'sluice-export-'))

test.each(["=cmd|' /C calc'!A0", '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('guards %j', (cell) => {
  expect(escapeFormula(cell)).toBe(`'${cell}`)
})

test('no cell that leaves the house begins with what runs', () => {
  fc.assert(
    fc.property(fc.string(), (cell) => {
      expect(escapeFormula(cell)).not.toMatch(/^[=+\-@\t\r]/)
    }),
  )
})

test('taking the guard off gives every cell back', () => {
  const cell = fc.string({ unit: fc.constantFrom("'", '=', '+', '@', '-', 'a', '\t') })
  fc.assert(
    fc.property(cell, (text) => {
      expect(unescapeFormula(escapeFormula(text))).toBe(text)
    }),
  )
})

test.each([
  ['=1+1', true],
  ["=cmd|' /C calc'!A0", true],
  ['+SUM(1)', true],
  ['@SUM(1)', true],
  ['-2+3+cmd', true],
  ['+86 138-0013-8000', false],
  ['-12.5', false],
  ['-', false],
  ['张明', false],
])('%s is a formula: %s', (cell, is) => expect(isFormula(cell)).toBe(is))

test('an export read again gives the same cells', async () => {
  const unit = fc.constantFrom(
    '=',
    '+',
    "'",
    '"',
    ',',
    '\n',
    '\r',
    '\r\n',
    ' ',
    '张',
    'a',
    '-',
    '@',
    '😀',
    ';',
  )
  const cell = fc.string({ unit, maxLength: 8 })
  const table = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 })
  let n = 0
  await fc.assert(
    fc.asyncProperty(table, async (rows) => {
      const path = join(folder, `${n++}.csv`)
      let text = ''
      for await (const piece of writeCsv(['姓名', '公司', '备注'], [rows])) text += piece
      writeFileSync(path, text)
      const sheet = await openSheet(path, { headerRow: 1, delimiter: ',' })
      const back: string[][] = []
      for await (const chunk of sheet.rows) back.push(...chunk.map((row) => row.cells))
      expect(back).toEqual(rows.filter((row) => row.some((text) => text.trim() !== '')))
    }),
    { numRuns: 150 },
  )
})

test('a lone empty cell is a row, not a blank line', () => expect(csvRow([''])).toBe('""\r\n'))
