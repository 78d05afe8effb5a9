import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { fieldStatuses } from './lead.ts'
import { done, id, idParams, instant } from './shapes.ts'

/** The fields a provider can check. */
export const checkedFields = ['phone', 'email'] as const
export type CheckedField = (typeof checkedFields)[number]
const checkedField = z.enum(checkedFields)

// ── what is known of a lead's fields

/** What was found out about a field of a lead, and by whom. A field that is not listed has only its form. */
export const fieldMark = z.object({
  field: z.string(),
  status: z.enum(fieldStatuses),
  /** Why it is bad, in the reader's words. */
  reason: z.string().nullable(),
  source: z.enum(['provider', 'person']),
  provider: z.string().nullable(),
  by: z.string().nullable(),
  /** Minor units. */
  cost: z.int(),
  currency: z.string(),
  checkedAt: instant,
  staleAt: instant.nullable(),
})
export const leadMarks = endpoint({
  id: 'verify.marks',
  method: 'GET',
  path: '/api/v1/leads/:leadId/verification',
  may: ['rep', 'manager', 'marketer', 'admin'],
  summary: 'What was found out about a lead’s fields: status, when, by whom',
  params: idParams('leadId'),
  reply: z.object({
    phoneStatus: z.enum(fieldStatuses),
    emailStatus: z.enum(fieldStatuses),
    marks: z.array(fieldMark),
    /** The fields that wait for a provider's answer. */
    waiting: z.array(checkedField),
    /** The fields an active provider can be asked about. */
    checkable: z.array(checkedField),
  }),
})
export const markField = endpoint({
  id: 'verify.mark',
  method: 'PUT',
  path: '/api/v1/leads/:leadId/verification/:field',
  may: ['rep', 'manager', 'admin'],
  summary: 'A person says that a field is right, or that it is not',
  params: z.object({ leadId: id, field: z.string().max(80) }),
  body: z.object({
    status: z.enum(['confirmed', 'bad']),
    reason: z.enum(['empty', 'wrong_person', 'suspended', 'other']).optional(),
  }),
  reply: done,
  refuses: ['lead.not_yours', 'lead.closed', 'verify.nothing_there'],
})
export const checkLeads = endpoint({
  id: 'verify.check',
  method: 'POST',
  path: '/api/v1/verification/check',
  may: ['rep', 'manager', 'marketer', 'admin'],
  summary: 'Has fields of up to 1,000 leads checked by a provider now',
  body: z.object({
    leadIds: z.array(id).min(1).max(1000),
    fields: z.array(checkedField).min(1).default(['phone']),
  }),
  reply: z.object({ asked: z.int() }),
  refuses: ['verify.provider_off', 'lead.not_yours'],
})

// ── providers

export const providerSettings = z.object({
  api: z.enum(['empty', 'status']).default('empty'),
  endpoint: z.url().max(300).default('https://dytnsapi.aliyuncs.com/'),
  hashing: z.enum(['NORMAL', 'MD5', 'SHA256']).default('SHA256'),
  /** The host name the mailbox check greets with. */
  helo: z
    .string()
    .regex(/^[a-zA-Z0-9.-]{0,120}$/)
    .default(''),
})
export type ProviderSettings = z.infer<typeof providerSettings>

const money = z.int().min(0).max(100_000_000)
const providerBody = z.object({
  active: z.boolean(),
  settings: providerSettings,
  /** Of one check, minor units. */
  price: money,
  /** Minor units a day; at 0 nothing that costs is asked. */
  dailyBudget: money,
  staleDays: z.int().min(1).max(3650),
  /** Days an answer is not asked for again. */
  keepDays: z.int().min(1).max(365),
})
export const provider = providerBody.extend({
  field: checkedField,
  hasKeys: z.boolean(),
  /** What the last call failed with, in the reader's words. */
  problem: z.string().nullable(),
  problemAt: instant.nullable(),
  waiting: z.int(),
  spentToday: z.int(),
  currency: z.string(),
})
export const listProviders = endpoint({
  id: 'verify.providers',
  method: 'GET',
  path: '/api/v1/verification/providers',
  may: ['admin'],
  summary: 'The providers that check numbers and mailboxes, with what waits and what today cost',
  reply: z.object({ items: z.array(provider) }),
})
export const keepProvider = endpoint({
  id: 'verify.keep_provider',
  method: 'PUT',
  path: '/api/v1/verification/providers/:field',
  may: ['admin'],
  summary: 'Sets a field’s provider; keys are kept sealed and never shown, and stay when none are given',
  params: z.object({ field: checkedField }),
  body: providerBody.extend({
    keys: z
      .object({
        accessKeyId: z.string().trim().min(1).max(100),
        accessKeySecret: z.string().trim().min(1).max(200),
        authCode: z.string().trim().max(200).nullable(),
      })
      .optional(),
  }),
  reply: done,
  refuses: ['address.protocol', 'address.private', 'verify.keys_needed'],
})
export const tryProvider = endpoint({
  id: 'verify.try_provider',
  method: 'POST',
  path: '/api/v1/verification/providers/:field/try',
  may: ['admin'],
  summary: 'Asks the provider about one value and tells what came back; it costs one check',
  params: z.object({ field: checkedField }),
  body: z.object({ value: z.string().trim().min(3).max(254) }),
  reply: z.object({ ok: z.boolean(), answer: z.string() }),
  perMinute: 20,
  refuses: ['verify.keys_needed', 'verify.not_checkable', 'verify.budget_spent'],
})
const spendRow = z.object({
  sourceId: id,
  sourceName: z.string(),
  field: checkedField,
  day: z.string(),
  checked: z.int(),
  reachable: z.int(),
  bad: z.int(),
  /** Minor units. */
  cost: z.int(),
  currency: z.string(),
})
export type SpendRow = z.infer<typeof spendRow>
export const listSpend = endpoint({
  id: 'verify.spend',
  method: 'GET',
  path: '/api/v1/verification/spend',
  may: ['manager', 'marketer', 'admin'],
  summary: 'What checking found and cost, per source and day',
  query: z.object({ days: z.coerce.number().int().min(1).max(366).default(30) }),
  reply: z.object({ items: z.array(spendRow) }),
})

// ── sources

const sourceBody = z.object({
  fields: z.array(checkedField),
  /** Of which leads: all, or only those of bought lists, which come by import. */
  occasion: z.enum(['all', 'bought']),
  onBad: z.enum(['flag', 'quarantine']),
  /** Whether a person must confirm leads before they count. */
  confirmFirst: z.enum(['never', 'bought', 'all']),
  /** Reps who may work the queue beside marketers, managers and admins. */
  verifiers: z.array(id).max(200),
  mostTries: z.int().min(1).max(20),
  retryHours: z.int().min(1).max(720),
})
export const sourceVerification = sourceBody.extend({ sourceId: id })
export type SourceVerification = z.infer<typeof sourceVerification>
export const listSourceVerification = endpoint({
  id: 'verify.sources',
  method: 'GET',
  path: '/api/v1/verification/sources',
  may: ['marketer', 'admin'],
  summary: 'How the leads of each source are verified, where anybody has said',
  reply: z.object({ items: z.array(sourceVerification) }),
})
export const keepSourceVerification = endpoint({
  id: 'verify.keep_source',
  method: 'PUT',
  path: '/api/v1/verification/sources/:sourceId',
  may: ['marketer', 'admin'],
  summary: 'Sets how a source’s leads are verified',
  params: idParams('sourceId'),
  body: sourceBody,
  reply: done,
})
