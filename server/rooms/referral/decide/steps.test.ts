import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rewardStates } from '../../../../contract/referral.ts'
import { type RewardAsk, rewardObstacle, rewardSteps } from './steps.ts'

const fine: RewardAsk = {
  from: 'due',
  to: 'approved',
  roles: ['manager'],
  own: false,
  counts: true,
  state: 'verified',
  flagged: false,
  amount: 10_000,
  reason: null,
}
const why = (more: Partial<RewardAsk>) => rewardObstacle({ ...fine, ...more })

test('a marketer prepares the amount, a manager approves and pays', () => {
  expect(why({})).toBe(null)
  expect(why({ to: 'due', roles: ['marketer'] })).toBe(null)
  expect(why({ roles: ['marketer'] })).toBe('referral.approver')
  expect(why({ from: 'approved', to: 'paid', roles: ['marketer'] })).toBe('referral.approver')
  expect(why({ from: 'approved', to: 'due', roles: ['marketer'] })).toBe('referral.approver')
  expect(why({ from: 'approved', to: 'paid', roles: ['admin'] })).toBe(null)
})

test('each thing that is missing is its own no', () => {
  expect(why({ own: true })).toBe('referral.own')
  expect(why({ flagged: true })).toBe('referral.flagged')
  expect(why({ state: 'unverified' })).toBe('referral.unverified')
  expect(why({ counts: false })).toBe('referral.not_counting')
  expect(why({ amount: null })).toBe('referral.amount_needed')
  expect(why({ to: 'refused' })).toBe('referral.reason_needed')
  expect(why({ to: 'refused', reason: '自荐' })).toBe(null)
})

test('whatever is asked: nothing leaves paid or none by hand, and nothing is paid that was not approved', () => {
  for (const to of rewardStates) {
    expect(why({ from: 'paid', to })).toBe('referral.step')
    expect(why({ from: 'none', to })).toBe('referral.step')
  }
  fc.assert(
    fc.property(fc.constantFrom(...rewardStates), (from) => {
      expect(rewardSteps[from].includes('paid')).toBe(from === 'approved')
    }),
  )
})
