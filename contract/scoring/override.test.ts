import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldsOf } from '../../rules/fields.ts'
import type { Card, Grading } from '../scorecard.ts'
import { gradesOf, isOverridden, type Override } from './override.ts'
import { reasonOf, termName } from './reason.ts'
import { scorer } from './score.ts'

const fields = fieldsOf([])
const now = new Date('2026-05-04T02:00:00Z')
const zone = 'Asia/Shanghai'
const points = fc.integer({ min: -60, max: 60 })

const stepsOf = (names: readonly string[]) =>
  fc
    .uniqueArray(fc.integer({ min: -80, max: 80 }), { minLength: 1, maxLength: names.length })
    .map((from) => from.toSorted((a, b) => b - a).map((at, i) => ({ grade: names[i]!, from: at })))
const anyGrading: fc.Arbitrary<Grading> = fc.oneof(
  stepsOf(['A', 'B', 'C', 'D']).map((steps) => ({ kind: 'scale' as const, steps })),
  fc
    .tuple(stepsOf(['A', 'B', 'C']), stepsOf(['1', '2', '3']))
    .map(([fit, behaviour]) => ({ kind: 'grid' as const, fit, behaviour })),
)
const kinds = ['fit', 'who', 'behaviour', 'other'] as const
/** A card whose groups each give what is drawn, some of it taken by a cap. */
const anyCard: fc.Arbitrary<Card> = fc
  .tuple(anyGrading, fc.tuple(points, points, points, points), fc.option(fc.integer({ min: 0, max: 40 })))
  .map(([grading, given, cap]) => ({
    id: 'card',
    name: '卡',
    grading,
    groups: kinds.map((kind, i) => ({
      id: kind,
      label: kind,
      kind,
      ...(cap === null ? {} : { most: cap }),
      criteria: [{ id: `c${i}`, kind: 'fact' as const, label: '是', when: { all: [] }, points: given[i]! }],
    })),
  }))
const byHand = (to: Override['to'], more: Partial<Override> = {}): Override => ({
  id: 'o',
  to,
  reason: 'noBudget',
  by: '张三',
  at: '2026-05-01T00:00:00Z',
  until: null,
  ...more,
})
const scored = (card: Card, override: Override | null, at = now) =>
  scorer({ cards: [card] }, fields, { now: at, zone })({ scoreOverride: override })
const sum = ({ terms }: { terms: readonly { points: number }[] }) =>
  terms.reduce((all, one) => all + one.points, 0)

test('with a grade by hand the score is still the sum of its terms, and the grade reached is the one asked', () => {
  fc.assert(
    fc.property(
      anyCard.chain((card) => fc.tuple(fc.constant(card), fc.constantFrom(...gradesOf(card.grading)))),
      ([card, grade]) => {
        const own = scored(card, null)
        const put = scored(card, byHand({ grade }))
        expect(put.grade).toBe(grade)
        expect(put.score).toBe(sum(put))
        // Where it was already nothing is added, and what the card gave stays as it was
        expect(isOverridden(put.terms)).toBe(own.grade !== grade)
        expect(put.terms.filter(({ id }) => !id.startsWith('override:'))).toEqual(own.terms)
        expect(scored(card, null)).toEqual(own)
      },
    ),
  )
})

test('in one scale the smallest step is taken: to the edge of the grade that lies nearest', () => {
  fc.assert(
    fc.property(anyCard, (card) => {
      if (card.grading.kind !== 'scale') return
      const own = scored(card, null)
      for (const grade of gradesOf(card.grading)) {
        const put = scored(card, byHand({ grade }))
        if (put.score === own.score) continue
        const nearer = scored(card, byHand({ score: put.score - Math.sign(put.score - own.score) }))
        expect(nearer.grade).not.toBe(grade)
      }
    }),
  )
})

test('a score by hand is that score; in a grid it moves no grade', () => {
  fc.assert(
    fc.property(anyCard, fc.integer({ min: -300, max: 300 }), (card, score) => {
      const put = scored(card, byHand({ score }))
      expect(put.score).toBe(score)
      expect(sum(put)).toBe(score)
      if (card.grading.kind === 'grid') expect(put.grade).toBe(scored(card, null).grade)
    }),
  )
})

test('it holds from its moment to its end, and the score says that it turns then', () => {
  const card: Card = {
    id: 'card',
    name: '卡',
    groups: [],
    grading: { kind: 'scale', steps: [{ grade: 'A', from: 50 }] },
  }
  const until = '2026-05-06T00:00:00.000Z'
  const held = byHand({ grade: 'A' }, { until })
  expect(scored(card, held)).toMatchObject({ score: 50, grade: 'A', changesAt: new Date(until) })
  expect(scored(card, held, new Date(until))).toMatchObject({ score: 0, grade: '', changesAt: null })
  expect(scored(card, held, new Date('2026-04-30T00:00:00Z'))).toMatchObject({ score: 0, grade: '' })
  // Of a grade that a later version does not have nothing is left
  expect(scored(card, byHand({ grade: 'S' }))).toMatchObject({ score: 0, grade: '', terms: [] })
})

test('the reason names who set it and why', () => {
  const card: Card = {
    id: 'card',
    name: '卡',
    groups: [],
    grading: { kind: 'scale', steps: [{ grade: 'A', from: 50 }] },
  }
  const put = scored(card, byHand({ grade: 'A' }))
  expect(reasonOf(put, 'zh')).toBe('A 级 50 分：张三手动调整（没有预算） +50')
  expect(reasonOf(put, 'en')).toBe('A with 50 points: set by 张三 (no budget) +50')
  expect(termName({ id: 'cap:g', label: '组' }, 'en')).toBe('组 (limit of the group)')
})
