import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { done, id, idParams, instant } from './shapes.ts'

const staff = ['rep', 'manager', 'admin'] as const

/**
 * How a lead that proved invalid stands: another was owed for it; the limit refused; the rep appeals; a manager declined,
 * or took it back; the mark was undone; the rule it came by deals no more leads by itself, so none can be owed.
 */
export const makeUpStates = [
  'made_up',
  'refused',
  'appealed',
  'declined',
  'taken_back',
  'undone',
  'no_turn',
] as const
export type MakeUpState = (typeof makeUpStates)[number]

const person = z.object({ id, name: z.string() })

const makeUp = z.object({
  leadId: id,
  /** Whom it was dealt to. */
  rep: person,
  state: z.enum(makeUpStates),
  at: instant.nullable(),
  /** What the rep says against the refusal. */
  reason: z.string().nullable(),
  appealedAt: instant.nullable(),
  /** What a manager said, to the appeal or taking it back; null with nobody: the limit alone decided. */
  answer: z.string().nullable(),
  answeredBy: person.nullable(),
  answeredAt: instant.nullable(),
})

/** Where a rep stands in a month: leads made up within the limit, those a manager granted beside it, and the limit (null: none). */
const used = z.object({ made: z.int(), granted: z.int(), limit: z.int().nullable() })

/** What somebody is told of one lead's make-up; null where it was dealt to nobody, or the reader may not know. */
export const toldMakeUp = makeUp
  .extend({
    used,
    /** What the reader may do about it. */
    may: z.object({ appeal: z.boolean(), answer: z.boolean(), takeBack: z.boolean() }),
  })
  .nullable()

export const readMakeUp = endpoint({
  id: 'makeups.read',
  method: 'GET',
  path: '/api/v1/leads/:leadId/make-up',
  may: staff,
  summary:
    'Whether another lead is owed for an invalid one, and why: to the rep it was dealt to, and their managers',
  params: idParams('leadId'),
  reply: z.object({ makeUp: toldMakeUp }),
})

const reason = z.string().trim().min(2).max(300)

export const appealMakeUp = endpoint({
  id: 'makeups.appeal',
  method: 'POST',
  path: '/api/v1/leads/:leadId/make-up/appeal',
  may: staff,
  summary: 'The rep asks for a make-up that the limit refused or a manager took back, and says why',
  params: idParams('leadId'),
  body: z.object({ reason }),
  reply: done,
  refuses: ['makeup.not_refused', 'makeup.appealed', 'makeup.declined'],
})

export const answerMakeUp = endpoint({
  id: 'makeups.answer',
  method: 'POST',
  path: '/api/v1/leads/:leadId/make-up/answer',
  may: ['manager', 'admin'],
  summary:
    'Accepts an appeal, so that the rep is owed another lead, or declines it with the reason; the rep is told',
  params: idParams('leadId'),
  body: z.discriminatedUnion('accept', [
    z.object({ accept: z.literal(true), answer: reason.optional() }),
    z.object({ accept: z.literal(false), answer: reason }),
  ]),
  reply: done,
  refuses: ['makeup.answered', 'makeup.own', 'makeup.no_turn'],
})

export const takeBackMakeUp = endpoint({
  id: 'makeups.takeBack',
  method: 'POST',
  path: '/api/v1/leads/:leadId/make-up/take-back',
  may: ['manager', 'admin'],
  summary:
    'Takes a make-up back where the lead was marked invalid wrongly, with the reason; the rep is told and may appeal',
  params: idParams('leadId'),
  body: z.object({ reason }),
  reply: done,
  refuses: ['makeup.not_made_up', 'makeup.own'],
})

const listed = makeUp.extend({
  /** Null where the reader may not see the lead. */
  leadName: z.string().nullable(),
  /** Why the lead was marked invalid. */
  because: z.string().nullable(),
  /** Whether the reader may decide on it: nobody on their own. */
  mayRule: z.boolean(),
})

export const listMakeUps = endpoint({
  id: 'makeups.list',
  method: 'GET',
  path: '/api/v1/make-ups',
  may: staff,
  summary:
    'Open appeals, and who was made up how much this month: of a manager’s people, of all to an admin, one’s own to a rep',
  reply: z.object({
    /** The month, as its first day in the organisation’s zone. */
    month: z.string(),
    limit: z.int().nullable(),
    reps: z.array(z.object({ rep: person, made: z.int(), granted: z.int(), refused: z.int() })),
    /** Nobody has answered them; oldest first, 200 at most. */
    appeals: z.array(listed),
    /** Made up this month, newest first, 200 at most. */
    made: z.array(listed),
  }),
})
