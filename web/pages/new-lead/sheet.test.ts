import { expect, test } from 'vitest'
import { builtinFields, fieldsOf } from '../../../rules/fields.ts'
import { fieldNamed, readCells, readSheet } from './sheet.ts'

const budget = {
  key: 'budget',
  type: 'number',
  label: { zh: '预算', en: 'Budget' },
  origin: 'custom',
} as const
const fields = fieldsOf([budget])
const read = (text: string) => readSheet(text, fields, [...builtinFields, budget])

test('cells come as a spreadsheet copies them, quotes, breaks and all', () => {
  expect(readCells('张明\t"他说 ""好""\n明天再谈"\r\n李娜\t\r\n\t\r\n')).toEqual([
    ['张明', '他说 "好"\n明天再谈'],
    ['李娜', ''],
  ])
  expect(readCells('a\tb\tc\nd')).toEqual([
    ['a', 'b', 'c'],
    ['d', '', ''],
  ])
  expect(readCells('5" 屏\tx')).toEqual([['5" 屏', 'x']])
  expect(readCells('')).toEqual([])
})

test('a header is told by the names people use', () => {
  expect(fieldNamed('手机号*', [...builtinFields])).toBe('phone')
  expect(fieldNamed('Company', [...builtinFields])).toBe('company')
  expect(fieldNamed('预算：', [budget])).toBe('custom.budget')
  expect(fieldNamed('星座', [...builtinFields])).toBe('')
  expect(read('联系人\t电话\t星座\n张明\t13800138000\t狮子')).toEqual({
    columns: ['name', 'phone', ''],
    rows: [['张明', '13800138000', '狮子']],
  })
})

test('without a header columns are told by what they hold, and no row is lost', () => {
  const { columns, rows } = read('张明\t仁科互动有限公司\t138 0013 8000\n李娜\t讯飞学校\t139-0013-9000')
  expect(columns).toEqual(['name', 'company', 'phone'])
  expect(rows).toHaveLength(2)
})

test('two columns of one field: the first fills it', () => {
  expect(read('电话\t手机\n1\t2').columns).toEqual(['phone', ''])
})
