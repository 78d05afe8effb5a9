import { z } from 'zod'
import { conditionSchema } from '../rules/condition.ts'
import { matchPolicy } from '../rules/matching.ts'
import { arriving } from './capture.ts'
import { endpoint } from './endpoint.ts'
import { id, instant, label } from './shapes.ts'

/** What a lead must have before it counts: presets are starting points, the requirements decide. */
export const requirement = z.object({
  /** Field keys (`custom.KEY` for custom ones). */
  need: z.array(z.string()).min(1),
  /** How many of them are enough; all of them when absent. */
  atLeast: z.int().min(1).optional(),
  when: conditionSchema.optional(),
})
export const gate = z.object({
  preset: z.enum(['b2b', 'k12', 'onlineSchool', 'custom']),
  mode: z.enum(['quarantine', 'refuse']),
  requirements: z.array(requirement).max(50),
})
export type Gate = z.infer<typeof gate>

/**
 * Requirements by preset. B2B: the four elements of a business lead. K12: the guardian, a phone, the child's age and the
 * city. An online school takes whatever comes: every lead has a source.
 */
export const gatePresets: Readonly<Record<'b2b' | 'k12' | 'onlineSchool', Gate['requirements']>> = {
  b2b: [{ need: ['company', 'name', 'title', 'phone'] }],
  k12: [{ need: ['name', 'phone', 'custom.child_age', 'region'] }],
  onlineSchool: [],
}

export const scorecard = z.object({
  terms: z
    .array(
      z.object({
        id: z.string().min(1).max(40),
        label: z.string().max(80),
        when: conditionSchema,
        points: z.int().min(-1000).max(1000),
      }),
    )
    .max(200),
  /** Highest first; a score below every threshold has the last grade's letter plus nothing: ''. */
  grades: z.array(z.object({ grade: z.string().min(1).max(8), from: z.int() })).max(12),
})
export type Scorecard = z.infer<typeof scorecard>

export const strategy = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rep'), userId: id }),
  z.object({ kind: z.literal('roundRobin'), teamId: id }),
  z.object({ kind: z.literal('leastLoaded'), teamId: id }),
  z.object({ kind: z.literal('pool'), poolId: id }),
])
export const assignRule = z.object({
  id: z.string().min(1).max(40),
  name: z.string().max(80),
  when: conditionSchema,
  strategy,
  active: z.boolean().default(true),
})
export const assignPolicy = z.object({
  rules: z.array(assignRule).max(200),
  fallbackPoolId: id,
})
export type AssignRule = z.infer<typeof assignRule>
export type AssignPolicy = z.infer<typeof assignPolicy>

/** A held lead nobody follows up for `days` falls back; the holder is reminded `remindDays` before. */
export const recyclePolicy = z.object({
  rules: z
    .array(
      z.object({
        id: z.string().min(1).max(40),
        name: z.string().max(80),
        when: conditionSchema,
        days: z.number().positive().max(3650),
        remindDays: z.number().min(0).max(365),
        poolId: id.nullable(),
        active: z.boolean().default(true),
      }),
    )
    .max(50),
})
export type RecyclePolicy = z.infer<typeof recyclePolicy>

export const tagPolicy = z.object({
  rules: z
    .array(
      z.object({
        id: z.string().min(1).max(40),
        when: conditionSchema,
        tags: z.array(z.string().min(1).max(40)).min(1).max(10),
        /** Days until the tag lapses; null: never. */
        days: z.number().positive().nullable(),
        active: z.boolean().default(true),
      }),
    )
    .max(100),
})
export type TagPolicy = z.infer<typeof tagPolicy>

/** Every kind of policy with its body's shape: the one table that the store, the routes and the web share. */
export const policyBodies = {
  gate,
  match: matchPolicy,
  score: scorecard,
  assign: assignPolicy,
  recycle: recyclePolicy,
  tags: tagPolicy,
} as const
export type PolicyKind = keyof typeof policyBodies
export type PolicyBody<K extends PolicyKind> = z.infer<(typeof policyBodies)[K]>

const kind = z.enum(['gate', 'match', 'score', 'assign', 'recycle', 'tags'])
const versioned = z.object({
  kind,
  scope: z.string(),
  version: z.int(),
  body: z.unknown(),
  note: z.string().nullable(),
  publishedBy: z.object({ id, name: z.string() }).nullable(),
  validFrom: instant,
})
const scope = z.string().max(36).default('')

export const readPolicy = endpoint({
  id: 'policy.read',
  method: 'GET',
  path: '/api/v1/policies/:kind',
  may: ['manager', 'marketer', 'admin'],
  summary: 'The policy of a kind in force now (of a source, with scope; else the organisation’s)',
  params: z.object({ kind }),
  query: z.object({ scope }),
  reply: versioned,
})

export const listPolicyVersions = endpoint({
  id: 'policy.versions',
  method: 'GET',
  path: '/api/v1/policies/:kind/versions',
  may: ['manager', 'marketer', 'admin'],
  summary: 'Every version a policy has had, newest first',
  params: z.object({ kind }),
  query: z.object({ scope }),
  reply: z.object({ items: z.array(versioned) }),
})

export const publishPolicy = endpoint({
  id: 'policy.publish',
  method: 'PUT',
  path: '/api/v1/policies/:kind',
  may: ['admin'],
  summary: 'Publishes a new version; refused when somebody published since `version` was read',
  params: z.object({ kind }),
  query: z.object({ scope }),
  body: z.object({ version: z.int(), body: z.unknown(), note: z.string().max(500).optional() }),
  reply: versioned,
  refuses: ['policy.invalid', 'policy.target_unknown', 'condition.invalid', 'version.stale'],
})

/** What each assignment rule would say of a lead, the draft's rules if given: which fires and why others do not. */
export const tryRules = endpoint({
  id: 'assign.try',
  method: 'POST',
  path: '/api/v1/assign/try',
  may: ['manager', 'admin'],
  summary: 'Tries the assignment rules (or a draft of them) on one lead, writing nothing',
  body: z.object({ lead: z.union([id, arriving]), draft: assignPolicy.optional() }),
  reply: z.object({
    score: z.int(),
    grade: z.string(),
    rules: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        fires: z.boolean(),
        /** fires | inactive | condition | capacity | nobody | earlier */
        because: z.string(),
        candidates: z.array(
          z.object({
            id,
            name: z.string(),
            ok: z.boolean(),
            because: z.string(),
            given: z.int(),
            holding: z.int(),
          }),
        ),
      }),
    ),
    holder: z.object({ kind: z.string(), id: id.nullable(), name: z.string().nullable() }),
  }),
  refuses: ['condition.invalid', 'policy.invalid', 'lead.not_yours'],
})

/** How many of the last 30 days' leads each assignment rule of a draft would take. */
export const countRules = endpoint({
  id: 'assign.counts',
  method: 'POST',
  path: '/api/v1/assign/counts',
  may: ['manager', 'admin'],
  summary: 'How many of the last 30 days’ leads each rule would take, of how many in all',
  body: z.object({ draft: assignPolicy }),
  reply: z.object({
    total: z.int(),
    days: z.int(),
    byRule: z.record(z.string(), z.int()),
    fallback: z.int(),
  }),
  refuses: ['condition.invalid', 'policy.invalid'],
})

/** The custom fields of the organisation. */
export const fieldType = z.enum(['text', 'number', 'date', 'choice', 'list', 'region', 'boolean'])
export const customField = z.object({
  fieldId: id,
  key: z.string(),
  type: fieldType,
  label,
  options: z.array(z.object({ value: z.string(), label })),
  fast: z.boolean(),
  personal: z.boolean(),
  position: z.int(),
})
export type CustomField = z.infer<typeof customField>
