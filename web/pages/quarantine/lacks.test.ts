import { expect, test } from 'vitest'
import { fieldsOf } from '../../../rules/fields.ts'
import type { Field } from '../../../rules/fields.ts'
import { wordsIn } from '../../app/language.tsx'
import { asksWhether, conditionOf, lackName, mendable, patchOf, quarantineQuery } from './lacks.ts'
import { quarantineWords } from './words.ts'

const budget: Field = {
  key: 'budget',
  type: 'number',
  label: { zh: '预算', en: 'Budget' },
  origin: 'custom',
}
const fields = fieldsOf([budget])

test('what a lead lacks is mended field by field, each once, in the gate’s order', () => {
  const lacks = [
    { code: 'gate.missing', field: 'title' },
    { code: 'phone.length', field: 'phone' },
    { code: 'gate.missing', field: 'custom.budget' },
    { code: 'gate.too_few', field: 'phone' },
  ]
  expect(mendable({ lacks }, fields).map(([address]) => address)).toEqual(['title', 'phone', 'custom.budget'])
})

test('what nobody can write, and what nobody knows any more, is not offered', () => {
  const lacks = [
    { code: 'gate.missing', field: 'score' },
    { code: 'gate.missing', field: 'custom.gone' },
    { code: 'x' },
  ]
  expect(mendable({ lacks }, fields)).toEqual([])
  expect(mendable({ lacks: null }, fields)).toEqual([])
})

test('whether the person is held is for somebody to say, and no field settles it', () => {
  const lacks = [
    { code: 'match.ask', field: 'company' },
    { code: 'gate.missing', field: 'title' },
  ]
  expect(mendable({ lacks }, fields).map(([address]) => address)).toEqual(['title'])
  expect([asksWhether({ lacks }), asksWhether({ lacks: null })]).toEqual([true, false])
})

test('a reason is named in two words', () => {
  const w = wordsIn(quarantineWords, 'zh')
  const label = (address: string) => fields.get(address)?.label.zh ?? address
  expect(lackName({ code: 'gate.missing', field: 'title' }, label, w)).toBe('缺职位')
  expect(lackName({ code: 'phone.length', field: 'phone' }, label, w)).toBe('电话有误')
  expect(lackName({ code: 'gate.too_few', field: 'phone' }, label, w)).toBe('电话等不足')
  expect(lackName({ code: 'other' }, label, w)).toBe('不合格')
  expect(lackName({ code: 'compliance.approval', field: 'compliance:r' }, label, w)).toBe('待批准')
  expect(lackName({ code: 'compliance.licence_over', field: 'compliance:r' }, label, w)).toBe('来源许可过期')
  expect(lackName({ code: 'compliance.new', field: 'compliance:r' }, label, w)).toBe('不合格')
})

test('custom values are sent apart from the lead’s own', () => {
  const typed = new Map<string, unknown>([
    ['title', '校长'],
    ['custom.budget', 10],
  ])
  expect(patchOf(typed)).toEqual({ title: '校长', custom: { budget: 10 } })
  expect(patchOf(new Map([['title', '校长']]))).toEqual({ title: '校长' })
})

test('a wish is a condition over quarantine, oldest first', () => {
  expect(conditionOf({})).toEqual({ all: [] })
  const query = quarantineQuery({ source: 'a', lacks: 'phone' })
  expect(query).toMatchObject({ holder: 'quarantine', sort: 'arrivedAt', order: 'asc' })
  expect(JSON.parse(query.condition ?? '')).toEqual({
    all: [
      { field: 'source', op: 'is', value: 'a' },
      { field: 'phone', op: 'is_empty' },
    ],
  })
})
