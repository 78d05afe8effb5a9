import fc from 'fast-check'
import { expect, test } from 'vitest'
import { choose, type Naming } from './choose.ts'

const day = (n: number) => new Date(Date.UTC(2026, 2, 1 + n))
const naming = (referrerId: string, more: Partial<Naming> = {}): Naming => ({
  referrerId,
  how: 'phone',
  at: day(0),
  state: 'unverified',
  referrerState: 'unverified',
  rewardState: 'none',
  ...more,
})
const who = (namings: readonly Naming[], days = 30) => choose(namings, days)?.referrerId ?? null

test('the first named counts, unless a verified one is named within the days', () => {
  const first = naming('a')
  const later = (n: number) => naming('b', { at: day(n), referrerState: 'verified' })
  expect(who([first, naming('b', { at: day(3) })])).toBe('a')
  expect(who([first, later(30)])).toBe('b')
  expect(who([first, later(31)])).toBe('a')
  expect(who([later(0), naming('c', { at: day(1), referrerState: 'verified' })])).toBe('b')
})

test('of a code and a phone that disagree the code counts', () => {
  expect(who([naming('a'), naming('b', { how: 'code' })])).toBe('b')
  expect(who([naming('a', { referrerState: 'verified' }), naming('b', { how: 'code' })])).toBe('a')
})

test('what somebody verified goes before all that was named, whenever; who was refused is not asked', () => {
  const said = naming('b', { at: day(200), state: 'verified' })
  expect(who([naming('a', { referrerState: 'verified' }), said])).toBe('b')
  expect(who([naming('a', { state: 'refused' }), naming('b', { at: day(90) })])).toBe('b')
  expect(who([naming('a', { referrerState: 'refused' })])).toBe(null)
  // The days count from the first who is still asked.
  const refused = naming('z', { state: 'refused', at: day(-60) })
  expect(who([refused, naming('a'), naming('b', { at: day(29), referrerState: 'verified' })])).toBe('b')
})

test('once a reward is approved or paid nobody else counts', () => {
  const paid = naming('a', { rewardState: 'paid', state: 'refused' })
  expect(who([paid, naming('b', { state: 'verified' })])).toBe('a')
})

const states = ['unverified', 'verified', 'refused'] as const
const namings = fc.uniqueArray(
  fc.record({
    referrerId: fc.string({ minLength: 1, maxLength: 3 }),
    how: fc.constantFrom('hand', 'code', 'phone', 'email', 'name'),
    at: fc.integer({ min: 0, max: 60 }).map(day),
    state: fc.constantFrom(...states),
    referrerState: fc.constantFrom(...states),
    rewardState: fc.constantFrom('none', 'due', 'approved', 'paid', 'refused'),
  }),
  { selector: ({ referrerId }) => referrerId, maxLength: 6 },
) as fc.Arbitrary<Naming[]>

test('the order they are told in matters nothing, and who counts was named and not refused', () => {
  fc.assert(
    fc.property(namings, fc.integer({ min: 0, max: 40 }), (all, days) => {
      const chosen = choose(all, days)
      expect(choose(all.toReversed(), days)).toBe(chosen)
      if (!chosen) return
      expect(all).toContain(chosen)
      const settled = ['approved', 'paid'].includes(chosen.rewardState)
      expect(settled || (chosen.state !== 'refused' && chosen.referrerState !== 'refused')).toBe(true)
    }),
  )
})
