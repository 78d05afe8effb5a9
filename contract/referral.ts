import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { done, id, idParams, instant, pageOf } from './shapes.ts'

export const referrerKinds = ['customer', 'employee', 'partner'] as const
export type ReferrerKind = (typeof referrerKinds)[number]

/** Of a referrer: whether it is somebody we take referrals from. Of a lead: whether it is really by them. */
export const referralStates = ['unverified', 'verified', 'refused'] as const
export type ReferralState = (typeof referralStates)[number]

export const rewardStates = ['none', 'due', 'approved', 'paid', 'refused'] as const
export type RewardState = (typeof rewardStates)[number]

/** How a lead named its referrer. */
export const namedHows = ['hand', 'code', 'phone', 'email', 'name'] as const
export type NamedHow = (typeof namedHows)[number]

/**
 * What somebody should look at before there is a reward:
 * self         the lead is the referrer: the same phone, e-mail, customer or lead
 * sameCompany  the lead is of the referrer's own company
 * ring         the lead, by others, referred its own referrer
 * ownRep       an employee referred a lead that is theirs to work
 * several      others were named for the lead too
 * byName       it was found by the name alone
 */
export const referralFlags = ['self', 'sameCompany', 'ring', 'ownRep', 'several', 'byName'] as const
export type ReferralFlag = (typeof referralFlags)[number]

/** Flags that keep a lead from going to the referrer's rep. */
export const barringFlags: readonly ReferralFlag[] = ['self', 'ring', 'ownRep']

export const text = (max: number) => z.string().trim().max(max)

/** Whom an arrival names: a referral code, or a phone or e-mail; as one text, or each in its place. */
export const namedReferrer = z
  .union([
    z.string().max(400),
    z.strictObject({
      code: text(40).nullish(),
      phone: text(100).nullish(),
      email: text(200).nullish(),
      name: text(100).nullish(),
    }),
  ])
  .describe('Who referred the lead: a referral code, a phone or an e-mail, as one text or each in its place')
export type NamedReferrer = z.infer<typeof namedReferrer>

const staff = ['rep', 'manager', 'marketer', 'admin'] as const
export const preparers = ['manager', 'marketer', 'admin'] as const
const approvers = ['manager', 'admin'] as const

const person = z.object({ id, name: z.string().nullable() })

const referrerBody = z.object({
  kind: z.enum(referrerKinds),
  name: text(100).nullable(),
  company: text(200).nullable().default(null),
  /** Left out it stays as it is. */
  phone: text(100).nullish(),
  email: text(200).nullish(),
  note: text(500).nullable().default(null),
  /** Who won the referrer; null: whoever has the customer or the lead they are. */
  repId: id.nullable().default(null),
  teamId: id.nullable().default(null),
  /** Whom of ours an employee is. */
  userId: id.nullable().default(null),
})
export type ReferrerBody = z.output<typeof referrerBody>

const counts = {
  referred: z.int(),
  qualified: z.int(),
  won: z.int(),
  /** Rewards due or approved, and not paid yet. */
  due: z.int(),
}

const referrerRow = z.object({
  referrerId: id,
  code: z.string(),
  kind: z.enum(referrerKinds),
  name: z.string().nullable(),
  company: z.string().nullable(),
  /** Masked where the reader does not see whoever it is. */
  phone: z.string().nullable(),
  email: z.string().nullable(),
  masked: z.boolean(),
  state: z.enum(referralStates),
  /** Whose the leads they refer are, as it stands; `left` where that one is not with us any more. */
  rep: person.extend({ left: z.boolean(), set: z.boolean() }).nullable(),
  archivedAt: instant.nullable(),
  ...counts,
})
export type ReferrerRow = z.output<typeof referrerRow>

/** A lead said to be by a referrer. */
const referral = z.object({
  leadId: id,
  referrerId: id,
  how: z.enum(namedHows),
  at: instant,
  counts: z.boolean(),
  state: z.enum(referralStates),
  reason: z.string().nullable(),
  flags: z.array(z.enum(referralFlags)),
  /** Who said that the flags are fine. */
  cleared: z.object({ by: z.string(), at: instant, note: z.string().nullable() }).nullable(),
  reward: z.object({
    state: z.enum(rewardStates),
    /** Minor units. */
    amount: z.int().nullable(),
    currency: z.string().nullable(),
    dueAt: instant.nullable(),
    by: z.string().nullable(),
    at: instant.nullable(),
    reason: z.string().nullable(),
    paidRef: z.string().nullable(),
  }),
})

/** The lead it is, as far as the reader sees it. */
export const ofLead = {
  leadName: z.string().nullable(),
  leadCompany: z.string().nullable(),
  stage: z.string(),
}

const referrerPage = referrerRow.extend({
  note: z.string().nullable(),
  reason: z.string().nullable(),
  repId: id.nullable(),
  teamId: id.nullable(),
  userId: id.nullable(),
  customerId: id.nullable(),
  leadId: id.nullable(),
  createdAt: instant,
  version: z.int(),
  /** The newest hundred. */
  referrals: z.array(referral.extend(ofLead)),
})
export type ReferrerPage = z.output<typeof referrerPage>

export const leadReferral = referral.extend({
  name: z.string().nullable(),
  code: z.string(),
  kind: z.enum(referrerKinds),
  referrerState: z.enum(referralStates),
  repName: z.string().nullable(),
})
export type LeadReferral = z.output<typeof leadReferral>

const referrerParams = idParams('referrerId')
export const pairParams = z.object({ leadId: id, referrerId: id })

export const listReferrers = endpoint({
  id: 'referrers.list',
  method: 'GET',
  path: '/api/v1/referrers',
  may: staff,
  summary: 'Who refers leads to us, with how many they referred, how many of these were won and what is owed',
  query: z.object({
    q: z.string().max(100).optional(),
    kind: z.enum(referrerKinds).optional(),
    state: z.enum(referralStates).optional(),
    archived: z.literal('true').optional(),
    cursor: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: pageOf(referrerRow),
  refuses: ['cursor.invalid'],
})

export const readReferrer = endpoint({
  id: 'referrers.read',
  method: 'GET',
  path: '/api/v1/referrers/:referrerId',
  may: staff,
  summary: 'A referrer with the leads said to be by them',
  params: referrerParams,
  reply: referrerPage,
})

export const addReferrer = endpoint({
  id: 'referrers.add',
  method: 'POST',
  path: '/api/v1/referrers',
  may: staff,
  summary: 'Adds a referrer, with a code of their own; verified unless a rep adds them',
  body: referrerBody,
  reply: z.object({ referrerId: id, code: z.string() }),
  refuses: ['referrer.nameless', 'referrer.unreadable', 'referrer.taken', 'referrer.not_member'],
})

export const changeReferrer = endpoint({
  id: 'referrers.change',
  method: 'PUT',
  path: '/api/v1/referrers/:referrerId',
  may: preparers,
  summary: 'Changes a referrer; the code stays',
  params: referrerParams,
  body: referrerBody.extend({ version: z.int() }),
  reply: done,
  refuses: [
    'referrer.nameless',
    'referrer.unreadable',
    'referrer.taken',
    'referrer.not_member',
    'version.stale',
  ],
})

export const judgeReferrer = endpoint({
  id: 'referrers.judge',
  method: 'POST',
  path: '/api/v1/referrers/:referrerId/state',
  may: preparers,
  summary: 'Verifies a referrer, or refuses them with a reason: nothing they refer counts any more',
  params: referrerParams,
  body: z.object({ to: z.enum(referralStates), reason: text(300).nullable().default(null) }),
  reply: done,
  refuses: ['referral.reason_needed', 'referral.step'],
})

export const archiveReferrer = endpoint({
  id: 'referrers.archive',
  method: 'POST',
  path: '/api/v1/referrers/:referrerId/archive',
  may: preparers,
  summary: 'Puts a referrer away, or brings them back; who is put away is named by no arrival',
  params: referrerParams,
  body: z.object({ archived: z.boolean() }),
  reply: done,
})

export const readLeadReferral = endpoint({
  id: 'referral.ofLead',
  method: 'GET',
  path: '/api/v1/leads/:leadId/referral',
  may: staff,
  summary: 'Who is said to have referred a lead, the one who counts first',
  params: idParams('leadId'),
  reply: z.object({ items: z.array(leadReferral) }),
})

export const nameReferrer = endpoint({
  id: 'referral.name',
  method: 'POST',
  path: '/api/v1/leads/:leadId/referral',
  may: ['rep', 'manager', 'admin'],
  summary: 'Says who referred a lead: a referrer by id, or whom a text names',
  params: idParams('leadId'),
  body: z.union([z.strictObject({ referrerId: id }), z.strictObject({ named: namedReferrer })]),
  reply: done,
  refuses: ['referral.unknown', 'lead.not_yours', 'lead.merged', 'lead.erased'],
})

export const judgeReferral = endpoint({
  id: 'referral.judge',
  method: 'POST',
  path: '/api/v1/leads/:leadId/referrals/:referrerId/state',
  may: preparers,
  summary: 'Verifies that a lead is by a referrer, or refuses it with a reason',
  params: pairParams,
  body: z.object({ to: z.enum(referralStates), reason: text(300).nullable().default(null) }),
  reply: done,
  refuses: ['referral.reason_needed', 'referral.step', 'referral.rewarded', 'referral.other_verified'],
})

export const clearReferral = endpoint({
  id: 'referral.clear',
  method: 'POST',
  path: '/api/v1/leads/:leadId/referrals/:referrerId/clear',
  may: approvers,
  summary: 'Says that a flagged referral is fine, or takes that back while nothing is approved',
  params: pairParams,
  body: z.object({ fine: z.boolean(), note: text(300).nullable().default(null) }),
  reply: done,
  refuses: ['referral.own', 'referral.rewarded'],
})
