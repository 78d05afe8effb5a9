import { expect, test } from 'vitest'
import { markOf } from './compare.ts'
import { setsOf } from './groups.ts'
import { percentOf, signed } from './percent.ts'
import type { Pair } from './usePairs.ts'

type Lead = Pair['a']

test('what is not sure does not read as sure', () => {
  expect([0.2, 0.874, 0.9899, 0.994, 0.9989, 0.99949, 0.9999, 1].map(percentOf)).toEqual([
    '20%',
    '87%',
    '99%',
    '99.4%',
    '99.8%',
    '99.9%',
    '>99.9%',
    '>99.9%',
  ])
})

test('bits carry their sign', () => {
  expect([8.24, -3.06, 0.01, -0.01].map(signed)).toEqual(['+8.2', '−3.1', '0.0', '0.0'])
})

test('pairs with a lead in common are one set, the others are apart', () => {
  const pair = (a: string, b: string) => ({ a: { leadId: a }, b: { leadId: b } })
  const sets = setsOf([pair('1', '2'), pair('3', '4'), pair('5', '6'), pair('4', '2')])
  expect(sets.map((set) => set.toSorted().join(''))).toEqual(expect.arrayContaining(['1234', '56']))
  expect(sets).toHaveLength(2)
})

test('of a masked contact nobody can tell whether two are equal', () => {
  const lead = (phone: string | null, masked: boolean) => ({ phone, masked, custom: {} }) as unknown as Lead
  expect([
    markOf(lead('138', false), lead('138', false), 'phone'),
    markOf(lead('138', false), lead('139', false), 'phone'),
    markOf(lead('13*', true), lead('13*', false), 'phone'),
    markOf(lead(null, false), lead('139', false), 'phone'),
    markOf(lead(null, true), lead(null, false), 'phone'),
  ]).toEqual(['equal', 'unequal', 'hidden', 'onlyOne', 'none'])
})
