import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { evaluate, type Logic, logicCaps, readLogic, searchBy, termsOf } from './logic.ts'

const read = (line: string) => {
  const found = readLogic(line)
  return 'logic' in found ? found.logic : found.fault.code
}

test.each([
  ['A', { term: 'A' }],
  ['A and B', { and: [{ term: 'A' }, { term: 'B' }] }],
  ['(A and B) or C', { or: [{ and: [{ term: 'A' }, { term: 'B' }] }, { term: 'C' }] }],
  ['A or B and C', { or: [{ term: 'A' }, { and: [{ term: 'B' }, { term: 'C' }] }] }],
  ['（电话 且 公司）或 邮箱', { or: [{ and: [{ term: '电话' }, { term: '公司' }] }, { term: '邮箱' }] }],
  ['A && !B || C', { or: [{ and: [{ term: 'A' }, { not: { term: 'B' } }] }, { term: 'C' }] }],
  ['not (a OR b)', { not: { or: [{ term: 'a' }, { term: 'b' }] } }],
])('%s', (line, logic) => {
  expect(read(line)).toEqual(logic)
})

describe('what cannot be read', () => {
  test.each([
    ['', 'match.logic_empty', 0],
    ['  ', 'match.logic_empty', 0],
    ['A and', 'match.logic_unreadable', 5],
    ['and A', 'match.logic_unreadable', 0],
    ['A B', 'match.logic_unreadable', 2],
    ['A + B', 'match.logic_unreadable', 2],
    ['(A or B', 'match.logic_open', 7],
    ['A or B)', 'match.logic_unreadable', 6],
    ['1 and 2', 'match.logic_unreadable', 0],
    [`${'('.repeat(5000)}A`, 'match.logic_large', logicCaps.length],
    [`${'('.repeat(20)}A${')'.repeat(20)}`, 'match.logic_large', 10],
    [Array.from({ length: 10_000 }, () => 'A').join(' or '), 'match.logic_large', logicCaps.length],
    [Array.from({ length: 60 }, () => 'A').join(' or '), 'match.logic_large', 296],
  ])('%#', (line, code, at) => {
    expect(readLogic(line)).toMatchObject({ fault: { code, at } })
  })

  test('is told, whatever the text: nothing throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (line) => void readLogic(line)))
  })
})

const anyLogic: fc.Arbitrary<Logic> = fc.letrec<{ logic: Logic }>((tie) => ({
  logic: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...'ABCDE').map((term) => ({ term })),
    fc.array(tie('logic'), { minLength: 2, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie('logic'), { minLength: 2, maxLength: 3 }).map((or) => ({ or })),
    tie('logic').map((not) => ({ not })),
  ),
})).logic
const anyTruth = fc
  .dictionary(fc.constantFrom(...'ABCDE'), fc.boolean())
  .map((truth) => (term: string) => truth[term] ?? false)

/** The same line in JavaScript, evaluated by it. */
const scripted = (logic: Logic): string => {
  if ('term' in logic) return `t(${JSON.stringify(logic.term)})`
  if ('not' in logic) return `!(${scripted(logic.not)})`
  return 'and' in logic ? `(${logic.and.map(scripted).join('&&')})` : `(${logic.or.map(scripted).join('||')})`
}
const written = (logic: Logic): string => {
  if ('term' in logic) return logic.term
  if ('not' in logic) return `not (${written(logic.not)})`
  return `(${('and' in logic ? logic.and : logic.or).map(written).join('and' in logic ? ' and ' : ' 或 ')})`
}

test('a line holds as JavaScript says it does, and reads as it was written', () => {
  fc.assert(
    fc.property(anyLogic, anyTruth, (logic, truth) => {
      // oxlint-disable-next-line typescript/no-implied-eval -- JavaScript itself is the oracle
      const says = new Function('t', `return ${scripted(logic)}`) as (t: typeof truth) => boolean
      expect(evaluate(logic, truth)).toBe(says(truth))
      const line = written(logic)
      const again = readLogic(line)
      if ('fault' in again) expect(again.fault.code).toBe('match.logic_large')
      else expect(evaluate(again.logic, truth)).toBe(says(truth))
    }),
  )
})

test('whatever a line is true of is found by one of the terms it is searched by', () => {
  const cost = (term: string) => ({ A: 1, B: 10, C: 100 })[term]
  fc.assert(
    fc.property(anyLogic, anyTruth, (logic, truth) => {
      if (!evaluate(logic, truth)) return
      for (const joins of [() => false, () => true]) {
        const way = searchBy(logic, cost, joins)
        if (!way) continue
        expect(way.sets.some((set) => set.every(truth))).toBe(true)
        expect(way.sets.flat().every((term) => cost(term) !== undefined)).toBe(true)
      }
    }),
    { numRuns: 2000 },
  )
})

test('the cheapest way is taken, and none where a line is true of what nothing finds', () => {
  const cost = (term: string) => ({ A: 1, B: 10 })[term]
  const way = (line: string) => searchBy(read(line) as Logic, cost)?.sets.flat()
  expect(way('A and B')).toEqual(['A'])
  expect(way('B and Z')).toEqual(['B'])
  expect(way('A or B')).toEqual(['A', 'B'])
  expect(way('A or Z')).toBeUndefined()
  expect(way('not A')).toBeUndefined()
  expect(way('A and not Z')).toEqual(['A'])
  const joined = (line: string) =>
    searchBy(
      read(line) as Logic,
      (term) => ({ A: 1, B: 10, C: 20, D: 30 })[term],
      (term) => term !== 'A',
    )?.sets
  expect(joined('D and C and B')).toEqual([['B', 'C']])
  expect(joined('B and A')).toEqual([['A']])
  expect(joined('(C and D) or A')).toEqual([['C', 'D'], ['A']])
  expect(joined('B and B and Z')).toEqual([['B']])
  expect(termsOf(read('(A and B) or A') as Logic)).toEqual(['A', 'B'])
})
