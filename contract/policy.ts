import { z } from 'zod'
import { conditionSchema } from '../rules/condition.ts'
import { matchPolicy } from '../rules/matching.ts'
import { assignPolicy } from './assign.ts'
import { consentChannel } from './consent.ts'
import { endpoint } from './endpoint.ts'
import { profilePolicy } from './profile.ts'
import { scorePolicy } from './scorecard.ts'
import { id, instant, label } from './shapes.ts'
import { valuePolicy } from './value.ts'

/** What a lead must have before it counts: presets are starting points, the requirements decide. */
export const requirement = z.object({
  /** Field keys (`custom.KEY` for custom ones). */
  need: z.array(z.string()).min(1),
  /** How many of them are enough; all of them when absent. */
  atLeast: z.int().min(1).optional(),
  when: conditionSchema.optional(),
  /** Only of leads of this kind: the id of one of the gate's `kinds`. */
  kind: z.string().max(40).optional(),
})
/** A kind of lead, by what leads of it have in common: each kind may have requirements of its own. */
export const leadKind = z.object({
  id: z.string().min(1).max(40),
  name: z.string().trim().min(1).max(40),
  when: conditionSchema,
})
export type LeadKind = z.infer<typeof leadKind>
export const gate = z
  .object({
    preset: z.enum(['b2b', 'k12', 'onlineSchool', 'custom']),
    mode: z.enum(['quarantine', 'refuse']),
    kinds: z.array(leadKind).max(20).optional(),
    requirements: z.array(requirement).max(50),
    /** What nobody has seen to in so many days is refused by itself; null or absent: it may wait for ever. */
    refuseAfterDays: z.int().min(1).max(3650).nullish(),
    /** Managers are told so many days before; 2 where absent. */
    warnDays: z.int().min(0).max(365).nullish(),
  })
  .refine(
    ({ kinds = [], requirements }) =>
      requirements.every(({ kind }) => kind === undefined || kinds.some(({ id }) => id === kind)),
    { path: ['kinds'], error: 'a requirement names a kind that is not there' },
  )
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
        /** Before that it is dealt again by the assignment rules, to nobody who had it, as often as this; absent: never. */
        again: z.int().min(1).max(10).optional(),
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

/** What decides which lead goes on where nobody chose: open before closed, held before waiting, older before newer. */
export const survivorCriteria = ['open', 'held', 'older'] as const
/** What decides whose value of a field survives, most telling first. */
export const keepCriteria = ['verified', 'recent', 'first', 'longest', 'source'] as const
export type KeepCriterion = (typeof keepCriteria)[number]

export const mergePolicy = z.object({
  survivor: z.array(z.enum(survivorCriteria)).min(1),
  /** By field (`custom.KEY` for custom ones, `*` for every other): the criteria in the order they are asked. */
  fields: z.record(z.string().max(80), z.array(z.enum(keepCriteria)).min(1).max(keepCriteria.length)),
  /** Sources for the criterion `source`, the most trusted first; one that is not named comes last. */
  sources: z.array(id).max(200),
  /** Whether those who held the leads that end go on seeing the one that survives. */
  share: z.boolean(),
})
export type MergePolicy = z.infer<typeof mergePolicy>

/**
 * What holds until an organisation says otherwise. A contact that was verified beats one that was not, and among equals
 * the newer one: numbers change hands. A company or a name is the fuller of two; so is what somebody wrote.
 */
export const defaultMerge: MergePolicy = {
  survivor: ['open', 'held', 'older'],
  fields: {
    name: ['verified', 'longest'],
    company: ['verified', 'longest'],
    creditCode: ['verified', 'recent'],
    title: ['verified', 'recent'],
    phone: ['verified', 'recent'],
    email: ['verified', 'recent'],
    wechat: ['verified', 'recent'],
    region: ['verified', 'longest'],
    address: ['verified', 'longest'],
    need: ['longest'],
    note: ['longest'],
    touch: ['first'],
    '*': ['verified', 'recent'],
  },
  sources: [],
  share: true,
}
/**
 * What must hold before a lead is routed. It is kept all the same: compliance blocks routing, never storage. A rule asks
 * of sources of its channels (of all where it names none), and of leads that its condition fits.
 */
export const complianceFlags = ['conflict', 'bribery', 'reward', 'other'] as const
export const complianceRule = z.object({
  id: z.string().min(1).max(40),
  name: z.string().max(80),
  channels: z.array(z.string().min(1).max(40)).max(20).optional(),
  when: conditionSchema.optional(),
  needs: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('consent'), purpose: z.string().max(40), channel: consentChannel }),
    z.object({ kind: z.literal('licence') }),
    z.object({
      kind: z.literal('approval'),
      flag: z.enum(complianceFlags),
      by: z.array(z.enum(['manager', 'admin'])).min(1),
    }),
  ]),
  active: z.boolean().default(true),
})
export const compliancePolicy = z.object({ rules: z.array(complianceRule).max(50) })
export type ComplianceRule = z.infer<typeof complianceRule>
export type CompliancePolicy = z.infer<typeof compliancePolicy>

/** Every kind of policy with its body's shape: the one table that the store, the routes and the web share. */
export const policyBodies = {
  gate,
  match: matchPolicy,
  score: scorePolicy,
  assign: assignPolicy,
  recycle: recyclePolicy,
  tags: tagPolicy,
  merge: mergePolicy,
  compliance: compliancePolicy,
  value: valuePolicy,
  profile: profilePolicy,
} as const
export type PolicyKind = keyof typeof policyBodies
export type PolicyBody<K extends PolicyKind> = z.infer<(typeof policyBodies)[K]>

export const policyKind = z.enum([
  'gate',
  'match',
  'score',
  'assign',
  'recycle',
  'tags',
  'merge',
  'compliance',
  'profile',
  'value',
])
const versioned = z.object({
  kind: policyKind,
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
  params: z.object({ kind: policyKind }),
  query: z.object({ scope }),
  reply: versioned,
})

export const listPolicyVersions = endpoint({
  id: 'policy.versions',
  method: 'GET',
  path: '/api/v1/policies/:kind/versions',
  may: ['manager', 'marketer', 'admin'],
  summary: 'Every version a policy has had, newest first',
  params: z.object({ kind: policyKind }),
  query: z.object({ scope }),
  reply: z.object({ items: z.array(versioned) }),
})

export const publishPolicy = endpoint({
  id: 'policy.publish',
  method: 'PUT',
  path: '/api/v1/policies/:kind',
  may: ['admin'],
  summary: 'Publishes a new version; refused when somebody published since `version` was read',
  params: z.object({ kind: policyKind }),
  query: z.object({ scope }),
  body: z.object({
    version: z.int(),
    body: z.unknown(),
    note: z.string().max(500).optional(),
    anyway: z
      .string()
      .trim()
      .min(1)
      .max(200)
      .optional()
      .describe('Why it is published although its gate misses something; kept in the note'),
  }),
  reply: versioned,
  refuses: [
    'policy.invalid',
    'assign.unsound',
    'assign.unsound_again',
    'assign.not_rehearsed',
    'score.invalid',
    'value.segment',
    'score.card_in_use',
    'score.not_previewed',
    'score.gate',
    'policy.target_unknown',
    'condition.invalid',
    'version.stale',
  ],
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
