import { z } from 'zod'
import { conditionSchema } from '../rules/condition.ts'
import { endpoint } from './endpoint.ts'
import { card, group } from './scorecard.ts'
import { id, idParams, instant } from './shapes.ts'

export const modelStates = ['checking', 'running', 'done', 'cancelled', 'failed'] as const
/** What learning does one after the other. */
export const learnSteps = ['read', 'learn', 'drift'] as const

/** A share or a probability. */
const share = z.number()
const point = z.tuple([share, share])

/** A scorecard learned from the leads whose outcome is known. */
const modelRow = z.object({
  modelId: id,
  state: z.enum(modelStates),
  /** Null once it is over. */
  step: z.enum(learnSteps).nullable(),
  /** Of one that failed: too few outcomes were left when it was learned, or something broke. */
  failure: z.enum(['too_few', 'broken']).nullable(),
  leads: z.int(),
  leadsRead: z.int(),
  won: z.int().nullable(),
  lost: z.int().nullable(),
  /** Columns a person has judged to be no leak. */
  keep: z.array(z.string()),
  /** The AUC on the newest three tenths, by a card that had not seen them, and half its 95 % interval. Null before. */
  auc: share.nullable(),
  margin: share.nullable(),
  /** Null: by the schedule. */
  createdBy: z.object({ id, name: z.string().nullable() }).nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
})
export type ModelRow = z.output<typeof modelRow>

/** How good a card is, on leads it had not seen. */
const judged = z.object({
  auc: share,
  margin: share,
  /** Of the won leads, the share among the best tenth and the best three tenths. */
  top10: share,
  top30: share,
  /** How far what was said and what came lie apart, a lead on average. */
  ece: share,
  buckets: z.array(z.object({ said: share, came: share, count: z.int() })),
  /** Of the lost leads the share taken, and of the won; of all leads the share taken, and of the won. */
  roc: z.array(point),
  lift: z.array(point),
})

const leak = z.object({
  key: z.string(),
  /** Set after the outcome; tells it nearly without fault; its answers decide it both ways. */
  why: z.enum(['late', 'tells_all', 'both_ways']),
  /** late: share of values set after the outcome; tells_all: AUC of this column alone; both_ways: share of leads decided. */
  measure: share,
  examples: z.array(z.object({ value: z.string(), won: share, count: z.int() })),
})

const drift = z.object({
  /** Arrivals of the last 30 days that were looked at, and when. */
  leads: z.int(),
  at: instant,
  /** The population stability index by column: up to .1 steady, up to .25 shifted, beyond it moved. */
  columns: z.array(
    z.object({ key: z.string(), index: z.number(), says: z.enum(['steady', 'shifted', 'moved']) }),
  ),
})

/** What makes up a score: the condition that holds, and its points. Ten points double the odds. */
const reason = z.object({ when: conditionSchema, points: z.int() })

const model = modelRow.extend({
  /** Null until it is done. */
  learned: z
    .object({
      groups: z.array(group),
      /** The criteria with the most points, up or down. */
      strongest: z.array(reason.extend({ leads: z.int() })),
      judged,
      setting: z.object({ ridge: z.number(), pairs: z.int() }),
      leaks: z.array(leak),
      /** No answers, or the same one everywhere; choices that name what is personal; what it was at arrival is not known. */
      left: z.array(z.object({ key: z.string(), why: z.enum(['blank', 'personal', 'past_unknown']) })),
      columns: z.array(z.string()),
    })
    .nullable(),
  /** Null before it was looked at, and where too few leads arrived. */
  drift: drift.nullable(),
})
export type LearnedModel = z.output<typeof model>

const readers = ['manager', 'marketer', 'admin'] as const
const admin = ['admin'] as const

export const startLearning = endpoint({
  id: 'learned.start',
  method: 'POST',
  path: '/api/v1/score-models',
  may: admin,
  summary: 'Begins to learn a scorecard from the leads whose outcome is known',
  details:
    'Won are converted leads, lost are lost and invalid ones: the newest 100,000 that arrived within two years, each as it was when it arrived. At least 40 of each are needed. Columns that know the outcome are left out and told; `keep` names those that a person has judged to be no leak. Nothing is published.',
  body: z.object({ keep: z.array(z.string().max(120)).max(200).default([]) }),
  reply: modelRow,
  refuses: ['score.learning', 'score.too_few_outcomes'],
})
export const listModels = endpoint({
  id: 'learned.list',
  method: 'GET',
  path: '/api/v1/score-models',
  may: readers,
  summary: 'The last fifty learned scorecards, newest first, and whether one is learned every month',
  reply: z.object({ items: z.array(modelRow), monthly: z.boolean() }),
})
export const readModel = endpoint({
  id: 'learned.read',
  method: 'GET',
  path: '/api/v1/score-models/:modelId',
  may: readers,
  summary: 'One learned scorecard: its criteria, how good it is, what was left out and why, and drift',
  params: idParams('modelId'),
  reply: model,
})
export const readAgreement = endpoint({
  id: 'learned.agreement',
  method: 'GET',
  path: '/api/v1/score-models/:modelId/agreement',
  may: readers,
  summary: 'How often a learned scorecard agrees with what reps said of scores and with grades set by hand',
  details:
    'It agrees that a score was too high where it gives the lead a lower chance to win than leads of that grade have been won with. Counted, never learned from: what people said is no outcome. The newest 500 of each.',
  params: idParams('modelId'),
  reply: z.object({
    items: z.array(
      z.object({ claim: z.enum(['high', 'low', 'up', 'down']), count: z.int(), agree: z.int() }),
    ),
  }),
  refuses: ['score.no_model'],
})
export const cancelLearning = endpoint({
  id: 'learned.cancel',
  method: 'POST',
  path: '/api/v1/score-models/:modelId/cancel',
  may: admin,
  summary: 'Stops learning',
  params: idParams('modelId'),
  reply: modelRow,
  refuses: ['score.learned'],
})

/** Grades by the chance to win, best first. */
const grades = z
  .array(z.object({ grade: z.string().min(1).max(8), chance: z.number().gt(0).lt(1) }))
  .min(1)
  .max(12)
export const usualGrades: z.output<typeof grades> = [
  { grade: 'A', chance: 0.6 },
  { grade: 'B', chance: 0.35 },
  { grade: 'C', chance: 0.15 },
]

export const draftLearned = endpoint({
  id: 'learned.draft',
  method: 'POST',
  path: '/api/v1/score-models/:modelId/draft',
  may: admin,
  summary: 'A learned scorecard as a card to edit and to publish as the score policy; nothing is stored',
  details:
    'Each grade begins at the fewest points with which that chance to win is reached. A grade that no lead reaches, or that begins where a better one does, is left out.',
  params: idParams('modelId'),
  body: z.object({ grades: grades.default(usualGrades) }),
  reply: card,
  refuses: ['score.no_model', 'score.too_many'],
})

export const setLearning = endpoint({
  id: 'learned.schedule',
  method: 'PUT',
  path: '/api/v1/score-learning',
  may: admin,
  summary: 'Whether a scorecard is learned anew every month; it is never published by itself',
  body: z.object({ monthly: z.boolean() }),
  reply: z.object({ monthly: z.boolean() }),
})

export const explainLead = endpoint({
  id: 'learned.explain',
  method: 'GET',
  path: '/api/v1/leads/:leadId/learned',
  may: ['rep', 'manager', 'marketer', 'admin'],
  summary: 'A lead’s chance to win by a learned scorecard, with the five strongest reasons',
  params: idParams('leadId'),
  query: z.object({
    /** The newest one unless named. */
    model: id.optional(),
  }),
  reply: z.object({
    modelId: id,
    chance: share,
    /** With those of a lead that answers everything as most do. */
    points: z.int(),
    base: z.int(),
    reasons: z.array(reason),
  }),
  refuses: ['score.no_model'],
})
