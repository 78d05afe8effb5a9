import { z } from 'zod'
import { facts } from '../rules/fields.ts'
import { consentChannel } from './consent.ts'
import { endpoint } from './endpoint.ts'
import { fieldType } from './policy.ts'
import { done, id, idParams, instant, label, meant, pageOf, reason } from './shapes.ts'

const may = ['manager', 'marketer', 'admin', 'key:import:write'] as const

/** What a file's rows become. */
export const importKinds = ['leads', 'customers'] as const
export type ImportKind = (typeof importKinds)[number]

/** The fields a column may fill, by kind, in the order they are offered; custom ones come beside them. */
export const importTargets: Readonly<Record<ImportKind, readonly string[]>> = {
  leads: [...facts, 'source', 'externalId', 'referrer'],
  customers: [
    'company',
    'creditCode',
    'name',
    'phone',
    'email',
    'wechat',
    'region',
    'address',
    'holder',
    'lifecycleStage',
    'firstPurchaseOn',
    'lastPurchaseOn',
    'spend',
    'currency',
    'note',
    'externalId',
  ],
}

/** Fields that several columns may fill: a customer has all the numbers a file has of them. */
export const manyTargets: Readonly<Record<ImportKind, readonly string[]>> = {
  leads: [],
  customers: ['phone', 'email'],
}

/** What became of a row of customers. */
export const customerOutcomes = ['created', 'updated', 'unchanged', 'rejected'] as const
export type CustomerOutcome = (typeof customerOutcomes)[number]

/** Of customers, `held` is one that the organisation has already and that the row will bring up to date. */
export const fates = ['new', 'held', 'in_file', 'invalid', 'unreadable'] as const

/** What is said of consent for the whole of a file: claimed of each row whose own cells do not answer. */
export const fileConsent = z.object({
  purpose: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  channel: consentChannel.default('any'),
  /** How it can be proven: a contract's number, where the signed sheets lie. */
  proof: z.string().trim().min(1).max(400),
  at: z.iso.datetime({ offset: true }).nullable().default(null),
})
export type FileConsent = z.output<typeof fileConsent>

/**
 * Where a column's cells go. `field` is a built-in key, `externalId`, `custom.KEY`, `consent.PURPOSE` (yes, no or a
 * date), or null to leave it out.
 */
export const mappedColumn = z.object({
  index: z.int(),
  column: z.string(),
  field: z.string().nullable(),
  /** Which piece of a name or a region this column holds, where several columns make one. */
  part: z.enum(['first', 'last', 'country', 'province', 'city', 'district']).optional(),
  confidence: z.number(),
  samples: z.array(z.string()).max(5).default([]),
  /** An unknown column, offered as a new custom field; taken when `create` is true. */
  suggest: z
    .object({
      key: z.string(),
      label,
      type: fieldType,
      options: z.array(z.object({ value: z.string(), label })).default([]),
    })
    .optional(),
  create: z.boolean().default(false),
})
export type MappedColumn = z.infer<typeof mappedColumn>

const importStates = [
  'reading',
  'mapping',
  'checking',
  'ready',
  'running',
  'done',
  'failed',
  'undoing',
  'undone',
] as const

export const importJob = z.object({
  importId: id,
  kind: z.enum(importKinds),
  fileName: z.string(),
  byteSize: z.int(),
  sourceId: id,
  sourceName: z.string(),
  state: z.enum(importStates),
  /** What was understood of the file: kind, encoding, delimiter, sheetName, sheets, headerRow, columns, remembered. */
  understood: z.record(z.string(), z.unknown()),
  mapping: z.array(mappedColumn),
  consent: fileConsent.nullable(),
  /** An estimate until they are checked; 0 while nothing can be said. */
  rowsTotal: z.int(),
  /** Rows checked while checking, decided while running, taken back while undoing. */
  rowsDone: z.int(),
  /** fate → rows, told before any lead is written. */
  forecast: z.record(z.string(), z.int()),
  /** outcome → rows, as it came; `differed` counts rows whose fate was not the forecast one. */
  counts: z.record(z.string(), z.int()),
  /**
   * What undoing did: leads withdrawn (customers removed), merges taken back (customers as they were before), and what
   * was left as it is.
   */
  undone: z.object({ withdrawn: z.int(), unmerged: z.int(), kept: z.int() }).nullable(),
  /** Why it failed, in the caller’s language. */
  problem: reason.nullable(),
  /** The same file was imported before. */
  sameFileAt: instant.nullable(),
  createdBy: z.object({ id, name: z.string() }),
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
})
export type ImportJob = z.infer<typeof importJob>

export const uploadImport = endpoint({
  id: 'imports.upload',
  method: 'POST',
  path: '/api/v1/imports',
  may,
  summary: 'Uploads a CSV or XLSX (multipart field `file`); reads its header and proposes a mapping',
  query: z.object({
    /** A source's id, key or name; the file imports' own unless given. */
    source: z.string().max(80).optional(),
    /** The gate the source begins with; refused when it has another one already. */
    preset: z.enum(['b2b', 'k12', 'onlineSchool']).optional(),
    /** Customers are for managers and admins, and for a key. */
    kind: z.enum(importKinds).default('leads'),
  }),
  raw: true,
  refuses: [
    'import.no_file',
    'import.too_large',
    'import.empty',
    'import.unsupported_format',
    'import.source_unknown',
    'import.gate_differs',
  ],
  reply: importJob,
})
export const listImports = endpoint({
  id: 'imports.list',
  method: 'GET',
  path: '/api/v1/imports',
  may,
  summary: 'Imports, newest first',
  query: z.object({ kind: z.enum(importKinds).optional() }),
  reply: z.object({ items: z.array(importJob) }),
})
export const readImport = endpoint({
  id: 'imports.read',
  method: 'GET',
  path: '/api/v1/imports/:importId',
  may,
  summary: 'One import with its progress',
  params: idParams('importId'),
  reply: importJob,
})
export const checkImport = endpoint({
  id: 'imports.check',
  method: 'POST',
  path: '/api/v1/imports/:importId/check',
  may,
  summary: 'Sets source and mapping, stages the rows and tells every row’s fate before any lead is written',
  params: idParams('importId'),
  body: z.object({
    sourceId: id.optional(),
    mapping: z.array(mappedColumn).max(1000).optional(),
    /** null: nothing is said for the whole file. */
    consent: fileConsent.nullable().optional(),
    encoding: z.string().max(40).optional(),
    sheet: z.string().max(80).optional(),
    /** The header's row as the user counts, from 1; 0 when there is none. */
    headerRow: z.int().min(0).max(10_000).optional(),
  }),
  reply: importJob,
  refuses: ['import.state', 'import.mapping_invalid', 'import.source_unknown'],
})
export const importRow = z.object({
  rowNo: z.int(),
  cells: z.array(z.string()),
  fate: z.enum(fates),
  /** Why it is what its fate says; a `hint` is worth a look and holds nothing up. */
  reasons: z.array(reason.extend({ hint: z.literal(true).optional() })),
  /** What might be meant where the row is not good enough, with what its cells would be. */
  suggestions: z.array(meant.extend({ patch: z.record(z.string(), z.string()) })),
  twinRow: z.int().nullable(),
  twinLeadId: id.nullable(),
  /** Of a row of customers: the customer it brings up to date, or has become. */
  customerId: id.nullable(),
  /** What became of it; null until it has run. */
  status: z.string().nullable(),
  leadId: id.nullable(),
  differed: z.boolean(),
  /** Why undoing left what this row brought as it is. */
  kept: reason.nullable(),
})
export const listImportRows = endpoint({
  id: 'imports.rows',
  method: 'GET',
  path: '/api/v1/imports/:importId/rows',
  may,
  summary: 'The staged rows in their order, all or of one fate',
  params: idParams('importId'),
  query: z.object({
    fate: z.enum(fates).optional(),
    /** What became of them: `quarantined`. */
    status: z.string().max(20).optional(),
    /** 1: only those that undoing left as they are. */
    kept: z.stringbool().optional(),
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: pageOf(importRow),
})
export const fixImportRow = endpoint({
  id: 'imports.fix',
  method: 'PATCH',
  path: '/api/v1/imports/:importId/rows/:rowNo',
  may,
  summary: 'Changes cells of a staged row and tells its fate again',
  params: z.object({ importId: id, rowNo: z.coerce.number().int() }),
  /** Column name → text. */
  body: z.object({ cells: z.record(z.string(), z.string().max(32_767)) }),
  reply: importRow,
  refuses: ['import.state', 'import.column_unknown'],
})
export const runImport = endpoint({
  id: 'imports.run',
  method: 'POST',
  path: '/api/v1/imports/:importId/run',
  may,
  summary: 'Runs the import in the background; resumes after a crash',
  params: idParams('importId'),
  reply: importJob,
  refuses: ['import.state', 'import.too_many_running'],
})
export const undoImport = endpoint({
  id: 'imports.undo',
  method: 'POST',
  path: '/api/v1/imports/:importId/undo',
  may,
  summary:
    'Withdraws the leads nobody touched since and takes merges back field by field, in the background; the rest is listed by rows?kept=1',
  params: idParams('importId'),
  reply: importJob,
  refuses: ['import.state'],
})
export const dropImport = endpoint({
  id: 'imports.drop',
  method: 'DELETE',
  path: '/api/v1/imports/:importId',
  may,
  summary: 'Throws away an import that has not run',
  params: idParams('importId'),
  reply: done,
  refuses: ['import.state'],
})
export const importReport = endpoint({
  id: 'imports.report',
  method: 'GET',
  path: '/api/v1/imports/:importId/report.csv',
  may,
  summary: 'Every row with its forecast, its outcome, its reasons and where they differed, as CSV',
  params: idParams('importId'),
  reply: z.unknown(),
  raw: true,
})
