import { expect, test } from 'vitest'
import { type History, nearest, spotsOf } from './moments.ts'

const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`
const step = (hour: number, score: number, says: string): History['steps'][number] => ({
  at: at(hour),
  version: 1,
  score,
  grade: 'B',
  because: [],
  changed: [],
  says,
})
const history: History = {
  from: at(1),
  to: at(9),
  current: 1,
  steps: [step(1, 10, '到达'), step(3, 25, '下载资料：下载 +15'), step(6, 24, '随时间变化：下载 −1')],
  events: [
    { at: at(1), kind: 'arrived', about: ['api'] },
    { at: at(3), kind: 'did', about: ['download'] },
    { at: at(4), kind: 'followedUp', about: [] },
    { at: at(7), kind: 'edited', about: ['need'] },
    { at: at(7), kind: 'did', about: ['page'] },
  ],
  apart: 0,
  unknown: [],
}

test('what happened lies on the line where the score stood, and says that it changed nothing', () => {
  expect(spotsOf(history, 'zh').map(({ score, says, mark }) => [score, says, mark])).toEqual([
    [10, '到达', 'other'],
    [25, '下载资料：下载 +15', 'did'],
    [25, '跟进：分数不变', 'followed'],
    [24, '随时间变化：下载 −1', null],
    [24, '资料有改动、看了网页：分数不变', 'did'],
  ])
})

test('what is nearest to a moment is found', () => {
  const spots = spotsOf(history, 'en')
  expect(nearest(spots, Date.parse(at(2)) + 1)?.at).toBe(Date.parse(at(3)))
  expect(nearest(spots, 0)?.at).toBe(Date.parse(at(1)))
  expect(nearest([], 0)).toBeUndefined()
})
