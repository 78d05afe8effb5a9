import { z } from 'zod'
import { consentGiven } from './consent.ts'
import { endpoint } from './endpoint.ts'
import { holder } from './lead.ts'
import { namedReferrer } from './referral.ts'
import { id, meant, reason } from './shapes.ts'

const text = (max: number) => z.string().max(max).nullish()

/** A lead as it arrives: everything but the source may be missing, the gate says what is needed. */
export const arriving = z.strictObject({
  source: z.string().min(1).max(80).describe('The key or the name of a source in use'),
  externalId: text(200).describe('What the source calls the lead: the same one again is the same lead'),
  name: text(400),
  company: text(400),
  creditCode: text(400).describe('Unified social credit code, 18 characters'),
  title: text(400),
  phone: text(400).describe('As it was written; several may be parted by 、 or /'),
  email: text(400),
  wechat: text(400),
  region: text(400).describe('Province, city or county, by name'),
  address: text(400),
  need: text(20_000),
  note: text(20_000),
  custom: z.record(z.string().max(80), z.unknown()).optional().describe('Custom fields by their keys'),
  tags: z.array(z.string().min(1).max(40)).max(20).optional(),
  referrer: namedReferrer.nullish(),
  touch: z
    .record(z.string().max(40), z.string().max(2000))
    .optional()
    .describe('Where the lead came from on the web: utm_*, referrer, landing page'),
  visitorId: z
    .uuid()
    .nullish()
    .describe('The browser it came from, of the tracking script: what it did before becomes the lead’s'),
  consent: z
    .array(consentGiven)
    .max(20)
    .optional()
    .describe('What the person agreed to or took back: without a row there is no marketing'),
})
export type Arriving = z.infer<typeof arriving>

/**
 * What became of an arrival:
 * created      a new lead, with a holder;
 * merged       the same person is held and the source's match policy links re-enquiries: the owner is told;
 * duplicate    the same person is held and the policy refuses, or the same external id came again;
 * quarantined  the gate wants more, mode quarantine: kept with its reasons;
 * rejected     no lead that can be read, or the gate wants more, mode refuse: only journalled;
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
  /** Of a lead that is kept back or refused: what might be meant, the surest first. */
  suggestions: z.array(meant).optional(),
  score: z.int().nullable(),
  grade: z.string().nullable(),
  holder: holder.nullable(),
})
export type Captured = z.infer<typeof captured>

export const captureLimit = 1000

/** The answers in the order they are looked for: the table of ARCHITECTURE.md, for callers. */
const statusTable = `
Each lead is answered in its place with its \`status\`, by the first row that fits:

| What was found | Policy | \`status\` | The lead |
|---|---|---|---|
| No lead at all, an unknown field, a wrong value or an unknown source | – | \`rejected\` | none; the journal has it |
| The same external id of the same source came before | – | \`duplicate\` | the one held; its touch is brought up to date |
| A rule of the source's match policy holds of a record held | match: refuse, alert | \`duplicate\` | the one held; with alert its holder is told |
| The same | match: merge, reenquire | \`merged\` | the one held: what it lacks is filled in, its holder is told; in quarantine, it goes to a holder once its gate misses nothing; with reenquire it begins anew |
| The same | match: link | as below | a new one that points at the one held |
| The same | match: ask | \`quarantined\` | a new one that waits until a person says whether the two are one |
| The gate misses something | gate: quarantine | \`quarantined\` | a new one, kept with its reasons |
| The same | gate: refuse | \`rejected\` | none; the journal has it |
| A compliance rule is not met, or the source is paused | – | \`quarantined\` | a new one, kept with its reasons |
| Nothing is missing, and a disqualifier of the ideal customer profile holds | – | \`created\` | a new one, set aside: its \`holder\` is \`aside\` until nothing rules it out any more |
| Nothing is missing | – | \`created\` | a new one, with a holder |
| Deciding failed | – | \`undecided\` | none yet; it is tried again by itself: do not send it again |
`.trim()

export const captureLeads = endpoint({
  id: 'leads.capture',
  method: 'POST',
  path: '/api/v1/leads',
  may: ['key:leads:write'],
  summary:
    'Captures one lead, or up to 1,000 as {"leads": […]}; idempotent by Idempotency-Key and by external id',
  details: statusTable,
  headers: z.looseObject({
    'idempotency-key': z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('Of your making, one for each call: the same call again within 7 days gets the same answer'),
  }),
  shownBody: z.union([arriving, z.strictObject({ leads: z.array(arriving).min(1).max(captureLimit) })]),
  // A lead of another shape is answered in its place; it must not cost its neighbours.
  body: z.union([
    z.strictObject({ leads: z.array(z.unknown()).min(1).max(captureLimit) }),
    z.record(z.string(), z.unknown()),
  ]),
  reply: z.union([z.object({ results: z.array(captured) }), captured]),
  statuses: {
    200: 'Every lead was decided: see the status of each. One lead is answered as itself, many as `results`',
    202: 'The same, but some could not be decided yet (`undecided`): they are kept and tried again',
  },
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
