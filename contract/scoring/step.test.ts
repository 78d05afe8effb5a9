import { expect, test } from 'vitest'
import { stepSaid } from './step.ts'

const term = (label: string, points: number) => ({ id: label, label, points })

test('a step is one sentence: what happened, and what weighs more or less since', () => {
  const steps: Parameters<typeof stepSaid>[0][] = [
    {
      first: true,
      because: [
        { kind: 'arrived', about: ['form'] },
        { kind: 'moved', about: ['rep'] },
      ],
      changed: [term('职位', 30)],
    },
    { first: false, because: [], changed: [term('看价格页', -1)] },
    {
      first: false,
      because: [{ kind: 'did', about: ['page', 'download'] }],
      changed: [
        term('下载', 15),
        term('看价格页', 8),
        { ...term('行为', -3), id: 'cap:did' },
        term('没有动静', 3),
        term('x', 1),
      ],
    },
    { first: false, because: [{ kind: 'published', about: ['4'] }], changed: [] },
    {
      first: false,
      because: [
        { kind: 'followedUp', about: ['reached'] },
        { kind: 'staged', about: ['contacted'] },
      ],
      changed: [term('没有动静', 3)],
    },
  ]
  expect(steps.flatMap((step) => [stepSaid(step, 'zh'), stepSaid(step, 'en')])).toMatchInlineSnapshot(`
    [
      "到达：职位 +30",
      "Arrived: 职位 +30",
      "随时间变化：看价格页 −1",
      "As time passed: 看价格页 −1",
      "看了网页、下载资料：下载 +15，看价格页 +8，行为（组上下限） −3，另外 2 项 +4",
      "Viewed a page, downloaded something: 下载 +15, 看价格页 +8, 行为 (limit of the group) −3, 2 more +4",
      "启用评分卡第 4 版：分数不变",
      "Scorecard version 4: the same score",
      "跟进、阶段有变：没有动静 +3",
      "Followed up, stage changed: 没有动静 +3",
    ]
  `)
})
