import { z } from 'zod'
import { type Fact, facts } from '../rules/fields.ts'
import { knownCustomer } from './customer.ts'
import { endpoint } from './endpoint.ts'
import { standing } from './profile.ts'
import { id, idParams, instant, pageOf, reason, done } from './shapes.ts'
import { valued } from './value.ts'

export const holderKinds = [
  'quarantine',
  'verification',
  'waiting',
  'aside',
  'pool',
  'rep',
  'closed',
] as const
export type HolderKind = (typeof holderKinds)[number]
export const stages = ['new', 'contacted', 'qualified', 'converted', 'lost', 'invalid'] as const
export type Stage = (typeof stages)[number]
export const closings = ['merged', 'converted', 'lost', 'invalid', 'withdrawn', 'erased'] as const
export type Closing = (typeof closings)[number]
export const fieldStatuses = ['unverified', 'formatOk', 'reachable', 'confirmed', 'stale', 'bad'] as const
export type FieldStatus = (typeof fieldStatuses)[number]

/** Who has a lead, named for the reader: a rep, a pool, or one of the waiting rooms. */
export const holder = z.object({
  kind: z.enum(holderKinds),
  id: id.nullable(),
  name: z.string().nullable(),
})

/** One term of a score: the rule that gave it and its points; the terms sum to the score. */
export const scoreTerm = z.object({ id: z.string(), label: z.string(), points: z.int() })

/** A line of a list: what fits in a row, contacts masked where the reader may not see them. */
export const leadRow = z.object({
  leadId: id,
  name: z.string().nullable(),
  company: z.string().nullable(),
  creditCode: z.string().nullable(),
  title: z.string().nullable(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  wechat: z.string().nullable(),
  masked: z.boolean(),
  region: z.string().nullable(),
  address: z.string().nullable(),
  need: z.string().nullable(),
  tags: z.array(z.string()),
  sourceId: id,
  sourceName: z.string(),
  door: z.string(),
  holder,
  stage: z.enum(stages),
  score: z.int(),
  grade: z.string(),
  scoreTerms: z.array(scoreTerm),
  /** What it is expected to bring, in minor units of the organisation's currency, and how that was reckoned; null where leads are not valued. */
  expectedValue: z.int().nullable(),
  value: valued.nullable(),
  /** Of a priority lead that waits to be followed up: since when it has priority, and by when. */
  prioritySince: instant.nullable(),
  priorityDueAt: instant.nullable(),
  arrivedAt: instant,
  assignedAt: instant.nullable(),
  firstFollowupAt: instant.nullable(),
  lastFollowupAt: instant.nullable(),
  nextStep: z.string().nullable(),
  nextAt: instant.nullable(),
  dueAt: instant.nullable(),
  /** Of one that waits: when it is dealt again by itself; null where a person gives it. */
  wakeAt: instant.nullish(),
  /** Of one that waits: the rule it waits by, and what keeps that rule's reps from it, the commonest first. */
  waits: z.object({ rule: z.string().nullable(), because: z.array(z.string()) }).nullish(),
  updatedAt: instant,
  version: z.int(),
  custom: z.record(z.string(), z.unknown()),
  /** The known customer it is of. */
  customer: knownCustomer.nullable(),
  /** Of a quarantined lead: what its source's gate wants, by field. The lead's page has the sentences. */
  lacks: z.array(z.object({ code: z.string(), field: z.string().optional() })).nullish(),
  /** How it stands beside the ideal customer; null where no profile is asked of it. */
  profile: standing.nullable(),
})
export type LeadRow = z.infer<typeof leadRow>

/** An entry of the trail, as data; the web turns it into a sentence in the reader's language. */
export const trailEntry = z.object({
  eventId: id,
  at: instant,
  kind: z.string(),
  actor: z.object({ kind: z.string(), id: id.nullable(), name: z.string().nullable() }),
  rule: z
    .object({
      kind: z.string(),
      scope: z.string(),
      version: z.int(),
      id: z.string().nullable(),
      /** What the rule was called in that version. */
      name: z.string().nullish(),
    })
    .nullable(),
  data: z.record(z.string(), z.unknown()),
  changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
  /** The merged lead it happened to; null of what happened to this very one. */
  of: id.nullish(),
})

export const activityKinds = ['call', 'message', 'visit', 'note'] as const
export const activity = z.object({
  activityId: id,
  kind: z.enum(activityKinds),
  outcome: z.string().nullable(),
  note: z.string().nullable(),
  by: z.object({ id, name: z.string() }),
  at: instant,
  nextStep: z.string().nullable(),
  nextAt: instant.nullable(),
})

export const leadPage = leadRow.extend({
  /** Why it has its grade, and what would bring it to a better one (null: nothing that is known of), in the reader's language. */
  why: z.object({ reason: z.string(), better: z.string().nullable() }),
  note: z.string().nullable(),
  externalId: z.string().nullable(),
  touch: z.record(z.string(), z.unknown()),
  stageAt: instant,
  stageReason: z.string().nullable(),
  closedAs: z.enum(closings).nullable(),
  amount: z.int().nullable(),
  currency: z.string().nullable(),
  gateReasons: z.array(reason).nullable(),
  duplicateOf: id.nullable(),
  /** The lead that stands for this one since they were merged. */
  mergedInto: id.nullable(),
  /** Merges in force that brought others into this one, newest first. */
  merges: z.array(z.object({ mergeId: id, leadIds: z.array(id), at: instant })),
  protected: z.boolean(),
  /** The group it is in: whoever the group’s roster names has it. */
  seat: z.object({ cohortId: id, groupId: id, cohort: z.string(), group: z.string() }).nullable(),
  /** Of one that is set aside: the rep who had it, and gets it back. */
  asideFrom: id.nullable(),
  poolId: id.nullable(),
  collaborators: z.array(z.object({ id, name: z.string() })),
  activities: z.array(activity),
  trail: z.array(trailEntry),
  /**
   * What the reader may do here and, where not, the code and sentence of why not. Verbs: edit, log, stage, tag, share,
   * assign, release, claim, letGo, merge; one that makes no sense for the lead (claiming what no pool has) is left out.
   */
  can: z.record(z.string(), z.union([z.literal(true), z.object({ code: z.string(), message: z.string() })])),
})
export type LeadPage = z.infer<typeof leadPage>

/** A fact that is left out stays as it is; null takes it away. */
const changedFacts = Object.fromEntries(
  facts.map((fact) => [fact, z.string().nullable().optional()]),
) as Record<Fact, z.ZodOptional<z.ZodNullable<z.ZodString>>>

const staff = ['rep', 'manager', 'admin'] as const

export const listLeads = endpoint({
  id: 'leads.list',
  method: 'GET',
  path: '/api/v1/leads',
  may: ['rep', 'manager', 'marketer', 'admin', 'key:leads:read'],
  summary: 'Leads in the caller’s scope, filtered by a condition, sorted, page by page',
  query: z.object({
    /** A Condition as JSON. */
    condition: z.string().optional(),
    q: z.string().max(200).optional(),
    pool: id.optional(),
    holder: z.enum(holderKinds).optional(),
    sort: z
      .enum([
        'arrivedAt',
        'score',
        'dueAt',
        'nextAt',
        'lastFollowupAt',
        'name',
        'company',
        'updatedAt',
        'expectedValue',
        'priorityDueAt',
      ])
      .default('arrivedAt'),
    order: z.enum(['asc', 'desc']).default('desc'),
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: pageOf(leadRow),
  refuses: ['condition.invalid', 'cursor.invalid'],
})

export const countLeads = endpoint({
  id: 'leads.count',
  method: 'GET',
  path: '/api/v1/leads/count',
  may: ['rep', 'manager', 'marketer', 'admin', 'key:leads:read'],
  summary: 'How many leads match: exact up to 10,000, an estimate beyond',
  query: z.object({
    condition: z.string().optional(),
    q: z.string().max(200).optional(),
    pool: id.optional(),
    holder: z.enum(holderKinds).optional(),
  }),
  reply: z.object({ count: z.int(), exact: z.boolean() }),
  refuses: ['condition.invalid'],
})

export const readLead = endpoint({
  id: 'leads.read',
  method: 'GET',
  path: '/api/v1/leads/:leadId',
  may: ['rep', 'manager', 'marketer', 'admin', 'key:leads:read'],
  summary: 'One lead with its score explained, its follow-ups and its trail',
  params: idParams('leadId'),
  reply: leadPage,
})

export const editLead = endpoint({
  id: 'leads.edit',
  method: 'PATCH',
  path: '/api/v1/leads/:leadId',
  may: staff,
  summary: 'Changes facts of a lead; the version read must still be the current one',
  params: idParams('leadId'),
  body: z.object({
    version: z.int(),
    ...changedFacts,
    custom: z.record(z.string(), z.unknown()).optional(),
  }),
  reply: z.object({ leadId: id, version: z.int() }),
  refuses: ['lead.not_yours', 'lead.closed', 'lead.value_invalid', 'version.stale'],
})

export const tagLeads = endpoint({
  id: 'leads.tag',
  method: 'POST',
  path: '/api/v1/leads/tags',
  may: staff,
  summary: 'Adds and removes tags on up to 1,000 leads',
  body: z.object({
    leadIds: z.array(id).min(1).max(1000),
    add: z.array(z.string().min(1).max(40)).max(20).default([]),
    remove: z.array(z.string()).max(20).default([]),
    expiresAt: instant.nullable().optional(),
  }),
  reply: z.object({ changed: z.int() }),
  refuses: ['lead.not_yours'],
})

export const assignLeads = endpoint({
  id: 'leads.assign',
  method: 'POST',
  path: '/api/v1/leads/assign',
  may: ['manager', 'admin'],
  summary: 'Gives up to 1,000 leads to a rep or a pool by hand',
  body: z.object({
    leadIds: z.array(id).min(1).max(1000),
    to: z.object({ kind: z.enum(['rep', 'pool']), id }),
    reason: z.string().max(500).optional(),
  }),
  reply: z.object({
    changed: z.int(),
    refused: z.array(z.object({ leadId: id, code: z.string(), message: z.string() })),
    /** The rep now holds more than their cap: allowed, since a person said so, and told. */
    over: z.object({ holding: z.int(), limit: z.int() }).nullable(),
  }),
  refuses: ['lead.not_yours', 'lead.closed', 'move.barred', 'move.reason_needed'],
})

export const addCollaborator = endpoint({
  id: 'leads.collaborate',
  method: 'PUT',
  path: '/api/v1/leads/:leadId/collaborators',
  may: staff,
  summary: 'Sets who else may see and follow up this lead',
  params: idParams('leadId'),
  body: z.object({ userIds: z.array(id).max(20) }),
  reply: done,
  refuses: ['lead.not_yours'],
})
