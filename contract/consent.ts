import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { id, idParams, instant, label, reason } from './shapes.ts'

/** By which way somebody may be reached; `any` stands for all of them. */
export const consentChannels = ['any', 'phone', 'sms', 'email', 'wechat'] as const
export const consentChannel = z.enum(consentChannels)
export type ConsentChannel = (typeof consentChannels)[number]

const purposeKey = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/)

/** What somebody agreed to, or took back, as a door brings it beside a lead. */
export const consentGiven = z.strictObject({
  purpose: purposeKey.describe('A purpose of Settings → Consent; `any` only to take everything back'),
  channel: consentChannel.optional().describe('any of them unless said'),
  granted: z.boolean().describe('false: taken back, or said no'),
  textVersion: z.string().max(80).optional(),
  text: z.string().max(4000).optional().describe('The text that was shown: its SHA-256 is kept in the open'),
  at: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('When it was said; a moment to come counts as now'),
  evidence: z
    .record(z.string().max(40), z.string().max(2000))
    .optional()
    .describe('Where it can be proven: page, recording, contract. Kept sealed'),
})
export type ConsentGiven = z.output<typeof consentGiven>

export const consentPurpose = z.object({ key: purposeKey, label, position: z.int() })
export type ConsentPurpose = z.infer<typeof consentPurpose>

/** What an organisation asks consent for until it says otherwise. */
export const firstPurposes: readonly ConsentPurpose[] = [
  { key: 'contact', label: { zh: '联系回访', en: 'Getting in touch' }, position: 0 },
  { key: 'marketing', label: { zh: '营销推广', en: 'Marketing' }, position: 1 },
  { key: 'profiling', label: { zh: '用户画像', en: 'Profiling' }, position: 2 },
  { key: 'sharing', label: { zh: '向第三方提供', en: 'Sharing with others' }, position: 3 },
]

export const listPurposes = endpoint({
  id: 'consents.purposes',
  method: 'GET',
  path: '/api/v1/consents/purposes',
  may: 'user',
  summary: 'What consent is asked for',
  reply: z.object({ items: z.array(consentPurpose) }),
})
export const keepPurposes = endpoint({
  id: 'consents.keepPurposes',
  method: 'PUT',
  path: '/api/v1/consents/purposes',
  may: ['admin'],
  summary: 'Sets what consent is asked for; a purpose left out is archived, what the ledger says of it stays',
  body: z.object({
    items: z
      .array(consentPurpose.omit({ position: true }))
      .min(1)
      .max(30),
  }),
  reply: z.object({ items: z.array(consentPurpose) }),
  refuses: ['consent.purpose_twice', 'consent.purpose_reserved'],
})

/** What the ledger says of a purpose and a channel, and since which row. */
export const standing = z.object({
  purpose: z.string(),
  channel: consentChannel,
  state: z.enum(['granted', 'withdrawn', 'none']),
  since: instant.nullable(),
  by: id.nullable(),
})
export const consentRow = z.object({
  consentId: id,
  purpose: z.string(),
  channel: consentChannel,
  granted: z.boolean(),
  /** Said by the person, with evidence: only such a grant lifts an earlier withdrawal. */
  firm: z.boolean(),
  /** A grant of an import that was undone: it counts for nothing. */
  void: z.boolean(),
  textVersion: z.string().nullable(),
  /** SHA-256 of the text shown, in hex. */
  textHash: z.string().nullable(),
  evidence: z.record(z.string(), z.unknown()),
  at: instant,
  recordedAt: instant,
  actor: z.object({ kind: z.string(), id: id.nullable(), name: z.string().nullable() }),
})
export type Standing = z.infer<typeof standing>

const staff = ['rep', 'manager', 'admin'] as const

export const readConsents = endpoint({
  id: 'consents.read',
  method: 'GET',
  path: '/api/v1/leads/:leadId/consents',
  may: [...staff, 'key:leads:read'],
  summary:
    'What a lead’s person agreed to: the state of each purpose and channel, and the ledger, newest first',
  params: idParams('leadId'),
  reply: z.object({ standing: z.array(standing), items: z.array(consentRow) }),
  refuses: ['lead.not_yours'],
})
export const exportConsents = endpoint({
  id: 'consents.export',
  method: 'GET',
  path: '/api/v1/leads/:leadId/consents.csv',
  may: [...staff, 'key:leads:read'],
  summary: 'The ledger of a lead’s person as CSV',
  params: idParams('leadId'),
  reply: z.unknown(),
  raw: true,
  refuses: ['lead.not_yours'],
})
export const recordConsent = endpoint({
  id: 'consents.record',
  method: 'POST',
  path: '/api/v1/leads/:leadId/consents',
  may: staff,
  summary: 'Records by hand what a lead’s person agreed to, with how it can be proven',
  params: idParams('leadId'),
  body: z.object({
    purpose: purposeKey,
    channel: consentChannel.default('any'),
    /** How it can be proven. */
    note: z.string().trim().max(2000),
    /** When it was said; a moment to come counts as now. */
    at: instant.optional(),
  }),
  reply: z.object({ consentId: id, released: z.boolean() }),
  refuses: ['lead.not_yours', 'consent.purpose_unknown', 'consent.evidence_wanted'],
})
export const withdrawConsent = endpoint({
  id: 'consents.withdraw',
  method: 'POST',
  path: '/api/v1/consents/withdraw',
  may: [...staff, 'marketer', 'key:leads:write'],
  summary:
    'Takes consent back for a person named by lead, phone or e-mail: at once, for every lead of theirs, held now or later',
  body: z.object({
    leadId: id.optional(),
    phone: z.string().max(80).optional(),
    email: z.string().max(320).optional(),
    /** Everything unless named. */
    purpose: purposeKey.default('any'),
    channel: consentChannel.default('any'),
    note: z.string().trim().max(2000).default(''),
  }),
  reply: z.object({ leads: z.int() }),
  refuses: ['lead.not_yours', 'consent.nobody_named', 'consent.purpose_unknown', 'auth.forbidden'],
})
export const mayContactLeads = endpoint({
  id: 'consents.may',
  method: 'POST',
  path: '/api/v1/consents/may',
  may: [...staff, 'marketer', 'key:leads:read'],
  summary:
    'Whether leads may be contacted for a purpose by a channel, each with the reason; ask before you send',
  body: z.object({
    leadIds: z.array(id).min(1).max(1000),
    purpose: purposeKey,
    channel: consentChannel,
  }),
  reply: z.object({
    items: z.array(z.object({ leadId: id, may: z.boolean(), since: instant.nullable(), reason })),
  }),
})

export const approveLeads = endpoint({
  id: 'leads.approve',
  method: 'POST',
  path: '/api/v1/leads/approve',
  may: ['manager', 'admin'],
  summary:
    'Approves leads that a compliance rule keeps from being routed; those that lack nothing else go to a holder',
  body: z.object({
    leadIds: z.array(id).min(1).max(500),
    reason: z.string().trim().min(1).max(500),
  }),
  reply: z.object({
    approved: z.int(),
    released: z.array(id),
    kept: z.array(z.object({ leadId: id, reasons: z.array(reason) })),
  }),
  refuses: ['compliance.not_yours', 'compliance.nothing'],
})
