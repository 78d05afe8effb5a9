import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { done, id, idParams, instant } from './shapes.ts'

export const measures = ['incomplete', 'duplicate', 'unreachable'] as const
export type Measure = (typeof measures)[number]

const share = z.number().min(0).max(1)

/**
 * When a source is paused by itself: of its last arrivals (so many, or of so many days) a share is beyond its limit,
 * and beyond doubt: see pausing. A paused source goes on storing all that comes, in quarantine.
 */
export const sourceGate = z.object({
  window: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('arrivals'), many: z.int().min(10).max(10_000) }),
    z.object({ kind: z.literal('days'), many: z.int().min(1).max(90) }),
  ]),
  /** Fewer arrivals than this say nothing. */
  least: z.int().min(10).max(10_000),
  limits: z.object({
    incomplete: share.nullable(),
    duplicate: share.nullable(),
    unreachable: share.nullable(),
  }),
  /** Goes on by itself once what arrives is within the limits again, beyond doubt; else somebody lets it. */
  resumes: z.boolean(),
})
export type SourceGate = z.infer<typeof sourceGate>

export const sourceState = z.object({
  sourceId: id,
  gate: sourceGate.nullable(),
  pausedAt: instant.nullable(),
  /** Null: by itself. */
  pausedBy: z.object({ id, name: z.string() }).nullable(),
  why: z
    .object({
      measure: z.enum(measures),
      limit: share,
      /** Of so many arrivals, so many. */
      of: z.int(),
      many: z.int(),
      /** The least share that is compatible with what was seen: the limit is below it. */
      lower: share,
    })
    .nullable(),
  /** Leads it keeps in quarantine because it is paused. */
  held: z.int(),
})

const staff = ['marketer', 'manager', 'admin'] as const
const keepers = ['marketer', 'admin'] as const

export const listSourceStates = endpoint({
  id: 'quality.states',
  method: 'GET',
  path: '/api/v1/quality/sources',
  may: staff,
  summary:
    'The sources that are paused, or that are paused by themselves when they turn bad, with what is set',
  reply: z.object({ items: z.array(sourceState) }),
})

export const setSourceGate = endpoint({
  id: 'quality.gate',
  method: 'PUT',
  path: '/api/v1/quality/sources/:sourceId/gate',
  may: keepers,
  summary: 'Sets when a source is paused by itself; null: never',
  params: idParams('sourceId'),
  body: z.object({ gate: sourceGate.nullable() }),
  reply: done,
})

export const pauseSource = endpoint({
  id: 'quality.pause',
  method: 'POST',
  path: '/api/v1/quality/sources/:sourceId/pause',
  may: keepers,
  summary: 'Pauses a source by hand: what it brings is kept in quarantine, and given to nobody',
  params: idParams('sourceId'),
  reply: done,
})

export const resumeSource = endpoint({
  id: 'quality.resume',
  method: 'POST',
  path: '/api/v1/quality/sources/:sourceId/resume',
  may: keepers,
  summary:
    'Lets a paused source go on; with `letGo`, what it kept back is judged again by its gate and assigned',
  params: idParams('sourceId'),
  body: z.object({ letGo: z.boolean().default(true) }),
  reply: done,
})

/** A source's arrivals of one way in and one week; shares are of what they can be told of, null where of nothing. */
export const qualityLine = z.object({
  sourceId: id,
  sourceName: z.string(),
  /** An import, a form, a key, or typed in by hand. */
  batch: z.object({
    kind: z.enum(['import', 'form', 'key', 'hand', 'other']),
    id: id.nullable(),
    name: z.string().nullable(),
  }),
  /** The Monday it begins on, in the organisation's zone: YYYY-MM-DD. */
  week: z.string(),
  arrivals: z.int(),
  leads: z.int(),
  complete: share.nullable(),
  valid: share.nullable(),
  duplicate: share.nullable(),
  /** Of the leads of which it was found out whether a phone or an e-mail reaches them; null until anybody has tried. */
  reachable: share.nullable(),
  qualified: share.nullable(),
  converted: share.nullable(),
  medianHoursToFollowup: z.number().nullable(),
})
export type QualityLine = z.infer<typeof qualityLine>

export const readQuality = endpoint({
  id: 'quality.read',
  method: 'GET',
  path: '/api/v1/quality',
  may: staff,
  summary:
    'How good each source is, by the way its leads came in and by week: complete, valid, duplicate, reachable, qualified, converted',
  query: z.object({
    weeks: z.coerce.number().int().min(1).max(53).default(8),
    source: id.optional(),
    /** Without it all ways in are one line. */
    by: z.enum(['week', 'batch']).default('week'),
  }),
  reply: z.object({
    /** The Mondays covered, the oldest first. */
    weeks: z.array(z.string()),
    /** When the week that was told longest ago was; null: none was yet. What runs is at most a minute old. */
    toldAt: instant.nullable(),
    items: z.array(qualityLine),
  }),
})
