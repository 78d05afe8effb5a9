import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf } from '../../../../rules/fields.ts'
import { tally } from './tally.ts'

const ground = { fields: fieldsOf([]), at: { now: new Date('2026-03-01T00:00:00Z'), zone: 'Asia/Shanghai' } }
const term = (id: string, points: number, value: string) => ({
  id,
  label: id,
  points,
  when: { field: 'title', op: 'contains' as const, value },
})
const grades = [
  { grade: 'C', from: 0 },
  { grade: 'A', from: 40 },
]

test('sums what the lead meets and grades it by the highest threshold reached', () => {
  const card = {
    terms: [term('decider', 30, '总'), term('buyer', 15, '采购'), term('intern', -30, '实习')],
    grades,
  }
  const told = tally(card, { title: '采购总监' }, ground)
  expect([told.score, told.grade]).toEqual([45, 'A'])
  expect(told.unmet.map(({ id }) => id)).toEqual(['intern'])
})

test('an unfinished line gives nothing', () => {
  const blank = { ...term('new', 50, ''), when: { field: 'title', op: 'contains' as const, value: '' } }
  expect(tally({ terms: [blank], grades }, { title: '总监' }, ground)).toMatchObject({ score: 0, grade: 'C' })
})

test('the score is always the sum of the lines that are told as met', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -100, max: 100 }), { maxLength: 8 }), (points) => {
      const card = { terms: points.map((each, at) => term(String(at), each, at % 2 ? '总' : '采')), grades }
      const { score, met } = tally(card, { title: '采购' }, ground)
      expect(score).toBe(met.reduce((sum, each) => sum + each.points, 0))
    }),
  )
})
