import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { fieldType } from './policy.ts'
import { done, id, idParams, instant, label, pageOf, reason } from './shapes.ts'

const may = ['manager', 'marketer', 'admin', 'key:import:write'] as const

export const fates = ['new', 'held', 'in_file', 'invalid', 'unreadable'] as const

/** Where a column's cells go. `field` is a built-in key, `externalId`, `custom.KEY`, or null to leave it out. */
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

export const importJob = z.object({
  importId: id,
  fileName: z.string(),
  byteSize: z.int(),
  sourceId: id,
  sourceName: z.string(),
  state: z.enum([
    'reading',
    'mapping',
    'checking',
    'ready',
    'running',
    'done',
    'failed',
    'undoing',
    'undone',
  ]),
  understood: z.record(z.string(), z.unknown()),
  mapping: z.array(mappedColumn),
  rowsTotal: z.int(),
  rowsDone: z.int(),
  /** fate → rows, told before any lead is written. */
  forecast: z.record(z.string(), z.int()),
  /** outcome → rows, as it came; `differed` counts rows whose fate was not the forecast one. */
  counts: z.record(z.string(), z.int()),
  problem: z.object({ code: z.string(), message: z.string() }).nullable(),
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
  query: z.object({ source: z.string().optional() }),
  raw: true,
  reply: importJob,
})
export const listImports = endpoint({
  id: 'imports.list',
  method: 'GET',
  path: '/api/v1/imports',
  may,
  summary: 'Imports, newest first',
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
    encoding: z.string().optional(),
    sheet: z.string().optional(),
  }),
  reply: importJob,
})
export const importRow = z.object({
  rowNo: z.int(),
  cells: z.array(z.string()),
  fate: z.enum(fates),
  reasons: z.array(reason),
  twinRow: z.int().nullable(),
  twinLeadId: id.nullable(),
  status: z.string().nullable(),
  leadId: id.nullable(),
})
export const listImportRows = endpoint({
  id: 'imports.rows',
  method: 'GET',
  path: '/api/v1/imports/:importId/rows',
  may,
  summary: 'The staged rows, by fate',
  params: idParams('importId'),
  query: z.object({
    fate: z.enum(fates).optional(),
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
  body: z.object({ cells: z.record(z.string(), z.string().max(32_767)) }),
  reply: importRow,
})
export const runImport = endpoint({
  id: 'imports.run',
  method: 'POST',
  path: '/api/v1/imports/:importId/run',
  may,
  summary: 'Runs the import in the background; resumes after a crash',
  params: idParams('importId'),
  reply: importJob,
})
export const undoImport = endpoint({
  id: 'imports.undo',
  method: 'POST',
  path: '/api/v1/imports/:importId/undo',
  may,
  summary: 'Withdraws the leads nobody touched since, takes merges back field by field, lists the rest',
  params: idParams('importId'),
  reply: z.object({
    import: importJob,
    withdrawn: z.int(),
    unmerged: z.int(),
    kept: z.array(z.object({ leadId: id, rowNo: z.int(), because: z.string() })),
  }),
})
export const dropImport = endpoint({
  id: 'imports.drop',
  method: 'DELETE',
  path: '/api/v1/imports/:importId',
  may,
  summary: 'Throws away an import that has not run',
  params: idParams('importId'),
  reply: done,
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
