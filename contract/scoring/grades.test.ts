import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allFields } from '../../test/conditions.ts'
import { type Card, type Criterion, plainCard } from '../scorecard.ts'
import { scorer } from './score.ts'

const zone = 'Asia/Shanghai'
const start = Date.parse('2026-03-01T00:00:00Z')

test('grades by thresholds, or by fit and behaviour on a grid', () => {
  const always = { all: [] }
  const fact = (id: string, given: number): Criterion => ({
    id,
    kind: 'fact',
    label: id,
    when: always,
    points: given,
  })
  const at = { now: new Date(start), zone }
  const steps = [
    { grade: 'C', from: 0 },
    { grade: 'A', from: 60 },
    { grade: 'B', from: 30 },
  ]
  const graded = [-1, 0, 29, 30, 59, 60, 1000].map(
    (given) =>
      scorer(plainCard([{ id: 't', label: 't', when: always, points: given }], steps), allFields, at)({})
        .grade,
  )
  expect(graded).toEqual(['', 'C', 'C', 'B', 'B', 'A', 'A'])
  const grid = (fit: number, done: number): Card => ({
    id: 'c',
    name: 'c',
    groups: [
      { id: 'f', label: 'f', kind: 'fit', criteria: [fact('x', fit)] },
      { id: 'b', label: 'b', kind: 'behaviour', criteria: [fact('y', done)] },
    ],
    grading: {
      kind: 'grid',
      fit: [
        { grade: 'A', from: 10 },
        { grade: 'B', from: 0 },
      ],
      behaviour: [
        { grade: '1', from: 10 },
        { grade: '2', from: 0 },
      ],
    },
  })
  const placed = [
    [10, 10],
    [10, 0],
    [0, 20],
  ].map(([fit = 0, done = 0]) => scorer({ cards: [grid(fit, done)] }, allFields, at)({}).grade)
  expect(placed).toEqual(['A1', 'A2', 'B1'])
  expect(scorer(undefined, allFields, at)({})).toEqual({
    card: null,
    score: 0,
    grade: '',
    terms: [],
    changesAt: null,
  })
})

test('the first card that fits scores a lead', () => {
  const card = (id: string, when?: Card['when']): Card => ({
    id,
    name: id,
    ...(when ? { when } : {}),
    groups: [],
    grading: { kind: 'scale', steps: [] },
  })
  const cards = [card('south', { field: 'region', op: 'in', value: ['44'] }), card('rest')]
  const score = scorer({ cards }, allFields, { now: new Date(start), zone })
  expect([score({ region: '4403' }).card, score({ region: '11' }).card]).toEqual(['south', 'rest'])
})

test('a retired card scores nobody: it is as if it were not there', () => {
  const at = { now: new Date(start), zone }
  const cardOf = (id: string, points: number, word: string, retired: boolean): Card => ({
    id,
    name: id,
    when: { field: 'title', op: 'contains', value: word },
    groups: [
      {
        id: `g ${id}`,
        label: '',
        kind: 'fit',
        criteria: [{ id: `c ${id}`, kind: 'fact', label: '', when: { all: [] }, points }],
      },
    ],
    grading: { kind: 'scale', steps: [{ grade: 'A', from: 5 }] },
    ...(retired ? { retired } : {}),
  })
  const anyCards = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.constantFrom('a', 'b'), fc.boolean()),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  fc.assert(
    fc.property(anyCards, fc.constantFrom('a', 'b', 'ab', 'c'), (all, title) => {
      const cards = all.map(([points, word, retired], i) => cardOf(`${i}`, points, word, retired))
      const inUse = cards.filter(({ retired }) => !retired)
      const [having, without] = [cards, inUse].map((some) =>
        scorer({ cards: some }, allFields, at)({ title }),
      )
      expect(having).toEqual(without)
    }),
  )
})
