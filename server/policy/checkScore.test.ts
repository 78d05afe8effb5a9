import { expect, test } from 'vitest'
import { fieldsOf } from '../../rules/fields.ts'
import { checkScore } from './checkScore.ts'

const fields = fieldsOf([])
const line = (more: object = {}) => ({
  id: 'a',
  kind: 'fact',
  label: '能拍板',
  when: { field: 'title', op: 'contains', value: '总' },
  points: 30,
  ...more,
})
const cards = (lines: object[], steps: object[] = []) => ({
  cards: [
    {
      id: 'main',
      name: '华南卡',
      groups: [{ id: 'g', label: '资料', kind: 'fit', criteria: lines }],
      grading: { kind: 'scale', steps },
    },
  ],
})
const told = (raw: unknown, lang: 'zh' | 'en' = 'zh') => {
  try {
    checkScore(raw, { fields, lang })
    return null
  } catch (error) {
    return (error as { params: unknown }).params
  }
}

test('a sound scorecard passes', () => {
  expect(told(cards([line()], [{ grade: 'A', from: 10 }]))).toBeNull()
})

test('what is wrong is told with the card, the group and the line', () => {
  const where = '“华南卡” › “资料” › “能拍板”'
  const gone = { field: 'custom.gone', op: 'contains', value: 'x' }
  expect(told(cards([line({ when: gone })]))).toEqual({
    where,
    what: expect.stringContaining('custom.gone') as string,
  })
  for (const points of [1e308, 0.5, -1001, Infinity, '9', null])
    expect(told(cards([line({ points })]))).toMatchObject({
      where,
      what: expect.stringContaining('整数') as string,
    })
  expect(told(cards([line({ id: 'b' }), line(), line({ label: '', points: 1 })]), 'en')).toEqual({
    where: '“华南卡” › “资料” › line 3',
    what: `its id a is that of ${where} too; every line needs an id of its own`,
  })
})

test('thresholds that are the same twice are told with the card', () => {
  const twice = [
    { grade: 'A', from: 10 },
    { grade: 'B', from: 10 },
  ]
  expect(told(cards([], twice))).toMatchObject({ where: '“华南卡” › 等级' })
  expect(told(cards([], [{ grade: 'A', from: 1e300 }]), 'en')).toMatchObject({ where: '“华南卡” › grades' })
})

test('what is no scorecard at all is refused too', () => {
  for (const raw of [null, 3, [], {}, { cards: [] }, { cards: [null] }, { terms: [], grades: [] }])
    expect(told(raw)).toMatchObject({ where: expect.any(String) as string })
})
