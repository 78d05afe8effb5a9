import fc from 'fast-check'
import { expect, test } from 'vitest'
import { confirmOutcomes } from '../../../contract/confirm.ts'
import { countedAs, nextTry } from './decide.ts'

const now = new Date('2026-03-02T02:00:00Z')

test('what was put right counts as completing, and completing nothing is no outcome', () => {
  expect(countedAs('confirmed', false)).toBe('confirmed')
  expect(countedAs('confirmed', true)).toBe('completed')
  expect(countedAs('completed', true)).toBe('completed')
  expect(countedAs('completed', false)).toBeUndefined()
  fc.assert(
    fc.property(fc.constantFrom(...confirmOutcomes), fc.boolean(), (outcome, changed) => {
      if (outcome === 'refused' || outcome === 'unreachable')
        expect(countedAs(outcome, changed)).toBe(outcome)
    }),
  )
})

test('a lead nobody answers is tried as often as was said, never sooner than was said', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 720 }),
      (mostTries, retryHours) => {
        let tries = 0
        let at: Date | null = now
        while (at) {
          const next = nextTry({ tries, mostTries, retryHours }, at)
          if (next) expect(next.getTime() - at.getTime()).toBe(retryHours * 3_600_000)
          at = next
          tries += 1
        }
        expect(tries).toBe(mostTries)
      },
    ),
  )
})
