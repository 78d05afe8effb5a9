import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Scorecard } from '../../../../contract/policy.ts'
import { matches } from '../../../../rules/matches.ts'
import { allFields, anyCondition, anyLead, anyMoment } from '../../../../test/conditions.ts'
import { scorer } from './score.ts'

const anyTerms = fc
  .array(fc.record({ when: anyCondition, points: fc.integer({ min: -1000, max: 1000 }) }), { maxLength: 6 })
  .map((terms) => terms.map((term, i) => ({ ...term, id: `t${i}`, label: `第${i}条` })))
const anyGrades = fc.uniqueArray(fc.record({ grade: fc.constantFrom('A', 'B', 'C'), from: fc.integer() }), {
  selector: ({ from }) => from,
})

test('a score is the sum of the terms that apply, and of no others', () => {
  fc.assert(
    fc.property(anyTerms, anyLead, anyMoment, (terms, lead, at) => {
      const { score, terms: told } = scorer({ terms, grades: [] }, allFields, at)(lead)
      const applying = terms.filter(({ when }) => matches(when, allFields, at)(lead))
      expect(told).toEqual(applying.map(({ id, label, points }) => ({ id, label, points })))
      expect(score).toBe(applying.reduce((sum, { points }) => sum + points, 0))
    }),
  )
})

test('the order of terms and of grades changes nothing but the order of the explanation', () => {
  fc.assert(
    fc.property(anyTerms, anyGrades, anyLead, anyMoment, (terms, grades, lead, at) => {
      const one = scorer({ terms, grades }, allFields, at)(lead)
      const turned = { terms: terms.toReversed(), grades: grades.toReversed() }
      const other = scorer(turned, allFields, at)(lead)
      expect({ ...other, terms: other.terms.toReversed() }).toEqual(one)
    }),
  )
})

test('the grade is that of the highest threshold reached; below all of them there is none', () => {
  const always = { all: [] }
  const card = (points: number): Scorecard => ({
    terms: [{ id: 't', label: 't', when: always, points }],
    grades: [
      { grade: 'C', from: 0 },
      { grade: 'A', from: 60 },
      { grade: 'B', from: 30 },
    ],
  })
  const at = { now: new Date(), zone: 'UTC' }
  const graded = [-1, 0, 29, 30, 59, 60, 1000].map((points) => scorer(card(points), allFields, at)({}).grade)
  expect(graded).toEqual(['', 'C', 'C', 'B', 'B', 'A', 'A'])
  expect(scorer(undefined, allFields, at)({})).toEqual({ score: 0, grade: '', terms: [] })
})
