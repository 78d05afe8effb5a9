import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { holder } from './lead.ts'
import { id, reason } from './shapes.ts'

const text = (max: number) => z.string().max(max).nullish()

/** A lead as it arrives: everything but the source may be missing, the gate says what is needed. */
export const arriving = z.strictObject({
  source: z.string().min(1).max(80),
  externalId: text(200),
  name: text(400),
  company: text(400),
  title: text(400),
  phone: text(400),
  email: text(400),
  wechat: text(400),
  region: text(400),
  need: text(20_000),
  note: text(20_000),
  custom: z.record(z.string().max(80), z.unknown()).optional(),
  tags: z.array(z.string().min(1).max(40)).max(20).optional(),
  /** Where the lead came from on the web: utm_*, referrer, landing page. */
  touch: z.record(z.string().max(40), z.string().max(2000)).optional(),
})
export type Arriving = z.infer<typeof arriving>

/**
 * What became of an arrival:
 * created      a new lead, with a holder;
 * merged       the same person is held and the source's match policy links re-enquiries: the owner is told;
 * duplicate    the same person is held and the policy refuses, or the same external id came again;
 * quarantined  the gate wants more, mode quarantine: kept with its reasons;
 * rejected     the gate wants more, mode refuse: only journalled;
 * undecided    deciding failed: journalled, tried again, nothing lost.
 */
export const outcomes = ['created', 'merged', 'duplicate', 'quarantined', 'rejected', 'undecided'] as const
export type Outcome = (typeof outcomes)[number]

export const captured = z.object({
  status: z.enum(outcomes),
  /** Its place in the journal, which keeps all that arrives. */
  arrivalId: id,
  leadId: id.nullable(),
  reasons: z.array(reason),
  score: z.int().nullable(),
  grade: z.string().nullable(),
  holder: holder.nullable(),
})
export type Captured = z.infer<typeof captured>

export const captureLimit = 1000

export const captureLeads = endpoint({
  id: 'leads.capture',
  method: 'POST',
  path: '/api/v1/leads',
  may: ['key:leads:write'],
  summary:
    'Captures one lead, or up to 1,000 as {"leads": […]}; idempotent by Idempotency-Key and by external id',
  body: z.union([
    z.strictObject({ leads: z.array(z.unknown()).min(1).max(captureLimit) }),
    z.record(z.string(), z.unknown()),
  ]),
  reply: z.union([z.object({ results: z.array(captured) }), captured]),
  refuses: ['capture.too_many', 'idempotency.other_body', 'idempotency.in_flight'],
})

/** A person types a lead in: the typist holds it, protected; what the gate misses is asked for on the spot. */
export const typeLead = endpoint({
  id: 'leads.type',
  method: 'POST',
  path: '/api/v1/leads/typed',
  may: ['rep', 'manager', 'marketer', 'admin'],
  summary:
    'Captures leads typed or pasted by a person; a lead the gate would keep is answered with what is missing, unless keepAnyway',
  body: z.object({
    leads: z.array(arriving).min(1).max(200),
    /** Rows the gate would stop go to quarantine instead of back to the typist. */
    keepAnyway: z.boolean().default(false),
    nonce: z.uuid(),
  }),
  reply: z.object({ results: z.array(captured) }),
  refuses: ['idempotency.other_body', 'idempotency.in_flight'],
})
