import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { scorePolicy } from './scorecard.ts'
import { done, id, idParams, instant } from './shapes.ts'

export const previewStates = ['running', 'done', 'cancelled', 'failed'] as const
/** What a preview does one after the other: scores open leads, then past arrivals, then compares. */
export const previewSteps = ['open', 'past', 'judge'] as const
/** What leads are told apart by. */
export const segmentKinds = ['source', 'channel', 'province', 'team', 'field'] as const

const count = z.int()
/** A share or a probability. */
const share = z.number()
const point = z.tuple([share, share])
/** How many leads have each grade; '' is none. */
const byGrade = z.record(z.string(), z.number())
/** By what is in force (or the version compared with), and by the draft. */
const both = <T extends z.ZodType>(of: T) => z.object({ before: of, after: of })

/** How well scores tell the won from the lost. */
const told = z.object({
  auc: share,
  /** Half its 95 % interval. */
  margin: share,
  /** Of the won leads, the share among the best tenth and the best three tenths. */
  top10: share,
  top30: share,
  /** How far the chance that a score means and what came lie apart, a lead on average. */
  ece: share,
  buckets: z.array(z.object({ said: share, came: share, count })),
  /** Of the lost leads the share taken, and of the won; of all leads the share taken, and of the won. */
  roc: z.array(point),
  lift: z.array(point),
})
export type Told = z.output<typeof told>

/** How far one AUC lies above the other, with its 95 % interval. */
const difference = z.object({ value: share, low: share, high: share })
export type Difference = z.output<typeof difference>

const segment = z.object({
  by: z.enum(segmentKinds),
  /** A source's or team's id, a channel, a province's code, an option; null: none. */
  value: z.string().nullable(),
  leads: count,
  won: count,
  lost: count,
  mean: both(z.number()),
  grades: both(byGrade),
  /** Null where there are fewer than 40 won or 40 lost. */
  auc: both(z.object({ auc: share, margin: share })).nullable(),
})
export type Segment = z.output<typeof segment>

const move = z.object({
  from: z.string(),
  to: z.string(),
  leads: count,
  /** The first fifty of those that change, as far as the reader sees them. */
  leadIds: z.array(id),
})

export const previewResult = z.object({
  /** Grades of both sides, best first; '' last: none. */
  grades: z.array(z.string()),
  open: z.object({
    leads: count,
    /** Of leads whose grade is another. */
    changed: count,
    mean: both(z.number()),
    /** Scores in ranges: from `from` to below the next one's. */
    spread: z.array(z.object({ from: z.number(), before: count, after: count })),
    /** The population stability index: up to .1 steady, up to .25 shifted, beyond it moved. */
    index: z.number(),
    says: z.enum(['steady', 'shifted', 'moved']),
    moves: z.array(move),
  }),
  workload: z.object({
    teams: z.array(z.object({ teamId: id.nullable(), grades: both(byGrade) })),
    reps: z.array(z.object({ userId: id, teamId: id.nullable(), grades: both(byGrade) })),
    /** Of what arrives in a week. */
    weekly: both(byGrade),
  }),
  past: z.object({
    /** Arrivals looked at, and since when: fewer days than asked where there were too many. */
    leads: count,
    since: instant,
    won: count,
    lost: count,
    /** Fields whose value at arrival is not known: a criterion that asks one finds it empty. */
    unknown: z.array(z.string()),
  }),
  /** Null where fewer than 40 were won or lost. */
  quality: both(told).extend({ difference }).nullable(),
  segments: z.array(segment),
})
export type PreviewResult = z.output<typeof previewResult>

const preview = z.object({
  previewId: id,
  state: z.enum(previewStates),
  step: z.enum(previewSteps).nullable(),
  /** Leads scored so far, and in all. */
  scored: count,
  leads: count,
  /** The version that was previewed; null: a draft. */
  version: count.nullable(),
  /** The version it is compared with; 0: none, nobody has points. */
  against: count,
  days: count,
  field: z.string().nullable(),
  createdBy: z.object({ id, name: z.string().nullable() }),
  createdAt: instant,
  finishedAt: instant.nullable(),
})
export type Preview = z.output<typeof preview>

const readers = ['manager', 'marketer', 'admin'] as const
const admin = ['admin'] as const

export const startPreview = endpoint({
  id: 'preview.start',
  method: 'POST',
  path: '/api/v1/score-previews',
  may: readers,
  summary: 'Begins to run a draft of the scorecards, or a version of them, on history; nothing is changed',
  details:
    'Open leads are scored as they are now, arrivals of the last `days` as they were when they arrived: at most the newest 100,000. It is compared with `against`, else with the version in force. One runs at a time: a new one of yours replaces your older one.',
  body: z.object({
    draft: z.unknown().optional().describe('The scorecards, as they are published'),
    version: z.int().min(1).optional().describe('A version instead of a draft'),
    against: z.int().min(1).optional(),
    days: z.int().min(7).max(730).default(365),
    field: z
      .string()
      .max(120)
      .optional()
      .describe('A choice field of your own that leads are told apart by too'),
  }),
  reply: preview,
  refuses: ['score.invalid', 'score.previewing', 'score.no_version', 'score.no_segment', 'condition.invalid'],
})
export const listPreviews = endpoint({
  id: 'preview.list',
  method: 'GET',
  path: '/api/v1/score-previews',
  may: readers,
  summary: 'The last twenty previews of scorecards, newest first',
  reply: z.object({ items: z.array(preview) }),
})
export const readPreview = endpoint({
  id: 'preview.read',
  method: 'GET',
  path: '/api/v1/score-previews/:previewId',
  may: readers,
  summary: 'A preview: how scores, grades, workload and the telling of won from lost would change',
  params: idParams('previewId'),
  reply: preview.extend({
    draft: scorePolicy,
    /** Null until it is done. Reps and leads outside the reader’s scope are left out. */
    result: previewResult.nullable(),
    /** What the teams, reps and sources of the result are called, and the companies of its leads, by id. */
    names: z.record(z.string(), z.string()),
  }),
})
export const cancelPreview = endpoint({
  id: 'preview.cancel',
  method: 'POST',
  path: '/api/v1/score-previews/:previewId/cancel',
  may: readers,
  summary: 'Stops a preview',
  params: idParams('previewId'),
  reply: preview,
  refuses: ['score.previewed'],
})

/** What publishing scorecards asks for first. */
export const previewGate = z.object({
  /** Off: publishing asks for nothing. */
  required: z.boolean(),
  /** Days for which a preview counts. */
  days: z.int().min(1).max(90),
  /** The AUC may not surely fall by more than this; null: by however much. */
  aucFall: z.number().min(0).max(0.5).nullable(),
  /** At most this share of open leads may change grade; null: however many. */
  changed: z.number().min(0).max(1).nullable(),
})
export type PreviewGate = z.output<typeof previewGate>
export const noGate: PreviewGate = { required: false, days: 14, aucFall: null, changed: null }

export const readPreviewGate = endpoint({
  id: 'preview.gate',
  method: 'GET',
  path: '/api/v1/score-gate',
  may: readers,
  summary: 'What publishing scorecards asks for first',
  reply: previewGate,
})
export const setPreviewGate = endpoint({
  id: 'preview.gate.set',
  method: 'PUT',
  path: '/api/v1/score-gate',
  may: admin,
  summary: 'Changes what publishing scorecards asks for first',
  body: previewGate,
  reply: done,
})
export const gateMisses = ['not_previewed', 'too_old', 'auc_falls', 'too_many_change'] as const
export const checkPreviewGate = endpoint({
  id: 'preview.gate.check',
  method: 'POST',
  path: '/api/v1/score-gate/check',
  may: readers,
  summary: 'Whether a draft of the scorecards may be published now, and what is missing',
  body: z.object({ draft: z.unknown() }),
  reply: z.object({
    required: z.boolean(),
    /** The scorecards were published before: going back to them asks for nothing. */
    before: z.boolean(),
    misses: z.array(z.enum(gateMisses)),
    /** What is missing and what to do, in the reader’s language; empty where nothing is. */
    says: z.string(),
    /** The newest finished preview of exactly this draft against what is in force. */
    preview: preview.extend({ changed: share, difference: difference.nullable() }).nullable(),
  }),
  refuses: ['score.invalid', 'condition.invalid'],
})
