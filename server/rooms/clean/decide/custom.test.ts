import { describe, expect, test } from 'vitest'
import type { FieldType } from '../../../../rules/fields.ts'
import { asText, type CustomField, readCustom } from './custom.ts'

const options = [
  { value: 'solo', label: { zh: '1 人', en: 'Solo' } },
  { value: 'small', label: { zh: '小型, 2-50 人', en: 'Small' } },
  { value: 'large', label: { zh: '大型', en: 'Large' } },
]
const field = (type: FieldType): CustomField => ({
  key: 'k',
  type,
  label: { zh: '字段', en: 'Field' },
  options,
})
const read = (type: FieldType, raw: unknown) => {
  const reading = readCustom(asText(raw) ?? '', field(type))
  return 'value' in reading ? reading.value : reading.problem
}

describe('a custom field', () => {
  test('an item that says nothing is none, unless it is one of the options', () => {
    expect(readCustom('微信、无', { key: 'k', type: 'list', label: { zh: '字段', en: 'Field' } })).toEqual({
      value: ['微信'],
    })
    expect(read('list', ['solo', 'n/a', ''])).toEqual(['solo'])
  })

  test.each([
    ['12', 12],
    ['１２', 12],
    ['1,234.5', 1234.5],
    ['-3', -3],
    ['+3', 3],
    ['0', 0],
    ['-0', 0],
    ['.5', 0.5],
    ['50万', 500_000],
    ['1.13万', 11_300],
    ['1.2亿', 120_000_000],
    ['3k', 3000],
    ['¥3000', 3000],
    ['3000元', 3000],
    ['1.5E+3', 1500],
    [42, 42],
    ['12%', 'number.invalid'],
    ['10-20', 10],
    ['50-80万', 500_000],
    ['三万五', 35_000],
    ['壹万贰仟元整', 12_000],
    ['USD 5k', 5000],
    ['200人左右', 200],
    ['5万/年', 'number.invalid'],
    ['1,23', 'number.invalid'],
    ['abc', 'number.invalid'],
    ['1e999', 'number.invalid'],
    ['.', 'number.invalid'],
    ['e5', 'number.invalid'],
    ['1 2', 'number.invalid'],
    [true, 'number.invalid'],
  ])('number %j is %j', (raw, expected) => {
    expect(read('number', raw)).toBe(expected)
  })

  test.each([
    ['2026-03-01', '2026-03-01'],
    ['2026-3-1', '2026-03-01'],
    ['2026/3/1', '2026-03-01'],
    ['2026.03.01', '2026-03-01'],
    ['2026年3月1日', '2026-03-01'],
    ['２０２６年３月１号', '2026-03-01'],
    ['20260301', '2026-03-01'],
    ['2026-03-01 08:30', '2026-03-01'],
    ['2026-03-01T23:30:00-08:00', '2026-03-01'],
    ['2024-02-29', '2024-02-29'],
    ['2026-02-29', 'date.invalid'],
    ['2026-13-01', 'date.invalid'],
    ['2026-00-10', 'date.invalid'],
    ['01/05/2026', 'date.ambiguous'],
    ['26-03-01', 'date.ambiguous'],
    ['明天', 'date.invalid'],
    ['0026-03-01', 'date.invalid'],
    ['45292', '2024-01-01'],
    ['12345', 'date.invalid'],
    ['二〇二六年三月五日', '2026-03-05'],
    ['2026年3月', 'date.no_day'],
    ['2026-03-01abc', 'date.invalid'],
  ])('date %j is %j', (raw, expected) => {
    expect(read('date', raw)).toBe(expected)
  })

  test.each([
    ['solo', 'solo'],
    ['SOLO', 'solo'],
    ['大型', 'large'],
    ['Large', 'large'],
    ['小型，2-50 人', 'small'],
    ['巨型', 'choice.unknown'],
  ])('choice %j is %j', (raw, expected) => {
    expect(read('choice', raw)).toBe(expected)
  })

  test.each([
    ['solo;大型', ['solo', 'large']],
    ['Solo、Large', ['solo', 'large']],
    ['小型，2-50 人', ['small']],
    [
      ['solo', 'large'],
      ['solo', 'large'],
    ],
    ['solo, solo', ['solo']],
    ['solo, 巨型', 'choice.unknown'],
  ])('list %j is %j', (raw, expected) => {
    expect(read('list', raw)).toEqual(expected)
  })

  test.each([
    ['是', true],
    ['有', true],
    ['Y', true],
    ['TRUE', true],
    [true, true],
    ['1', true],
    ['否', false],
    ['无', false],
    [false, false],
    ['0', false],
    ['也许', 'boolean.invalid'],
  ])('boolean %j is %j', (raw, expected) => {
    expect(read('boolean', raw)).toBe(expected)
  })

  test('an item sent in a list keeps its comma', () => {
    expect(readCustom(asText(['a, b']) ?? '', { ...field('list'), options: [] })).toEqual({ value: ['a, b'] })
    expect(readCustom('a, b', { ...field('list'), options: [] })).toEqual({ value: ['a', 'b'] })
  })

  test('without options any choice will do; text stays text; a region is its code', () => {
    expect(readCustom('什么都行', { ...field('choice'), options: [] })).toEqual({ value: '什么都行' })
    expect(readCustom('12', field('text'))).toEqual({ value: '12' })
    expect(read('region', '江苏 苏州')).toBe('3205')
  })
})
