import { expect, test } from 'vitest'
import { gatePresets } from '../../../../contract/policy.ts'
import { fieldsOf } from '../../../../rules/fields.ts'
import { shortfalls } from './verdict.ts'

const ground = { fields: fieldsOf([]), at: { now: new Date('2026-03-01T00:00:00Z'), zone: 'Asia/Shanghai' } }
const zhang = { name: '张明', company: '北京仁科互动' }

test('张明 of 北京仁科互动 lacks title and phone for the B2B gate', () => {
  expect(shortfalls({ requirements: gatePresets.b2b }, zhang, ground)).toEqual([
    { missing: ['title', 'phone'], have: 2, of: ['company', 'name', 'title', 'phone'] },
  ])
  expect(
    shortfalls({ requirements: gatePresets.b2b }, { ...zhang, title: '总监', phone: '1' }, ground),
  ).toEqual([])
})

test('one way to reach somebody is enough where one is asked for', () => {
  const requirements = [{ need: ['phone', 'email', 'wechat'], atLeast: 1 }]
  expect(shortfalls({ requirements }, zhang, ground)).toMatchObject([{ least: 1, have: 0 }])
  expect(shortfalls({ requirements }, { ...zhang, wechat: 'zm' }, ground)).toEqual([])
})

test('a requirement with a condition binds only where it holds', () => {
  const requirements = [{ need: ['title'], when: { not: { field: 'company', op: 'is_empty' as const } } }]
  expect(shortfalls({ requirements }, { name: '张明' }, ground)).toEqual([])
  expect(shortfalls({ requirements }, zhang, ground)).toHaveLength(1)
})

test('a requirement of a kind binds leads of that kind', () => {
  const kinds = [{ id: 'firm', name: '企业', when: { not: { field: 'company', op: 'is_empty' as const } } }]
  const gate = { kinds, requirements: [{ need: ['title'], kind: 'firm' }] }
  expect(shortfalls(gate, zhang, ground)).toHaveLength(1)
  expect(shortfalls(gate, { name: '张明' }, ground)).toEqual([])
})
