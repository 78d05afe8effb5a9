import { sql } from 'kysely'
import type { Outcome } from '../../../contract/capture.ts'
import type {
  CustomerOutcome,
  FileConsent,
  ImportJob,
  ImportKind,
  MappedColumn,
} from '../../../contract/import.ts'
import type { RefusalCode, RefusalParams } from '../../../contract/refusals.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { insertRows } from '../../db/write.ts'
import type { Fate } from './decide/fate.ts'
import type { Remembered } from './decide/mapping.ts'
import type { Meant, Told } from './decide/told.ts'

/** What was understood of the file, and what the user said instead of it (`options`). */
export interface Understanding {
  readonly columns: readonly string[]
  readonly options: { readonly encoding?: string; readonly sheet?: string; readonly headerRow?: number }
  readonly [more: string]: unknown
}

export type Counts = Readonly<Record<string, number>>

/** An import as it stands. `rowsDone` is the number of the last row that is decided, not how many are. */
export interface Import {
  readonly importId: string
  readonly kind: ImportKind
  readonly sourceId: string
  readonly fileName: string
  readonly byteSize: number
  readonly state: ImportJob['state']
  readonly understood: Understanding
  readonly mapping: MappedColumn[]
  readonly consent: FileConsent | null
  readonly rowsTotal: number
  readonly rowsDone: number
  readonly forecast: Counts
  readonly counts: Counts
  readonly problem: { readonly code: RefusalCode; readonly params: RefusalParams } | null
  readonly createdBy: string
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
}

/** An import with the names a reader wants. */
export interface ImportView extends Import {
  readonly sourceName: string
  readonly creator: string | null
  readonly sameFileAt: Date | null
}

type Uploaded = 'importId' | 'kind' | 'sourceId' | 'fileName' | 'byteSize' | 'understood' | 'createdBy'

export interface NewImport extends Pick<Import, Uploaded> {
  readonly fileHash: Buffer
  readonly mapping: readonly MappedColumn[]
}

/** Writes a file that has been uploaded and understood; the next step is its mapping. */
export async function addImport(tx: Tx, added: NewImport): Promise<void> {
  await rows(
    tx,
    sql`insert into import (org_id, import_id, kind, source_id, file_name, file_hash, byte_size, state, understood, mapping, created_by)
      values (${tx.orgId}, ${added.importId}, ${added.kind}, ${added.sourceId}, ${added.fileName}, ${added.fileHash}, ${added.byteSize},
              'mapping', ${JSON.stringify(added.understood)}::jsonb, ${JSON.stringify(added.mapping)}::jsonb, ${added.createdBy})`,
  )
}

/** Imports with their names, newest first: one, or the last hundred of one creator or of all. */
export async function viewImports(
  tx: Tx,
  {
    importId = null,
    createdBy = null,
    kind = null,
  }: { importId?: string | null; createdBy?: string | null; kind?: ImportKind | null },
): Promise<ImportView[]> {
  return rows(
    tx,
    sql<ImportView>`
      select import.*, source.name as source_name, coalesce(member.name, api_key.name) as creator,
        (select max(former.started_at) from import former
         where former.org_id = import.org_id and former.file_hash = import.file_hash
           and former.import_id < import.import_id and former.state in ('running', 'done')) as same_file_at
      from import
      join source on source.org_id = import.org_id and source.source_id = import.source_id
      left join member on member.org_id = import.org_id and member.user_id = import.created_by
      left join api_key on api_key.org_id = import.org_id and api_key.api_key_id = import.created_by
      where import.org_id = ${tx.orgId}
        and (${importId}::uuid is null or import.import_id = ${importId})
        and (${createdBy}::uuid is null or import.created_by = ${createdBy})
        and (${kind}::text is null or import.kind = ${kind})
      order by import.import_id desc limit 100`,
  )
}

/** One import, locked until the transaction ends. */
export async function lockImport(tx: Tx, importId: string): Promise<Import | undefined> {
  return one(
    tx,
    sql<Import>`select * from import where org_id = ${tx.orgId} and import_id = ${importId} for update`,
  )
}

/** Imports that somebody should be at work on. */
export async function activeImports(tx: Tx): Promise<Pick<Import, 'importId' | 'state'>[]> {
  return rows(
    tx,
    sql<Import>`select import_id, state from import
      where org_id = ${tx.orgId} and state in ('checking', 'running', 'undoing') order by import_id`,
  )
}

type Changes = Partial<Omit<Import, 'importId' | 'kind' | 'createdBy' | 'createdAt'>>

/** Writes what has changed of an import: what is not named stays. */
export async function changeImport(tx: Tx, importId: string, changes: Changes): Promise<void> {
  await rows(
    tx,
    sql`update import set
        source_id = coalesce(new.source_id, import.source_id),
        state = coalesce(new.state, import.state),
        understood = coalesce(new.understood, import.understood),
        mapping = coalesce(new.mapping, import.mapping),
        consent = case when ${'consent' in changes} then new.consent else import.consent end,
        rows_total = coalesce(new.rows_total, import.rows_total),
        rows_done = coalesce(new.rows_done, import.rows_done),
        forecast = coalesce(new.forecast, import.forecast),
        counts = coalesce(new.counts, import.counts),
        problem = case when ${'problem' in changes} then new.problem else import.problem end,
        started_at = coalesce(new.started_at, import.started_at),
        finished_at = case when ${'finishedAt' in changes} then new.finished_at else import.finished_at end
      from jsonb_populate_record(null::import, ${JSON.stringify(columnsOf(changes))}::jsonb) as new
      where import.org_id = ${tx.orgId} and import.import_id = ${importId}`,
  )
}

function columnsOf(changes: Changes): Record<string, unknown> {
  const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return Object.fromEntries(Object.entries(changes).map(([key, value]) => [snake(key), value]))
}

/** Moves an import on to the row that was decided last, and adds up what became of the rows. */
export async function moveOn(
  tx: Tx,
  importId: string,
  { to, counts }: { to: number | null; counts: Counts },
): Promise<void> {
  await rows(
    tx,
    sql`update import set rows_done = coalesce(${to}, rows_done), counts = counts || (
          select coalesce(jsonb_object_agg(key, value::int + coalesce((import.counts ->> key)::int, 0)), '{}')
          from jsonb_each_text(${JSON.stringify(counts)}::jsonb))
      where org_id = ${tx.orgId} and import_id = ${importId}`,
  )
}

/** Removes an import and its rows; the file is the caller's. */
export async function removeImport(tx: Tx, importId: string): Promise<void> {
  await clearRows(tx, importId)
  await rows(tx, sql`delete from import where org_id = ${tx.orgId} and import_id = ${importId}`)
}

/** Imports that ended, or were left alone, before `before` and still have rows or a file. */
export async function staleImports(
  tx: Tx,
  before: Date,
): Promise<Pick<Import, 'importId' | 'state' | 'understood'>[]> {
  return rows(
    tx,
    sql<Import>`select import_id, state, understood from import
      where org_id = ${tx.orgId} and state in ('reading', 'mapping', 'ready', 'failed', 'done', 'undone')
        and coalesce(finished_at, created_at) < ${before} and not understood ? 'forgotten'
      order by import_id limit 20`,
  )
}

/** A row as it is staged: its cells, and what is expected of it. */
export interface StagedRow {
  readonly rowNo: number
  readonly cells: readonly string[]
  readonly fate: Fate
  readonly reasons: readonly Told[] | null
  readonly meant: readonly Meant[] | null
  readonly twinRow: number | null
  readonly twinLeadId: string | null
  /** Of a row of customers: the held one it is. */
  readonly twinCustomerId: string | null
  /** Hashes of its exact keys. */
  readonly keys: readonly number[]
}

const rowColumns = 'row_no cells fate reasons meant twin_row twin_lead_id twin_customer_id keys'.split(' ')
const staged = sql`row_no, cells, fate, reasons, meant, twin_row, twin_lead_id, twin_customer_id, keys`

/** Stages rows. */
export async function stageRows(tx: Tx, importId: string, added: readonly StagedRow[]): Promise<void> {
  const values = added.map(({ rowNo, cells, fate, reasons, meant, ...row }) => {
    const found = [row.twinRow, row.twinLeadId, row.twinCustomerId, row.keys]
    return [tx.orgId, importId, rowNo, cells, fate, reasons, meant, ...found]
  })
  await insertRows(tx, 'import_row', ['org_id', 'import_id', ...rowColumns], values)
}

/** Removes all rows of an import. */
export async function clearRows(tx: Tx, importId: string): Promise<void> {
  await rows(tx, sql`delete from import_row where org_id = ${tx.orgId} and import_id = ${importId}`)
}

/** The next rows after a row, in order, with all that is staged of them. */
export async function rowsAfter(
  tx: Tx,
  importId: string,
  { after, most }: { after: number; most: number },
): Promise<StagedRow[]> {
  return rows(
    tx,
    sql<StagedRow>`select ${staged} from import_row
      where org_id = ${tx.orgId} and import_id = ${importId} and row_no > ${after}
      order by row_no limit ${most}`,
  )
}

/** The rows that share a key with one of these, in order. */
export async function rowsSharing(tx: Tx, importId: string, keys: readonly number[]): Promise<StagedRow[]> {
  return rows(
    tx,
    sql<StagedRow>`select ${staged} from import_row
      where org_id = ${tx.orgId} and import_id = ${importId} and keys && ${keys}::bigint[]
      order by row_no`,
  )
}

/** Stages rows anew, cells and all. */
export async function restageRows(tx: Tx, importId: string, again: readonly StagedRow[]): Promise<void> {
  const numbers = again.map(({ rowNo }) => rowNo)
  await rows(
    tx,
    sql`delete from import_row
      where org_id = ${tx.orgId} and import_id = ${importId} and row_no = any(${numbers}::int[])`,
  )
  await stageRows(tx, importId, again)
}

/** What a row becomes: an arrival's outcome, or a customer's. */
export type RowOutcome = Outcome | CustomerOutcome

/** A staged row with what became of it. */
export interface RowView extends StagedRow {
  readonly kept: string | null
  readonly status: RowOutcome | null
  readonly leadId: string | null
  readonly customerId: string | null
  readonly outcomeReasons: readonly Told[] | null
}

interface Page {
  readonly after: number
  readonly most: number
  readonly fate?: Fate | undefined
  readonly kept?: boolean | undefined
  readonly status?: string | undefined
}

/** A page of rows in their order, with what became of them. */
export async function viewRows(tx: Tx, importId: string, page: Page): Promise<RowView[]> {
  const fate = page.fate ? sql`and import_row.fate = ${page.fate}` : sql``
  const kept = page.kept ? sql`and import_row.kept is not null` : sql``
  const status = page.status ? sql`and coalesce(arrival.status, brought.status) = ${page.status}` : sql``
  return rows(
    tx,
    sql<RowView>`
      select import_row.*, coalesce(arrival.status, brought.status) as status, arrival.lead_id, brought.customer_id,
        coalesce(arrival.reasons, brought.reasons) as outcome_reasons
      from import_row left join customer_arrival brought on brought.org_id = import_row.org_id
        and brought.import_id = import_row.import_id and brought.row_no = import_row.row_no
      left join lateral (
        select status, lead_id, reasons from arrival where org_id = ${tx.orgId}
          and import_id = ${importId} and row_no = import_row.row_no offset 0) arrival on true
      where import_row.org_id = ${tx.orgId} and import_row.import_id = ${importId}
        and import_row.row_no > ${page.after} ${fate} ${kept} ${status}
      order by import_row.row_no limit ${page.most}`,
  )
}

/** Notes why undoing left what rows brought as it is. */
export async function keepRows(
  tx: Tx,
  importId: string,
  kept: readonly { rowNo: number; kind: string }[],
): Promise<void> {
  if (kept.length === 0) return
  await rows(
    tx,
    sql`update import_row set kept = why.kind
      from jsonb_to_recordset(${JSON.stringify(kept.map(({ rowNo, kind }) => ({ row_no: rowNo, kind })))}::jsonb)
        as why (row_no int, kind text)
      where import_row.org_id = ${tx.orgId} and import_row.import_id = ${importId} and import_row.row_no = why.row_no`,
  )
}

/** What was chosen for a file with this header before. */
export async function recall(tx: Tx, hash: Buffer): Promise<Remembered | undefined> {
  const ours = sql`org_id = ${tx.orgId} and header_hash = ${hash}`
  const held = sql<{ mapping: Remembered }>`select mapping from import_mapping where ${ours}`
  return (await one(tx, held))?.mapping
}

/** Remembers what was chosen for a header. */
export async function remember(tx: Tx, headerHash: Buffer, mapping: Remembered): Promise<void> {
  await rows(
    tx,
    sql`insert into import_mapping (org_id, header_hash, mapping) values (${tx.orgId}, ${headerHash}, ${JSON.stringify(mapping)}::jsonb)
      on conflict (org_id, header_hash) do update set mapping = excluded.mapping, updated_at = now()`,
  )
}
