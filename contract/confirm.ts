import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { editLead, fieldStatuses, leadPage } from './lead.ts'
import { id, idParams, instant, reason } from './shapes.ts'

export const confirmOutcomes = ['confirmed', 'completed', 'refused', 'unreachable'] as const
export type ConfirmOutcome = (typeof confirmOutcomes)[number]

const queueFacts = leadPage.pick({
  leadId: true,
  name: true,
  company: true,
  creditCode: true,
  title: true,
  phone: true,
  email: true,
  wechat: true,
  region: true,
  address: true,
  need: true,
  note: true,
  custom: true,
  tags: true,
  sourceId: true,
  sourceName: true,
  arrivedAt: true,
  score: true,
  grade: true,
  version: true,
})
export const queueLead = queueFacts.extend({
  phoneStatus: z.enum(fieldStatuses),
  emailStatus: z.enum(fieldStatuses),
  /** What the source's gate would still miss. */
  lacks: z.array(reason),
  tries: z.int(),
  mostTries: z.int(),
  /** Until then it is nobody else's. */
  until: instant,
})
export type QueueLead = z.infer<typeof queueLead>

export const queueState = endpoint({
  id: 'confirm.state',
  method: 'GET',
  path: '/api/v1/confirm',
  may: ['rep', 'manager', 'marketer', 'admin'],
  summary: 'The queue of leads to be confirmed: what waits per source, and what today was done by whom',
  query: z.object({ days: z.coerce.number().int().min(1).max(366).default(1) }),
  reply: z.object({
    /** False for a rep whom no source names. */
    may: z.boolean(),
    sources: z.array(
      z.object({
        sourceId: id,
        name: z.string(),
        /** That may be tried now. */
        waiting: z.int(),
        /** That are to be tried again later. */
        later: z.int(),
      }),
    ),
    counts: z.array(
      z.object({
        userId: id,
        name: z.string(),
        sourceId: id,
        day: z.string(),
        confirmed: z.int(),
        completed: z.int(),
        refused: z.int(),
        unreachable: z.int(),
      }),
    ),
    me: z.object({ confirmed: z.int(), completed: z.int(), refused: z.int(), unreachable: z.int() }),
  }),
})
export const nextToConfirm = endpoint({
  id: 'confirm.next',
  method: 'POST',
  path: '/api/v1/confirm/next',
  may: ['rep', 'manager', 'marketer', 'admin'],
  summary:
    'The next lead to confirm, which is then the caller’s for a quarter of an hour; null when none waits',
  body: z.object({
    sourceId: id.optional(),
    /** One the caller does not want now: it goes back for somebody else. */
    skip: id.optional(),
  }),
  reply: z.object({ lead: queueLead.nullable() }),
  refuses: ['confirm.not_named'],
})
export const confirmLead = endpoint({
  id: 'confirm.lead',
  method: 'POST',
  path: '/api/v1/confirm/:leadId',
  may: ['rep', 'manager', 'marketer', 'admin'],
  summary:
    'What came of it: confirmed as it is, completed with what was learned, refused, or nobody reached. Confirmed leads are judged by their gate and dealt out',
  params: idParams('leadId'),
  body: z.object({
    outcome: z.enum(confirmOutcomes),
    version: z.int(),
    /** What was learned or put right, by field. */
    patch: editLead.body!.omit({ version: true }).default({}),
    /** The fields that the person confirmed. */
    fields: z.array(z.string().max(80)).max(40).default([]),
    reason: z.string().trim().max(500).optional(),
  }),
  reply: z.object({
    /** As counted: confirming with something put right is completing. */
    outcome: z.enum(confirmOutcomes),
    holder: z.object({ kind: z.string(), name: z.string().nullable() }),
    /** What the gate still misses, where it kept the lead. */
    reasons: z.array(reason),
    /** When it is tried again. */
    nextAt: instant.nullable(),
  }),
  refuses: [
    'confirm.not_yours',
    'confirm.nothing_added',
    'confirm.reason_needed',
    'lead.value_invalid',
    'version.stale',
  ],
})
