import { expect, test } from 'vitest'
import { fieldsOf } from '../../rules/fields.ts'
import { checkScore, refuseUnsound } from './checkScore.ts'

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
const paramsOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (error) {
    return (error as { params: unknown }).params
  }
}
const told = (raw: unknown, lang: 'zh' | 'en' = 'zh') => paramsOf(() => checkScore(raw, { fields, lang }))
const unsound = (raw: unknown) =>
  paramsOf(() => refuseUnsound(checkScore(raw, { fields, lang: 'zh' }), { own: [], lang: 'zh' }))

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

test('a grade nobody can reach is told with what the card gives at most', () => {
  expect(unsound(cards([line()], [{ grade: 'A', from: 31 }]))).toMatchObject({
    where: '“华南卡” › 等级',
    what: expect.stringMatching(/A.+30/) as string,
  })
  expect(unsound(cards([line()], [{ grade: 'A', from: 30 }]))).toBeNull()
})

test('a line on an archived field is told with the field’s name; in a retired card it may stay', () => {
  const field = {
    id: 'f',
    key: 'age',
    type: 'number' as const,
    label: { zh: '孩子年龄', en: 'Age' },
    origin: 'custom' as const,
    fast: false,
    personal: false,
  }
  const asking = (archived: boolean, more: object = {}) => {
    const own = [{ ...field, archived }]
    const body = cards([line({ when: { field: 'custom.age', op: 'at_least', value: 4 } })])
    const policy = checkScore(
      { cards: body.cards.map((card) => ({ ...card, ...more })) },
      { fields: fieldsOf(own), lang: 'zh' },
    )
    return paramsOf(() => refuseUnsound(policy, { own, lang: 'zh' }))
  }
  expect(asking(true)).toEqual({
    where: '“华南卡” › “资料” › “能拍板”',
    what: expect.stringContaining('孩子年龄') as string,
  })
  expect(asking(true, { retired: true })).toBeNull()
  expect(asking(false)).toBeNull()
})

test('what is no scorecard at all is refused too', () => {
  for (const raw of [null, 3, [], {}, { cards: [] }, { cards: [null] }, { terms: [], grades: [] }])
    expect(told(raw)).toMatchObject({ where: expect.any(String) as string })
})
