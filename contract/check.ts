import { z } from 'zod'
import { heldStates, matchActions, matchPolicy } from '../rules/matching.ts'
import { endpoint } from './endpoint.ts'
import { id, label, reason } from './shapes.ts'

const text = z.string().trim().max(400).nullish()

/** Is this customer free? Answered by the match rules, without showing the customer. */
export const checkLead = endpoint({
  id: 'leads.check',
  method: 'POST',
  path: '/api/v1/leads/check',
  may: ['rep', 'manager', 'marketer', 'admin'],
  summary:
    'Whether somebody is held already, by the match rules: who may know what of it is the policy’s; nothing is kept',
  perMinute: 60,
  body: z.strictObject({
    source: z.string().max(80).optional().describe('By whose rules; the organisation’s when absent'),
    name: text,
    company: text,
    creditCode: text,
    phone: text,
    email: text,
    wechat: text,
    address: text,
  }),
  reply: z.object({
    /** True where nobody works them: unknown, in a pool, or over. */
    free: z.boolean(),
    /** Where the record stands that is held; null where there is none. */
    state: z.enum(heldStates).nullable(),
    /** What agrees, and what the policy lets be known. */
    reasons: z.array(reason),
    /** The lead itself, for who may see it. */
    leadId: id.nullable(),
  }),
})

const triedHeld = z.object({
  /** Null of a known customer, and for who may not see the lead. */
  leadId: id.nullable(),
  name: z.string().nullable(),
  company: z.string().nullable(),
  state: z.enum(heldStates),
})

/** What each match rule, or a draft of them, would say of somebody. */
export const tryMatching = endpoint({
  id: 'match.try',
  method: 'POST',
  path: '/api/v1/match/try',
  may: ['admin'],
  summary: 'What each match rule says of a typed lead, the draft’s rules if given; nothing is kept',
  perMinute: 60,
  body: z.strictObject({ lead: checkLead.body!, draft: matchPolicy.optional() }),
  reply: z.object({
    verdict: z.enum(['new', ...matchActions]),
    /** The rule that decided; null of a new one. */
    ruleId: z.string().nullable(),
    rules: z.array(
      z.object({
        ruleId: z.string(),
        holds: z.boolean(),
        /** Of whom it holds, or who came closest; null where nobody agrees in any of its terms. */
        held: triedHeld.nullable(),
        /** Its terms by name: those in which the two agree, and those in which they do not. */
        agreed: z.array(z.string()),
        apart: z.array(z.string()),
      }),
    ),
    /** Whom no rule finds, by likelihood: whom it would be linked to, or a person asked about; surest first. */
    likely: z.array(z.object({ links: z.boolean(), probability: z.number(), words: label, held: triedHeld })),
  }),
  refuses: ['policy.invalid'],
})
