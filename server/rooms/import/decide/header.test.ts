import { expect, test } from 'vitest'
import { findHeader } from './header.ts'

const table = (text: string) => text.split('\n').map((line) => line.split(','))

test.each([
  ['in the first row', 0, '姓名,公司,手机\n张明,仁科,13800138000\n李雷,甲,13900139000'],
  ['below a title and a blank line', 2, '2026年3月线索汇总表,,\n,,\n姓名,公司,手机\n张明,仁科,13800138000'],
  ['below a row of merged groups', 1, '基本信息,,联系方式,\n姓名,公司,手机,邮箱\n张明,仁科,138,a@b.cn'],
  ['of words we do not know', 0, '甲列,乙列,丙列\n1,2,3\n4,5,6'],
  ['with years among its names', 0, 'name,2024,2025\nA,1,2\nB,3,4'],
  ['all alone', 0, '姓名,公司,手机'],
  ['missing: the first row holds a phone', -1, '张明,仁科,13800138000\n李雷,甲,13900139000'],
  ['missing: the first row holds an e-mail', -1, 'Ann,a@b.cn\nBob,b@c.cn'],
  ['missing: numbers all over', -1, '1,2,3\n4,5,6'],
])('a header %s', (_, index, text) => expect(findHeader(table(text))).toBe(index))

test('a list of one column keeps its header though some of its rows hold commas', () => {
  expect(findHeader(table('address\nBeijing\nShanghai, China\nBeijing, China'))).toBe(0)
})
