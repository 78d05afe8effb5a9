import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idParams, instant } from './shapes.ts'

const readers = ['rep', 'manager', 'marketer', 'admin', 'key:leads:read'] as const
const term = z.object({ id: z.string(), label: z.string(), points: z.int() })
/** Of the score policy; null: none was published yet. */
const version = z.int().nullable()
const asked = {
  /** A version of the score policy; the one in force then unless named. */
  version: z.coerce.number().int().min(1).optional(),
  /** known: what somebody did counts from when we knew of it and of whom it was; happened: from when it happened. */
  events: z.enum(['known', 'happened']).default('known'),
}

/** What happened to a lead that its score may rest on. */
export const scoreEventKinds = [
  'arrived',
  'edited',
  'tagged',
  'did',
  'followedUp',
  'staged',
  'moved',
  'verified',
  'merged',
  'overridden',
  'takenBack',
  'closed',
  'published',
] as const

export const scoreEvent = z.object({
  at: instant,
  kind: z.enum(scoreEventKinds),
  /** Fields, kinds of behaviour, a stage, a version: whatever the kind is about. */
  about: z.array(z.string()),
})
export type ScoreEvent = z.infer<typeof scoreEvent>

const pastScore = z.object({
  at: instant,
  version,
  /** The scorecard's name; null where none fits. */
  card: z.string().nullable(),
  score: z.int(),
  grade: z.string(),
  terms: z.array(term),
  reason: z.string(),
  /** Fields the scorecard asks for of which nothing tells what they were then: today's value was taken. */
  unknown: z.array(z.string()),
})
/** Inside the server. */
export type PastScore = z.output<typeof pastScore>

export const readScoreAt = endpoint({
  id: 'leads.scoreAt',
  method: 'GET',
  path: '/api/v1/leads/:leadId/score',
  may: readers,
  summary: 'The score of a lead at a past moment, by the scorecards of then or by any version',
  details:
    'Reckoned anew from the trail, the behaviour and the follow-ups, so that it can be told of any moment since the lead arrived. A closed lead keeps the score it was closed with.',
  params: idParams('leadId'),
  query: z.object({ at: instant.optional(), ...asked }),
  reply: pastScore,
  refuses: ['not_found', 'score.too_early', 'score.too_late', 'score.version_unknown'],
})

/** A lead is looked at about that many times for its history at most. */
export const HISTORY_LOOKS = 600
/** Of more events the newest so many are told. */
export const HISTORY_EVENTS = 300

const scoreHistory = z.object({
  from: instant,
  to: instant,
  /** The version in force today. */
  current: version,
  steps: z.array(
    z.object({
      at: instant,
      version,
      score: z.int(),
      grade: z.string(),
      /** What happened then; nothing: it turned by itself. */
      because: z.array(scoreEvent.omit({ at: true })),
      /** By how many points the terms differ from the step before. */
      changed: z.array(term),
      says: z.string(),
    }),
  ),
  events: z.array(scoreEvent),
  /** Seconds between steps at least; 0: each is told. */
  apart: z.number(),
  unknown: z.array(z.string()),
})
export type ScoreHistory = z.output<typeof scoreHistory>

export const readScoreHistory = endpoint({
  id: 'leads.scoreHistory',
  method: 'GET',
  path: '/api/v1/leads/:leadId/score-history',
  may: readers,
  summary: 'The steps of a lead’s score over its life, with what happened on the way',
  details: `A step wherever the score, the grade, the scorecard or the terms became others: because something happened, or by time alone. A long life is looked at about ${HISTORY_LOOKS} times; steps between lie \`apart\` seconds at least then. Of more than ${HISTORY_EVENTS} events the newest are told.`,
  params: idParams('leadId'),
  query: z.object({ ...asked, from: instant.optional(), to: instant.optional() }),
  reply: scoreHistory,
  refuses: ['not_found', 'score.too_early', 'score.too_late', 'score.version_unknown'],
})
