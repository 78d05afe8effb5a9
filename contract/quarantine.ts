import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, idParams, instant, reason } from './shapes.ts'

/** What might be meant: a value for a field, with how it is arrived at. */
export const suggestion = z.object({
  field: z.string(),
  /** As it would be kept. */
  value: z.string(),
  /** What stood there, as it was written; null: nothing. */
  before: z.string().nullable(),
  /** All that changes by it: 张明 采购总监 becomes a name and a title. */
  patch: z.record(z.string(), z.string()),
  /** What is alike about all leads that it is made of. */
  pattern: z.string(),
  /** How far the facts leave one reading, 0 to 1. */
  confidence: z.number(),
  /** How it is arrived at. */
  message: z.string(),
})

const pattern = z.string().min(3).max(200)
const keepers = ['manager', 'admin'] as const

export const listSuggestions = endpoint({
  id: 'quarantine.suggestions',
  method: 'GET',
  path: '/api/v1/quarantine/suggestions',
  may: keepers,
  summary:
    'Of up to 100 quarantined leads: what is suggested for what they lack, and when they are refused by themselves',
  query: z.object({
    leads: z
      .string()
      .max(4000)
      .describe('Ids parted by commas')
      .transform((text) => text.split(',').filter(Boolean))
      .pipe(z.array(id).max(100)),
  }),
  reply: z.object({
    items: z.array(
      z.object({
        leadId: id,
        since: instant,
        refuseAt: instant.nullable(),
        suggestions: z.array(suggestion),
      }),
    ),
  }),
})

export const listAlike = endpoint({
  id: 'quarantine.alike',
  method: 'GET',
  path: '/api/v1/quarantine/alike',
  may: ['manager', 'marketer', 'admin'],
  summary: 'What is alike wrong with quarantined leads and could be put right together, the most first',
  query: z.object({ source: id.optional() }),
  reply: z.object({
    items: z.array(z.object({ pattern, message: z.string(), count: z.int() })),
  }),
})

export const fixOne = endpoint({
  id: 'quarantine.fix_one',
  method: 'POST',
  path: '/api/v1/quarantine/fix-one',
  may: keepers,
  summary:
    'Takes a suggestion for one lead: it is cleaned, matched and judged as if it arrived, and assigned if it passes',
  body: z.object({ leadId: id, version: z.int(), pattern, value: z.string().max(400) }),
  reply: z.object({
    leadId: id,
    version: z.int(),
    released: z.boolean(),
    reasons: z.array(reason),
    /** Takes it back: see undoing a fix. */
    fixId: id,
  }),
  refuses: ['quarantine.suggestion_gone', 'version.stale', 'lead.not_yours'],
})

const becomes = z.enum(['released', 'kept', 'duplicate'])

export const previewAlike = endpoint({
  id: 'quarantine.preview',
  method: 'POST',
  path: '/api/v1/quarantine/preview',
  may: keepers,
  summary:
    'What taking a suggestion for all that are alike would do: how many, and five of them before and after',
  body: z.object({ pattern, source: id.optional() }),
  reply: z.object({
    message: z.string(),
    count: z.int(),
    samples: z.array(
      z.object({
        leadId: id,
        who: z.string().nullable(),
        field: z.string(),
        before: z.string().nullable(),
        after: z.string(),
        becomes,
      }),
    ),
  }),
})

export const fixStates = ['running', 'done', 'undoing', 'undone'] as const
export const fix = z.object({
  fixId: id,
  pattern,
  message: z.string(),
  state: z.enum(fixStates),
  /** Leads that were alike when it began. */
  total: z.int(),
  fixed: z.int(),
  /** Of those: assigned, since nothing was missing any more. */
  released: z.int(),
  /** Of those: still in quarantine, for something else or because the person is held already. */
  kept: z.int(),
  /** Left alone: changed meanwhile, or it failed. */
  failed: z.int(),
  undone: z.int(),
  by: z.object({ id, name: z.string() }),
  createdAt: instant,
  finishedAt: instant.nullable(),
})
export type Fix = z.infer<typeof fix>

export const fixAlike = endpoint({
  id: 'quarantine.fix_alike',
  method: 'POST',
  path: '/api/v1/quarantine/fixes',
  may: keepers,
  summary:
    'Takes a suggestion for all leads that are alike; up to 200 at once, more in pages, told by the fix: read it to see how far it is',
  body: z.object({ pattern, source: id.optional() }),
  reply: fix,
  refuses: ['quarantine.nothing_alike'],
})
export const listFixes = endpoint({
  id: 'quarantine.fixes',
  method: 'GET',
  path: '/api/v1/quarantine/fixes',
  may: keepers,
  summary: 'The last twenty fixes, of one lead or of many, the newest first',
  reply: z.object({ items: z.array(fix) }),
})
export const readFix = endpoint({
  id: 'quarantine.fix',
  method: 'GET',
  path: '/api/v1/quarantine/fixes/:fixId',
  may: keepers,
  summary: 'How far a fix is',
  params: idParams('fixId'),
  reply: fix,
})
export const undoFix = endpoint({
  id: 'quarantine.undo_fix',
  method: 'POST',
  path: '/api/v1/quarantine/fixes/:fixId/undo',
  may: keepers,
  summary:
    'Takes a fix back, of one lead or of many: the leads nobody has touched since are as they were, in quarantine',
  params: idParams('fixId'),
  reply: fix,
  refuses: ['quarantine.fix_running'],
})
