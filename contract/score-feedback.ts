import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { scorePolicy } from './scorecard.ts'
import { done, id, idParams, instant } from './shapes.ts'

/** Why a score is wrong, or a grade is set by hand. */
export const feedbackReasons = [
  'noBudget',
  'wrongPerson',
  'wrongProduct',
  'customerAlready',
  'hotter',
  'wrongData',
  'other',
] as const
export type FeedbackReason = (typeof feedbackReasons)[number]
export const directions = ['high', 'low'] as const
export type Direction = (typeof directions)[number]

const person = z.object({ id, name: z.string() })
const saying = {
  reason: z.enum(feedbackReasons),
  /** In one's own words. */
  note: z.string().trim().max(500).nullable().default(null),
}

const remarkBody = z.object({
  /** The score is too high, or too low. */
  direction: z.enum(directions),
  ...saying,
  /** The criteria that mislead, by id. */
  misled: z.array(z.string().min(1).max(80)).max(20).default([]),
})

/** “This score is wrong”, with the score of that moment. */
const remark = z.object({
  feedbackId: id,
  /** The lead it was said of: one merged into this one, too. */
  leadId: id,
  by: person,
  direction: z.enum(directions),
  reason: z.enum(feedbackReasons),
  misled: z.array(z.string()),
  /** Null also where the reader sees the lead masked, and once the person is erased. */
  note: z.string().nullable(),
  score: z.int(),
  grade: z.string(),
  /** The scorecards in force then; 0: none. */
  version: z.int(),
  saidAt: instant,
  /** The first version published after it; null: it is open. */
  answeredVersion: z.int().nullable(),
})
export type Remark = z.output<typeof remark>

const aim = z.union([
  z.object({ grade: z.string().max(16) }).strict(),
  z.object({ score: z.int().min(-100_000).max(100_000) }).strict(),
])
const override = z.object({
  overrideId: id,
  to: aim,
  reason: z.enum(feedbackReasons),
  note: z.string().nullable(),
  by: person,
  at: instant,
  until: instant.nullable(),
})
export type ScoreOverride = z.output<typeof override>

const answer = z.union([z.literal(true), z.object({ code: z.string(), message: z.string() })])
const staff = ['rep', 'manager', 'admin'] as const
const readers = ['manager', 'marketer', 'admin'] as const

export const readFeedback = endpoint({
  id: 'feedback.read',
  method: 'GET',
  path: '/api/v1/leads/:leadId/score-feedback',
  may: ['rep', 'manager', 'marketer', 'admin'],
  summary: 'What was said of a lead’s score, the grade somebody set by hand, and what the caller may do',
  params: idParams('leadId'),
  reply: z.object({
    remarks: z.array(remark),
    /** In force at this moment. */
    override: override.nullable(),
    /** Those that are over, the newest first. */
    overrides: z.array(override.extend({ endedAt: instant })),
    /** What a grade may be set to, the best first; '' is none. Empty: the scorecard has no grades, the score is set. */
    grades: z.array(z.string()),
    may: z.object({ remark: answer, override: answer }),
  }),
})

export const sayRemark = endpoint({
  id: 'feedback.say',
  method: 'PUT',
  path: '/api/v1/leads/:leadId/score-remark',
  may: staff,
  summary: 'Says that a lead’s score is wrong; the same again changes what was said',
  details:
    'One open remark a person and lead, kept with the score, its terms and the version of that moment. It is answered by the next version of the scorecards that is published.',
  params: idParams('leadId'),
  body: remarkBody,
  reply: z.object({ feedbackId: id }),
  refuses: ['lead.not_yours', 'lead.merged', 'lead.erased'],
})

export const withdrawRemark = endpoint({
  id: 'feedback.withdraw',
  method: 'DELETE',
  path: '/api/v1/leads/:leadId/score-remark',
  may: staff,
  summary: 'Withdraws the caller’s open remark',
  params: idParams('leadId'),
  reply: done,
  refuses: ['feedback.gone'],
})

export const setOverride = endpoint({
  id: 'feedback.override',
  method: 'PUT',
  path: '/api/v1/leads/:leadId/score-override',
  may: staff,
  summary: 'Sets a lead’s grade or score by hand, until it is taken back or until a moment',
  details:
    'It becomes a term of the score, so that the score stays the sum of its terms and the grade follows by the scorecard’s own thresholds. `was` names the override the caller saw (null: none): of two at once one wins and the other is told. By itself it deals the lead to nobody else.',
  params: idParams('leadId'),
  body: z.object({ to: aim, ...saying, until: instant.nullable().default(null), was: id.nullable() }),
  reply: z.object({ overrideId: id, score: z.int(), grade: z.string() }),
  refuses: [
    'lead.not_yours',
    'lead.merged',
    'lead.closed',
    'override.managers',
    'override.not_holder',
    'override.stale',
    'override.no_grade',
    'override.by_grade',
    'override.over',
  ],
})

export const takeBackOverride = endpoint({
  id: 'feedback.takeBack',
  method: 'DELETE',
  path: '/api/v1/leads/:leadId/score-override/:overrideId',
  may: staff,
  summary: 'Takes back what was set by hand: the score is again what the scorecard gives',
  params: z.object({ leadId: id, overrideId: id }),
  reply: z.object({ score: z.int(), grade: z.string() }),
  refuses: ['lead.not_yours', 'lead.merged', 'override.managers', 'override.not_holder', 'override.stale'],
})

export const overriders = ['reps', 'managers'] as const
export const readOverriding = endpoint({
  id: 'feedback.overriding',
  method: 'GET',
  path: '/api/v1/score-overriding',
  may: 'user',
  summary: 'Who may set a grade by hand: reps for the leads they hold, or managers alone',
  reply: z.object({ may: z.enum(overriders) }),
})
export const setOverriding = endpoint({
  id: 'feedback.setOverriding',
  method: 'PUT',
  path: '/api/v1/score-overriding',
  may: ['admin'],
  summary: 'Says who may set a grade by hand',
  body: z.object({ may: z.enum(overriders) }),
  reply: z.object({ may: z.enum(overriders) }),
})

/** How often something was called too high and too low. */
const counted = z.object({ high: z.int(), low: z.int() })

export const listFeedback = endpoint({
  id: 'feedback.list',
  method: 'GET',
  path: '/api/v1/score-feedback',
  may: readers,
  summary: 'What reps say of scores: counted by criterion, reason and version, and the newest remarks',
  details: 'Leads in the caller’s scope. Withdrawn remarks are left out.',
  query: z.object({
    state: z.enum(['open', 'all']).default('open'),
    reason: z.enum(feedbackReasons).optional(),
    criterion: z.string().max(80).optional(),
    version: z.coerce.number().int().optional(),
  }),
  reply: z.object({
    total: z.int(),
    criteria: z.array(counted.extend({ id: z.string() })),
    reasons: z.array(counted.extend({ reason: z.enum(feedbackReasons) })),
    versions: z.array(counted.extend({ version: z.int() })),
    /** The newest 100 that fit the query. */
    items: z.array(
      remark.extend({
        lead: z.object({ leadId: id, name: z.string().nullable(), company: z.string().nullable() }),
      }),
    ),
  }),
})

/** Of leads called too high or too low: those a draft moves the right way, those it moves the wrong way, those it leaves. */
const moved = z.object({ right: z.int(), wrong: z.int(), same: z.int() })
export const tryFeedback = endpoint({
  id: 'feedback.try',
  method: 'POST',
  path: '/api/v1/score-feedback/try',
  may: readers,
  summary: 'How many of the leads that reps called too high or too low a draft would move the right way',
  details:
    'Each lead with an open remark is scored as it is now, by the scorecards in force and by the draft, both without what was set by hand; the newest 500 remarks. The right way is another grade in that direction or, where the grade stays, a score. Nothing is stored.',
  body: z.object({ draft: scorePolicy }),
  reply: z.object({ remarks: z.int(), high: moved, low: moved }),
})

export const tellFeedback = endpoint({
  id: 'feedback.tell',
  method: 'POST',
  path: '/api/v1/score-feedback/tell',
  may: ['admin'],
  summary: 'Tells those whose remarks a version of the scorecards answers; nobody is told twice',
  body: z.object({ version: z.int().min(1) }),
  reply: z.object({ remarks: z.int(), people: z.int() }),
  refuses: ['not_found'],
})
