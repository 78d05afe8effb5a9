import { expect, test } from 'vitest'
import { fieldsOf } from '../../../rules/fields.ts'
import { failing, instead } from './facts.ts'

const ground = { fields: fieldsOf([]), at: { now: new Date('2026-03-01T00:00:00Z'), zone: 'Asia/Shanghai' } }
const east = { field: 'region', op: 'in' as const, value: ['31', '32'] }
const large = { field: 'score', op: 'at_least' as const, value: 60 }

test('names only the tests the lead fails', () => {
  const lead = { region: '1101', score: 80 }
  expect(failing({ all: [east, large] }, lead, ground)).toEqual([east])
  expect(failing({ all: [] }, lead, ground)).toEqual([])
  expect(failing({ any: [east, { not: large }] }, lead, ground)).toEqual([{ any: [east, { not: large }] }])
})

test('says what the lead has instead, by its type', () => {
  const { fields } = ground
  const lead = { region: '1101', score: 35, tags: ['VIP'], arrivedAt: new Date() }
  expect(instead(east, lead, fields)).toEqual({ field: 'region', op: 'in', value: ['1101'] })
  expect(instead(large, lead, fields)).toEqual({ field: 'score', op: 'equals', value: 35 })
  expect(instead({ field: 'tags', op: 'has_any', value: ['A'] }, lead, fields)).toMatchObject({
    value: ['VIP'],
  })
  expect(instead({ field: 'title', op: 'is', value: 'x' }, lead, fields)).toEqual({
    field: 'title',
    op: 'is_empty',
  })
  expect(instead({ field: 'arrivedAt', op: 'on', value: 'today' }, lead, fields)).toBeUndefined()
})
