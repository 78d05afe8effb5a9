import { z } from 'zod'
import { checkLead } from './check.ts'
import { endpoint } from './endpoint.ts'
import { done, id, idParams, instant, pageOf } from './shapes.ts'

const person = z.object({ id, name: z.string() })

export const dispute = z.object({
  disputeId: id,
  /** Null for who may not see the lead. */
  leadId: id.nullable(),
  leadName: z.string().nullable(),
  claimant: person,
  /**
   * To who may not see the lead, only what the match policy tells of a holder: their name, their team or nothing; the id
   * is then the dispute's own, and stands for them wherever they are named in it.
   */
  holder: person,
  reason: z.string(),
  openedAt: instant,
  settledAt: instant.nullable(),
  settledBy: person.nullable(),
  awardedTo: id.nullable(),
  note: z.string().nullable(),
})

const verdict = z.object({
  owner: id.nullable(),
  /** protected | lapsed | only | nobody: see the guide. */
  because: z.enum(['protected', 'lapsed', 'only', 'nobody']),
  until: instant.nullable(),
  squatters: z.array(id),
})

/** Something one side can point at: no more of the customer than that. */
const proof = z.object({
  kind: z.enum(['captured', 'given', 'followed_up']),
  at: instant,
  door: z.string().nullable(),
  /** Why it counts for nothing: no contact could be read in it, or too many of its rep's proved invalid; null where it counts. */
  discounted: z.enum(['no_contact', 'squatter']).nullable(),
})

export const openDispute = endpoint({
  id: 'disputes.open',
  method: 'POST',
  path: '/api/v1/disputes',
  may: ['rep'],
  summary: 'Claims a customer whom another rep has; the customer is named by what the claimant knows of them',
  perMinute: 20,
  body: z.object({ customer: checkLead.body!, reason: z.string().trim().min(1).max(1000) }),
  reply: z.object({ disputeId: id }),
  refuses: ['dispute.free', 'dispute.yours', 'dispute.open'],
})

export const listDisputes = endpoint({
  id: 'disputes.list',
  method: 'GET',
  path: '/api/v1/disputes',
  may: ['rep', 'manager', 'admin'],
  summary:
    'Disputes, open ones first, then the newest: a rep sees those they are a side of, a manager those about leads in their scope',
  query: z.object({
    state: z.enum(['open', 'settled']).optional(),
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  reply: pageOf(dispute),
  refuses: ['cursor.invalid'],
})

export const readDispute = endpoint({
  id: 'disputes.read',
  method: 'GET',
  path: '/api/v1/disputes/:disputeId',
  may: ['rep', 'manager', 'admin'],
  summary:
    'A dispute with what each side can point at, and what the rules in force when the first one came say of it',
  params: idParams('disputeId'),
  reply: dispute.extend({
    sides: z.array(
      z.object({
        party: person,
        /** The share, 0 to 1, of what they registered in the ninety days before that proved invalid. */
        deadShare: z.number(),
        /** When their first proof that counts was; null where none does. */
        first: instant.nullable(),
        proofs: z.array(proof),
      }),
    ),
    verdict,
    rules: z.object({ version: z.int().nullable(), days: z.number(), renewed: z.boolean() }),
  }),
})

export const settleDispute = endpoint({
  id: 'disputes.settle',
  method: 'POST',
  path: '/api/v1/disputes/:disputeId/settle',
  may: ['manager', 'admin'],
  summary: 'Settles a dispute: the lead stays, or goes to the claimant; both are told',
  params: idParams('disputeId'),
  body: z.object({ to: z.enum(['holder', 'claimant']), note: z.string().trim().max(1000).default('') }),
  reply: done,
  refuses: ['dispute.settled', 'lead.closed'],
})
