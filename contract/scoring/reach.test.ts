import fc from 'fast-check'
import { expect, test } from 'vitest'
import { allFields } from '../../test/conditions.ts'
import type { Card, Criterion, CriterionGroup } from '../scorecard.ts'
import { reachProblems } from './reach.ts'
import { scorer } from './score.ts'

const at = { now: new Date('2026-03-01T00:00:00Z'), zone: 'Asia/Shanghai' }
const letters = ['a', 'b', 'c', 'd']

const anyFact = fc.tuple(fc.constantFrom(...letters), fc.integer({ min: -30, max: 30 }))
const anyGroup = fc.record({
  kind: fc.constantFrom<CriterionGroup['kind']>('fit', 'who', 'behaviour', 'other'),
  facts: fc.array(anyFact, { maxLength: 3 }),
  least: fc.option(fc.integer({ min: -40, max: 0 }), { nil: undefined }),
  most: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
})
const hasLines = (groups: readonly { facts: readonly unknown[] }[]) =>
  groups.some(({ facts }) => facts.length > 0)
const anySteps = fc
  .uniqueArray(fc.integer({ min: -60, max: 60 }), { minLength: 1, maxLength: 3 })
  .map((froms) => froms.map((from, i) => ({ grade: letters[i]!.toUpperCase(), from })))

function cardOf(
  groups: typeof anyGroup extends fc.Arbitrary<infer T> ? T[] : never,
  grading: Card['grading'],
): Card {
  return {
    id: 'c',
    name: 'c',
    groups: groups.map(({ kind, facts, least, most }, g) => ({
      id: `g${g}`,
      label: '',
      kind,
      ...(least === undefined ? {} : { least }),
      ...(most === undefined ? {} : { most }),
      // Each asks for a letter of its own, so that any of them may hold beside any other
      criteria: facts.map(([, points], i): Criterion => ({
        id: `${g} ${i}`,
        kind: 'fact',
        label: '',
        points,
        when: { field: 'need', op: 'contains', value: `<${g} ${i}>` },
      })),
    })),
    grading,
  }
}

/** Every lead there can be for such a card. */
function everyLead({ groups }: Card): string[] {
  const asked = groups.flatMap(({ criteria }) => criteria.map(({ id }) => `<${id}>`))
  return asked.reduce<string[]>((all, one) => [...all, ...all.map((need) => need + one)], ['-'])
}

test('a scale: a grade is beyond all leads exactly where no lead has it for its points', () => {
  fc.assert(
    fc.property(fc.array(anyGroup, { maxLength: 3 }).filter(hasLines), anySteps, (groups, steps) => {
      const card = cardOf(groups, { kind: 'scale', steps })
      const score = scorer({ cards: [card] }, allFields, at)
      const top = Math.max(...everyLead(card).map((need) => score({ need }).score))
      const beyond = reachProblems(card).map((problem) => problem.kind === 'beyond' && problem.grade)
      expect(beyond).toEqual(steps.filter(({ from }) => from > top).map(({ grade }) => grade))
    }),
    { numRuns: 150 },
  )
})

test('a grid without a problem gives every lead both letters', () => {
  fc.assert(
    fc.property(
      fc.array(anyGroup, { maxLength: 3 }).filter(hasLines),
      anySteps,
      anySteps,
      (groups, fit, behaviour) => {
        const card = cardOf(groups, { kind: 'grid', fit, behaviour })
        const score = scorer({ cards: [card] }, allFields, at)
        const halves = everyLead(card).some((need) => score({ need }).grade.length < 2)
        expect(reachProblems(card).some(({ kind }) => kind === 'half')).toBe(halves)
      },
    ),
    { numRuns: 150 },
  )
})

test('an axis without grades, and points without an end', () => {
  const event = (points: number, more: object = {}) =>
    ({
      id: 'e',
      kind: 'event',
      label: '',
      event: 'page',
      points,
      counts: { kind: 'each' },
      ...more,
    }) as Criterion
  const card = (criteria: Criterion[], more: object = {}): Card => ({
    id: 'c',
    name: 'c',
    groups: [{ id: 'g', label: '', kind: 'behaviour', criteria }],
    grading: { kind: 'grid', fit: [{ grade: 'A', from: 0 }], behaviour: [{ grade: '1', from: 500 }] },
    ...more,
  })
  expect(reachProblems(card([event(5)]))).toEqual([{ kind: 'half', axis: 'behaviour', grade: '1', least: 0 }])
  expect(reachProblems(card([event(5, { most: 400 })]))[0]).toMatchObject({
    kind: 'beyond',
    grade: '1',
    most: 400,
  })
  expect(reachProblems(card([event(-5)])).at(-1)).toMatchObject({ kind: 'half', least: -Infinity })
  const empty = { kind: 'grid', fit: [], behaviour: [{ grade: '1', from: 0 }] }
  expect(reachProblems(card([event(5)], { grading: empty }))).toEqual([{ kind: 'empty', axis: 'fit' }])
  expect(reachProblems(card([event(5)], { grading: empty, retired: true }))).toEqual([])
  expect(reachProblems(card([], { grading: empty }))).toEqual([])
})
