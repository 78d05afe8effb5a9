import { expect, test } from 'vitest'
import type { Valued } from '../../../../contract/value.ts'
import { groundsSaid, sumSaid } from './sayValue.ts'

const value: Valued = {
  total: 1_738_000,
  gain: 1_768_000,
  worth: 5_200_000,
  terms: [
    { kind: 'history', amount: 4_000_000, sales: 12, of: 152, segment: '31' },
    { kind: 'times', id: 'd', label: '沉睡客户', percent: 130, amount: 1_200_000 },
  ],
  chance: 3400,
  by: { kind: 'history', grade: 'A', won: 17, of: 40 },
  cost: 30_000,
  costBy: { id: 'ad', label: '广告线索' },
}

test('an expected value is a sum one reads, and every figure says where it is from', () => {
  const zh = { lang: 'zh', currency: 'CNY' } as const
  expect(sumSaid(value, zh)).toBe('34% × ¥52,000 − ¥300 = ¥17,380')
  expect(groundsSaid(value, zh)).toEqual([
    '赢单概率 34%：A 级已结束 40 条，赢 17 条（样本少时向整体靠拢）',
    '成交值 ¥40,000：同类 12 单的平均（共 152 单，样本少时向整体靠拢）',
    '沉睡客户 × 1.3：+¥12,000',
    '跟进成本 ¥300：广告线索',
  ])
  const en = { lang: 'en', currency: 'USD' } as const
  expect(sumSaid({ ...value, cost: 0, total: value.gain }, en)).toBe('34% × US$52,000 = US$17,680')
  expect(groundsSaid(value, en)[1]).toBe(
    'Worth US$40,000: the mean of 12 like sales of 152, drawn to that of all',
  )
})
