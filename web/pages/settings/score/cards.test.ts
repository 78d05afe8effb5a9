import { expect, test } from 'vitest'
import { plainCard, scorePolicy } from '../../../../contract/scorecard.ts'
import { scorer } from '../../../../contract/scoring/score.ts'
import { fieldsOf } from '../../../../rules/fields.ts'
import { copyOf, finished, freshCard, gradedBy, soundPolicy, turnedInto } from './cards.ts'

const fields = fieldsOf([])
const at = { now: new Date('2026-03-01T00:00:00Z'), zone: 'Asia/Shanghai' }
const decides = {
  id: 'decider',
  label: '能拍板',
  points: 30,
  when: { field: 'title', op: 'contains' as const, value: '总' },
}
const unwritten = { ...decides, id: 'new', when: { field: 'title', op: 'contains' as const, value: '' } }
const steps = [
  { grade: 'A', from: 30 },
  { grade: 'B', from: 0 },
]

test('an unfinished line gives nothing, and an unfinished card scores nobody', () => {
  const policy = plainCard([decides, unwritten], steps)
  const first = { ...policy.cards[0]!, id: 'first', when: unwritten.when, groups: [] }
  const drafted = { cards: [first, ...policy.cards] }
  expect(soundPolicy(drafted, fields)).toBe(false)
  expect(scorer(finished(drafted, fields), fields, at)({ title: '总监' })).toMatchObject({
    card: 'main',
    score: 30,
    grade: 'A',
  })
})

test('a fresh card and a copy are fit to publish; another kind of line and another grading keep their shape', () => {
  const [card] = plainCard([decides], steps).cards
  const fresh = freshCard('新的', { fit: '匹配', behaviour: '行为' })
  const copy = copyOf(card!, '副本')
  const turned = (['event', 'silence', 'fact'] as const).map((kind) =>
    turnedInto(kind, card!.groups[0]!.criteria[0]!),
  )
  const other = {
    ...copyOf(card!, '网格'),
    groups: [
      {
        id: 'g',
        label: '',
        kind: 'other' as const,
        criteria: turned.map((one, i) => ({ ...one, id: `t${i}` })),
      },
    ],
    grading: gradedBy('grid', card!.grading),
  }
  expect(soundPolicy({ cards: [card!, fresh, copy] }, fields)).toBe(true)
  expect(scorePolicy.safeParse({ cards: [other] }).success).toBe(true)
  // Nobody can have points for behaviour there
  expect(soundPolicy({ cards: [other] }, fields)).toBe(false)
  const ids = [card!, copy].flatMap(({ id, groups }) => [
    id,
    ...groups.flatMap((g) => g.criteria.map((c) => c.id)),
  ])
  expect(new Set(ids).size).toBe(ids.length)
})

test('two grades at one threshold are not fit to publish', () => {
  const twice = plainCard([decides], [...steps, { grade: 'C', from: 30 }])
  expect(soundPolicy(twice, fields)).toBe(false)
  expect(scorePolicy.safeParse(plainCard([decides], steps)).success).toBe(true)
})
