import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isoText, numberText, styleOf } from './cell.ts'

const general = styleOf(0)
const date = styleOf(14)

test.each([
  [13800138000, '13800138000'],
  [1.38e10, '13800000000'],
  [0.1 + 0.2, '0.3'],
  [110101199003078000, '110101199003078000'],
  [1.23456789e22, '12345678900000000000000'],
  [-1.5e-9, '-0.0000000015'],
  [-0.25, '-0.25'],
  [0, '0'],
])('%s is shown as %s', (value, text) => expect(numberText(value, general)).toBe(text))

test('no number is ever shown with an exponent, and 15 digits of it are kept', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), (value) => {
      const text = numberText(value, general)
      expect(text).toMatch(/^-?\d+(\.\d+)?$/)
      expect(Number(text)).toBe(Number.isInteger(value) ? Number(text) : Number(value.toPrecision(15)))
      expect(Math.abs(Number(text) - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-14)
    }),
  )
})

test.each([
  [1, '1900-01-01'],
  [59, '1900-02-28'],
  [60, '1900-02-29'],
  [61, '1900-03-01'],
  [46_309.5, '2026-10-14 12:00:00'],
  [46_309 + 1 / 86_400, '2026-10-14 00:00:01'],
  [45_658.999999999, '2025-01-02'],
  [-3, '-3'],
  [3e6, '3000000'],
])('the date %s is %s', (serial, text) => expect(numberText(serial, date)).toBe(text))

test('the 1904 calendar begins four years later', () => {
  expect(numberText(1, date, true)).toBe('1904-01-02')
  expect(numberText(0, date, true)).toBe('1904-01-01')
})

test('every day is the day JavaScript counts', () => {
  fc.assert(
    fc.property(fc.integer({ min: 61, max: 2_958_465 }), (serial) => {
      const day = new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10)
      expect(numberText(serial, date)).toBe(day)
    }),
  )
})

test.each([
  ['yyyy-mm-dd', 'date'],
  ['yyyy"年"m"月"d"日"', 'date'],
  ['[$-804]yyyy/m/d;@', 'date'],
  ['m/d', 'date'],
  ['h:mm:ss', 'time'],
  ['上午/下午h"时"mm"分"', 'time'],
  ['[h]:mm', 'elapsed'],
  ['0.00', 'number'],
  ['#,##0" days"', 'number'],
  ['[Red]0.0', 'number'],
  ['General', 'number'],
  ['000000', 'digits'],
  ['"¥"#,##0.00', 'number'],
  ['_ * #,##0_ ', 'number'],
])('the format %s is a %s', (code, as) => expect(styleOf(164, code).as).toBe(as))

test('a code keeps its zeros, a time its clock', () => {
  expect(numberText(123, styleOf(164, '000000'))).toBe('000123')
  expect(numberText(0.5, styleOf(20))).toBe('12:00:00')
  expect(numberText(1.5, styleOf(46))).toBe('36:00:00')
})

test('ISO cells lose T, fractions and midnight', () => {
  expect(isoText('2014-02-14T08:27:48.765Z')).toBe('2014-02-14 08:27:48')
  expect(isoText('2014-02-14T00:00:00')).toBe('2014-02-14')
  expect(isoText('2014-02-14')).toBe('2014-02-14')
})
