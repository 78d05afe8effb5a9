import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { activityKinds, stages } from './lead.ts'
import { toldMakeUp } from './makeup.ts'
import { id, idParams, instant } from './shapes.ts'

const staff = ['rep', 'manager', 'admin'] as const

/** What may come of a follow-up. `reached` ones count as a first response to the customer. */
export const outcomesOf = {
  call: [
    'connected',
    'interested',
    'not_interested',
    'call_later',
    'no_answer',
    'busy',
    'switched_off',
    'empty_number',
    'wrong_person',
  ],
  message: ['sent', 'replied', 'added_wechat', 'no_reply'],
  visit: ['met', 'demo_done', 'not_in'],
  note: [],
} as const
export const outcomes = [...outcomesOf.call, ...outcomesOf.message, ...outcomesOf.visit] as const

export const logFollowup = endpoint({
  id: 'followup.log',
  method: 'POST',
  path: '/api/v1/leads/:leadId/activities',
  may: staff,
  summary: 'Logs a call, message, visit or note with its outcome and the next step; moves the deadline on',
  params: idParams('leadId'),
  body: z.object({
    /** Made by the client, so that a log sent twice (an offline queue) counts once. */
    activityId: id,
    kind: z.enum(activityKinds),
    outcome: z.enum(outcomes).nullish(),
    note: z.string().max(20_000).nullish(),
    at: instant.optional(),
    nextStep: z.string().max(500).nullish(),
    nextAt: instant.nullish(),
    stage: z.enum(['contacted', 'qualified']).optional(),
  }),
  reply: z.object({ leadId: id, version: z.int(), dueAt: instant.nullable() }),
  refuses: ['lead.not_yours', 'lead.closed'],
})

export const setStage = endpoint({
  id: 'followup.stage',
  method: 'POST',
  path: '/api/v1/leads/:leadId/stage',
  may: staff,
  summary: 'Moves a lead to a stage; ends (lost, invalid) need a reason, converted an amount in minor units',
  params: idParams('leadId'),
  body: z.object({
    version: z.int(),
    stage: z.enum(stages),
    reason: z.string().trim().max(500).optional(),
    amount: z.int().min(0).optional(),
    currency: z.string().length(3).optional(),
  }),
  reply: z.object({
    leadId: id,
    version: z.int(),
    /** Of one that is marked invalid: whether the rep it was dealt to is owed another. */
    makeUp: toldMakeUp.optional(),
  }),
  refuses: [
    'lead.not_yours',
    'lead.closed',
    'lead.move',
    'lead.reason_needed',
    'lead.amount_needed',
    'version.stale',
  ],
})

/** A rep's queue: what to do next, most urgent first. */
export const myDay = endpoint({
  id: 'followup.day',
  method: 'GET',
  path: '/api/v1/my-day',
  may: staff,
  summary:
    'The caller’s open leads in the order to work them (deadline or next step, then score), with counts of the day',
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  reply: z.object({
    queue: z.array(
      z.object({
        leadId: id,
        because: z.enum(['priority', 'due', 'next', 'new', 'open']),
        at: instant.nullable(),
      }),
    ),
    doneToday: z.int(),
    newToday: z.int(),
    fallingBackToday: z.int(),
    /** Priority leads of theirs that wait to be followed up. */
    priority: z.int(),
    medianFirstResponseSeconds: z.int().nullable(),
  }),
})
