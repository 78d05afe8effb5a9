import { expect, test } from 'vitest'
import { findDialect } from './delimiter.ts'

test.each([
  [',', '姓名,公司,手机\n张明,北京; 仁科,138\n'],
  ['\t', 'name\tcompany\tnote\nA\tB, Inc.\tx, y\nC\tD, Ltd\tz\n'],
  [';', 'name;amount\nA;1,5\nB;2,5\nC;3\n'],
  ['|', 'name|company\nA|B\nC|D\n'],
  [',', '"a;b","c"\n"d;e;f","g"\n'],
  [',', '2026 年线索导出\n\n姓名,公司\n张明,仁科\n李雷,A;B;C\n'],
  ['，', '姓名，公司\n张明，仁科\n李雷，甲\n'],
  [',', '只有一列\n张明\n李雷\n'],
  [',', '备注\n你好，在吗\n想了解产品，价格，周期\n好\n不用了，谢谢，再见，祝好\n'],
])('tells %j', (delimiter, text) => {
  expect(findDialect(text)).toEqual({ delimiter, newline: '\n', skip: 0 })
})

test('a sep= line has the word and is no row', () => {
  expect(findDialect('sep=|\r\na,b|c\r\n')).toEqual({ delimiter: '|', newline: '\n', skip: 7 })
})

test('rows ending in \\r are told even when cells hold \\n', () => {
  expect(findDialect('a,b\r"1\n2",3\r4,5\r').newline).toBe('\r')
})
