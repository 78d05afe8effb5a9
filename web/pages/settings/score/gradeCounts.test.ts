import { expect, test } from 'vitest'
import { plainCard } from '../../../../contract/scorecard.ts'
import { fieldsOf } from '../../../../rules/fields.ts'
import { gradeCounts, unseenIn } from './gradeCounts.ts'

const ground = { fields: fieldsOf([]), at: { now: new Date('2026-03-01T00:00:00Z'), zone: 'Asia/Shanghai' } }
const steps = [
  { grade: 'B', from: 0 },
  { grade: 'A', from: 30 },
]
const title = { field: 'title', op: 'contains' as const, value: '总' }
const card = (points: number) => plainCard([{ id: 'decider', label: '', points, when: title }], steps)

test('counts each grade by both cards, best first', () => {
  const leads = [{ title: '总监' }, { title: '总经理' }, { title: '实习生' }]
  expect(gradeCounts({ before: card(10), after: card(30), leads }, ground)).toEqual([
    { grade: 'A', now: 0, later: 2 },
    { grade: 'B', now: 3, later: 1 },
  ])
})

test('leads below every threshold are told as ungraded', () => {
  const counted = gradeCounts({ before: card(10), after: card(-5), leads: [{ title: '总监' }] }, ground)
  expect(counted.at(-1)).toEqual({ grade: '', now: 0, later: 1 })
})

test('a grid has its grades row by row', () => {
  const [plain] = card(30).cards
  const grid = {
    cards: [
      { ...plain!, grading: { kind: 'grid' as const, fit: steps, behaviour: [{ grade: '1', from: 0 }] } },
    ],
  }
  expect(gradeCounts({ before: grid, after: grid, leads: [{ title: '总监' }] }, ground)).toEqual([
    { grade: 'A1', now: 1, later: 1 },
    { grade: 'B1', now: 0, later: 0 },
  ])
})

test('names what a list does not show', () => {
  const when = { not: { field: 'note', op: 'is_empty' as const } }
  const notes = plainCard([{ id: 'n', label: '', points: 1, when }], steps)
  expect(unseenIn([card(1), notes])).toEqual(['note'])
})
