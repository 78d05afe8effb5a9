import { expect, test } from 'vitest'
import { ruleOf } from '../test/matching.ts'
import { type Field, fieldsOf } from './fields.ts'
import { matchProblemSentence } from './matching-problems.ts'
import { checkMatching, logicOf, type MatchTerm, matchPolicy, usualManners } from './matching.ts'

const studentId: Field = {
  key: 'student_id',
  type: 'text',
  label: { zh: '学号', en: 'Student id' },
  origin: 'custom',
  id: '0191d1f0-0000-7000-8000-000000000001',
}
const plain = fieldsOf([studentId])
const fast = fieldsOf([{ ...studentId, fast: true }])

const terms: MatchTerm[] = [
  { name: 'A', kind: 'phone' },
  { name: 'B', kind: 'company' },
  { name: 'like', kind: 'companyLike', atLeast: 0.8, by: 'pairs' },
  { name: 'near', kind: 'companyLike', atLeast: 0.8, by: 'jaroWinkler' },
  { name: 'far', kind: 'companyLike', atLeast: 0.7, by: 'edits' },
  { name: 'namesake', kind: 'nameLike', atLeast: 0.9 },
  { name: '学号', kind: 'field', field: 'custom.student_id' },
]
const problems = (logic: string, more: MatchTerm[] = [], fields = plain) =>
  checkMatching({ terms: [...terms, ...more], rules: [ruleOf(logic, 'merge', { name: '规则一' })] }, fields)
const codes = (...args: Parameters<typeof problems>) => problems(...args).map(({ code }) => code)

test('rules that an index serves pass', () => {
  for (const logic of [
    'A',
    '(A and B) or like',
    'B and namesake',
    'A and not near',
    '学号 and A',
    'like and far',
  ])
    expect(codes(logic)).toEqual([])
})

test.each([
  ['namesake', ['match.unserved']],
  ['A or namesake', ['match.unserved']],
  ['near', ['match.unserved']],
  ['far', ['match.unserved']],
  ['not A', ['match.unserved']],
  ['学号', ['match.unserved']],
  ['A and Z', ['match.term_unknown']],
  ['A and', ['match.logic_unreadable']],
  ['(A', ['match.logic_open']],
  ['', ['match.logic_empty']],
  [Array.from({ length: 10_000 }, (_, i) => `A${i}`).join(' or '), ['match.logic_large']],
])('%#', (logic, expected) => {
  expect(codes(logic)).toEqual(expected)
})

test('a custom field serves once it is fast', () => {
  expect(codes('学号', [], fast)).toEqual([])
})

test('what is wrong with terms', () => {
  expect(codes('A', [{ name: 'A', kind: 'email' }])).toEqual(['match.term_twice'])
  expect(codes('A', [{ name: 'or', kind: 'email' }])).toEqual(['match.term_name'])
  expect(codes('A', [{ name: '1st', kind: 'email' }])).toEqual(['match.term_name'])
  expect(codes('A', [{ name: 'X', kind: 'field', field: 'custom.gone' }])).toEqual(['match.field_unknown'])
})

test('named parts are put in their places, and may not lead back to themselves', () => {
  const part = (name: string, logic: string): MatchTerm => ({ name, kind: 'logic', logic })
  expect(codes('firm and namesake', [part('firm', 'B or like')])).toEqual([])
  expect(logicOf('A or firm', [...terms, part('firm', 'B and A')])).toEqual({
    or: [{ term: 'A' }, { and: [{ term: 'B' }, { term: 'A' }] }],
  })
  expect(codes('X', [part('X', 'A or X')])).toEqual(['match.term_circle'])
  const circle = problems('X', [part('X', 'A and Y'), part('Y', 'B or X')])
  expect(circle.map((problem) => matchProblemSentence(problem, 'en'))).toEqual([
    'The term "X" leads back to itself (X → Y → X); take one of these references out',
    'The term "Y" leads back to itself (Y → X → Y); take one of these references out',
  ])
})

test('parts that double at every step are too large, and are counted rather than built', () => {
  const doubling = Array.from({ length: 40 }, (_, i): MatchTerm => {
    const last = i === 0 ? 'A' : `d${i - 1}`
    return { name: `d${i}`, kind: 'logic', logic: `${last} and ${last}` }
  })
  expect(codes('d39', doubling)).toContain('match.logic_large')
})

test('the sentence names the rule, the place and the remedy in both languages', () => {
  const [problem] = problems('A or namesake')
  expect(matchProblemSentence(problem!, 'zh')).toMatch(
    /^规则“规则一”会把每条线索和所有线索逐一比较：namesake 没有索引可用。请用“且”/,
  )
  expect(matchProblemSentence(problem!, 'en')).toMatch(
    /^The rule "规则一" would compare every lead with every other: no index serves namesake\./,
  )
})

test('what cannot be done with a record in its state is no policy', () => {
  const rule = ruleOf('A', 'merge')
  const policy = (does: object) => ({
    terms,
    ...usualManners,
    rules: [{ ...rule, does: { ...rule.does, ...does } }],
  })
  expect(matchPolicy.safeParse(policy({})).success).toBe(true)
  expect(matchPolicy.safeParse(policy({ closed: 'merge' })).success).toBe(false)
  expect(matchPolicy.safeParse(policy({ customer: 'reenquire' })).success).toBe(false)
})

test('a rule that could hold of no known customer is refused, one that could is not', () => {
  const terms: MatchTerm[] = [
    { name: 'A', kind: 'phone' },
    { name: 'B', kind: 'company' },
    { name: 'C', kind: 'field', field: 'title' },
  ]
  const told = (logic: string, against: 'leads' | 'customers' | 'both') =>
    checkMatching({ terms, rules: [ruleOf(logic, 'link', { against })] }, plain).map(({ code }) => code)
  for (const against of ['customers', 'both'] as const) {
    expect(told('B and C', against)).toEqual(['match.not_of_customers'])
    expect(told('(B and C) or A', against)).toEqual([])
    expect(told('B and not C', against)).toEqual([])
  }
  expect(told('B and C', 'leads')).toEqual([])
})

test('thresholds of likelihood lie between nothing and certainty, and asking is not above linking', () => {
  const told = (ask: number | null, link: number | null) =>
    checkMatching({ terms: [], rules: [], likelihood: { ask, link } }, plain).map((problem) =>
      matchProblemSentence(problem, 'en'),
    )
  expect([told(null, null), told(0.4, 0.95), told(0.9, 0.9), told(0.4, null)]).toEqual([[], [], [], []])
  expect(told(0, 0.9)[0]).toContain('it is 0 %')
  expect(told(null, 1)[0]).toContain('it is 100 %')
  expect(told(0.97, 0.95)[0]).toContain('(97 %) cannot lie above the one for linking (95 %)')
})
