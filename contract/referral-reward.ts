import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { leadReferral, ofLead, pairParams, preparers, rewardStates, text } from './referral.ts'
import { done, pageOf } from './shapes.ts'

export const moveReward = endpoint({
  id: 'referral.reward',
  method: 'POST',
  path: '/api/v1/leads/:leadId/referrals/:referrerId/reward',
  may: preparers,
  summary: 'Sets the amount of a reward that is due, approves it, pays it or refuses it',
  params: pairParams,
  body: z.object({
    /** `due`: the amount alone; or back from approved or refused. */
    to: z.enum(['due', 'approved', 'paid', 'refused']),
    /** Minor units. */
    amount: z.int().min(0).max(1_000_000_000_000).optional(),
    reason: text(300).nullable().default(null),
    paidRef: text(80).nullable().default(null),
  }),
  reply: done,
  refuses: [
    'referral.step',
    'referral.approver',
    'referral.own',
    'referral.reason_needed',
    'referral.flagged',
    'referral.unverified',
    'referral.not_counting',
    'referral.amount_needed',
  ],
})

const rewardRow = leadReferral.extend(ofLead)
export type RewardRow = z.output<typeof rewardRow>

const rewardQuery = z.object({
  /** `held`: would be due, but for a flag that nobody has looked at. */
  state: z
    .enum([...rewardStates.slice(1), 'held'] as ['due', 'approved', 'paid', 'refused', 'held'])
    .optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

export const listRewards = endpoint({
  id: 'referral.rewards',
  method: 'GET',
  path: '/api/v1/referral-rewards',
  may: preparers,
  summary: 'Rewards by state, the newest first, with how many there are of each',
  query: rewardQuery,
  reply: pageOf(rewardRow).extend({ counts: z.record(z.string(), z.int()) }),
  refuses: ['cursor.invalid'],
})

export const exportRewards = endpoint({
  id: 'referral.export',
  method: 'GET',
  path: '/api/v1/referral-rewards/export',
  may: preparers,
  summary: 'The rewards as CSV, at most 100,000',
  query: rewardQuery.pick({ state: true }),
  reply: z.unknown().describe('text/csv'),
})

const setting = z.object({
  /** Within so many days of the first naming a verified referrer goes before one who is not. */
  windowDays: z.int().min(0).max(365),
  dueOn: z.enum(['qualified', 'converted']),
  /** Minor units of the organisation's currency; what a reward is until somebody says otherwise. */
  amount: z.int().min(0).max(1_000_000_000_000),
  /** What every referred lead is tagged with. */
  tag: text(40).min(1).nullable(),
})
export type ReferralSetting = z.output<typeof setting>

export const readReferralSetting = endpoint({
  id: 'referral.setting',
  method: 'GET',
  path: '/api/v1/referral-setting',
  may: 'user',
  summary: 'Which of several referrers counts, and when what reward is due',
  reply: setting.extend({ currency: z.string() }),
})

export const keepReferralSetting = endpoint({
  id: 'referral.keepSetting',
  method: 'PUT',
  path: '/api/v1/referral-setting',
  may: ['admin'],
  summary: 'Sets which of several referrers counts, and when what reward is due',
  body: setting,
  reply: done,
})
