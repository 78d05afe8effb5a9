import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isPending, nextAfter, settle } from './queue.ts'
import type { Turn } from './queue.ts'

const turn = (leadId: string, because: Turn['because'] = 'due'): Turn => ({ leadId, because, at: null })

test('what was worked stays in its place, ticked; what came meanwhile is only counted', () => {
  const taken = [turn('a'), turn('b', 'next'), turn('c', 'new'), turn('d', 'open')]
  const now = [turn('e', 'new'), turn('b', 'next'), turn('d', 'due'), turn('a', 'open')]
  const { places, fresh } = settle(taken, now)
  expect(places.map(({ leadId, done }) => [leadId, done])).toEqual([
    ['a', true],
    ['b', false],
    ['c', true],
    ['d', false],
  ])
  expect(fresh).toBe(2)
})

test('the next is the following open one, then the first that was left out; none when all is done', () => {
  const { places } = settle(
    [turn('a'), turn('b'), turn('c'), turn('d', 'open')],
    [turn('a'), turn('c'), turn('d', 'open')],
  )
  expect(nextAfter(places, 'a')).toBe('c')
  expect(nextAfter(places, 'c')).toBe('a')
  expect(nextAfter(places, undefined)).toBe('a')
  expect(nextAfter(settle([turn('a')], [turn('a', 'open')]).places, 'a')).toBeUndefined()
})

const turns = fc.uniqueArray(
  fc.record({
    leadId: fc.constantFrom(...'abcdefgh'),
    because: fc.constantFrom('due', 'next', 'new', 'open'),
    at: fc.constant(null),
  }),
  { selector: ({ leadId }) => leadId },
)

test('taken now, nothing is done and nothing is fresh; later, the order is still the one taken', () => {
  fc.assert(
    fc.property(turns, turns, (taken, now) => {
      const same = settle(taken, taken)
      expect(same.fresh).toBe(0)
      expect(same.places.some(({ done }) => done)).toBe(false)
      const later = settle(taken, now).places.map(({ leadId }) => leadId)
      expect(later).toEqual(taken.map(({ leadId }) => leadId).filter((each) => later.includes(each)))
      expect(later.length).toBeGreaterThanOrEqual(taken.filter(isPending).length)
    }),
  )
})
