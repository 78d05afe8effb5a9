import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { closings, holder, stages } from './lead.ts'
import { id, idParams, instant } from './shapes.ts'

/** Most leads that one merge joins. */
export const mergeMost = 20
/** Most merges of one bulk call. */
export const mergeSets = 200

const because = z.enum([
  'picked',
  'only',
  'same',
  'verified',
  'recent',
  'first',
  'longest',
  'source',
  'survivor',
  'older',
  'united',
  'none',
])
/** Why a value survives: chosen by hand, the only one, all alike, a criterion of the policy, the survivor’s own, united. */
export type Because = z.infer<typeof because>

const picks = z.record(z.string().max(80), id)
const asked = z.object({
  leadIds: z.array(id).min(2).max(mergeMost),
  /** Which of them goes on; by the policy when absent. */
  survivorId: id.optional(),
  /** Field → the lead whose value is to survive; `holder` → whose holder. All else by the policy. */
  picks: picks.default({}),
})

const obstacle = z.object({ code: z.string(), message: z.string() })

export const mergePreview = z.object({
  survivorId: id,
  /** picked, or the criterion of the policy that decided. */
  survivorBecause: z.enum(['picked', 'converted', 'open', 'held', 'older']),
  leads: z.array(
    z.object({
      leadId: id,
      version: z.int(),
      name: z.string().nullable(),
      company: z.string().nullable(),
      holder,
      stage: z.enum(stages),
      closedAs: z.enum(closings).nullable(),
      sourceName: z.string(),
      arrivedAt: instant,
      score: z.int(),
      grade: z.string(),
      /** What comes along with it. */
      counts: z.object({ activities: z.int(), arrivals: z.int(), events: z.int(), merges: z.int() }),
    }),
  ),
  fields: z.array(
    z.object({
      field: z.string(),
      value: z.unknown(),
      /** Whose value; null where it is of several, or of none. */
      leadId: id.nullable(),
      because,
      alternatives: z.array(z.object({ leadId: id, value: z.unknown(), at: instant })),
    }),
  ),
  tags: z.array(z.string()),
  holder: z.object({ leadId: id, because: z.enum(['picked', 'survivor', 'held']) }),
  score: z.object({ score: z.int(), grade: z.string() }),
  /** Why these cannot be merged so; null when they can. */
  obstacle: obstacle.nullable(),
})
export type MergePreview = z.infer<typeof mergePreview>

export const merged = z.object({
  mergeId: id,
  survivorId: id,
  leadIds: z.array(id),
  at: instant,
  by: z.object({ id, name: z.string() }),
  undoneAt: instant.nullable(),
  undoneBy: z.object({ id, name: z.string() }).nullable(),
  /** The same merge had been made before: this is that one. */
  repeated: z.boolean(),
})
export type Merged = z.infer<typeof merged>

const staff = ['rep', 'manager', 'admin'] as const
const obstacles = [
  'lead.not_yours',
  'lead.merged',
  'version.stale',
  'merge.survivor_missing',
  'merge.field_unknown',
  'merge.gone',
  'merge.two_converted',
  'merge.converted_first',
  'merge.survivor_closed',
  'merge.erased',
] as const

export const previewMerge = endpoint({
  id: 'merges.preview',
  method: 'POST',
  path: '/api/v1/merges/preview',
  may: staff,
  summary: 'What would survive if these leads were merged, field by field with the reason; writes nothing',
  body: asked,
  reply: mergePreview,
  refuses: obstacles,
})

const wished = asked.extend({ versions: z.record(z.string(), z.int()).optional() })

export const mergeLeads = endpoint({
  id: 'merges.merge',
  method: 'POST',
  path: '/api/v1/merges',
  may: staff,
  summary: 'Merges 2 to 20 leads into one of them; the same merge again answers with the one that was made',
  details:
    'Managers and admins may merge what they see in full, reps what they hold. `versions` (lead → version, as previewed) makes it refuse with `version.stale` when somebody changed one of them meanwhile.',
  body: wished,
  reply: merged,
  refuses: obstacles,
})

export const bulkMerge = endpoint({
  id: 'merges.bulk',
  method: 'POST',
  path: '/api/v1/merges/bulk',
  may: ['manager', 'admin'],
  summary: 'Merges up to 200 sets of leads, each for itself; answers each in its place',
  body: z.object({ sets: z.array(wished).min(1).max(mergeSets) }),
  reply: z.object({
    items: z.array(z.union([z.object({ merged }), z.object({ refused: obstacle })])),
  }),
  perMinute: 30,
})

export const listMerges = endpoint({
  id: 'merges.list',
  method: 'GET',
  path: '/api/v1/leads/:leadId/merges',
  may: staff,
  summary: 'Every merge a lead was part of, newest first',
  params: idParams('leadId'),
  reply: z.object({ items: z.array(merged) }),
  refuses: ['lead.not_yours'],
})

/** A field that was edited on the survivor after the merge: what undoing does with it is for a person to say. */
const conflict = z.object({
  field: z.string(),
  /** What the merge made of it, what it is now, what it would be again. */
  merged: z.unknown(),
  now: z.unknown(),
  wouldBe: z.unknown(),
})
export type Conflict = z.infer<typeof conflict>

export const previewUndo = endpoint({
  id: 'merges.undo.preview',
  method: 'GET',
  path: '/api/v1/merges/:mergeId/undo',
  may: staff,
  summary: 'What undoing a merge would meet: fields edited since, follow-ups logged since',
  params: idParams('mergeId'),
  reply: z.object({
    merge: merged,
    conflicts: z.array(conflict),
    /** Logged on the survivor since; they stay with it unless they are given to another lead. */
    activities: z.array(z.object({ activityId: id, kind: z.string(), at: instant })),
    /** Who gets each lead back; where it cannot be who had it, the next best. */
    holders: z.array(z.object({ leadId: id, holder, asBefore: z.boolean() })),
    obstacle: obstacle.nullable(),
  }),
  refuses: ['lead.not_yours', 'merge.erased'],
})

export const undoMerge = endpoint({
  id: 'merges.undo',
  method: 'POST',
  path: '/api/v1/merges/:mergeId/undo',
  may: staff,
  summary: 'Undoes a merge at any later time: every lead is again what it was',
  details:
    'A field edited on the survivor since is kept as it is now, unless `restore` names it. Follow-ups logged since stay with the survivor, unless `activities` gives them to one of the leads that come back.',
  params: idParams('mergeId'),
  body: z.object({
    restore: z.array(z.string().max(80)).max(200).default([]),
    activities: z.record(z.string(), id).default({}),
  }),
  reply: merged,
  refuses: ['lead.not_yours', 'lead.merged', 'merge.undo_first', 'merge.erased', 'merge.field_unknown'],
})
