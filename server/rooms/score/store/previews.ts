import { sql } from 'kysely'
import {
  noGate,
  type PreviewGate,
  type PreviewResult,
  type previewStates,
  type previewSteps,
} from '../../../../contract/preview.ts'
import type { ScorePolicy } from '../../../../contract/scorecard.ts'
import { one, rows, type Tx } from '../../../db/db.ts'
import { recordVersion } from '../../../people/version.ts'

export interface Progress {
  readonly step?: (typeof previewSteps)[number] | null
  readonly leads?: number
  readonly scored?: number
}

export interface PreviewOptions {
  readonly days: number
  readonly field: string | null
}

/** A preview without its draft and its result. */
export interface PreviewRow {
  readonly previewId: string
  readonly state: (typeof previewStates)[number]
  readonly hash: string
  readonly version: number | null
  readonly against: number
  readonly options: PreviewOptions
  readonly progress: Progress
  readonly createdBy: string
  readonly creator: string | null
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
}
export interface HeldPreview extends PreviewRow {
  readonly draft: ScorePolicy
  readonly result: PreviewResult | null
}

export interface NewPreview extends Pick<
  PreviewRow,
  'previewId' | 'hash' | 'version' | 'against' | 'options'
> {
  readonly draft: ScorePolicy
  readonly by: string
  readonly at: Date
}

const row = sql`preview.preview_id, preview.state, preview.hash, preview.version, preview.against, preview.options,
  preview.progress, preview.created_by, member.name as creator, preview.created_at, preview.started_at, preview.finished_at`
const from = sql`score_preview preview
  left join member on member.org_id = preview.org_id and member.user_id = preview.created_by`

/** Previews that are kept. */
const KEPT = 20

/** Writes a preview that is to run and drops the oldest; false where one is running already. */
export async function addPreview(tx: Tx, wish: NewPreview): Promise<boolean> {
  const { previewId, draft, hash, version, against, options, by, at } = wish
  const added = await rows(
    tx,
    sql`insert into score_preview (org_id, preview_id, state, draft, hash, version, against, options, progress, created_by, created_at)
      values (${tx.orgId}, ${previewId}, 'running', ${JSON.stringify(draft)}::jsonb, ${hash}, ${version}, ${against},
        ${JSON.stringify(options)}::jsonb, '{"step": "open"}', ${by}, ${at})
      on conflict (org_id) where state = 'running' do nothing returning preview_id`,
  )
  if (added.length === 0) return false
  await rows(
    tx,
    sql`delete from score_preview where org_id = ${tx.orgId} and state <> 'running' and preview_id in (
      select preview_id from score_preview where org_id = ${tx.orgId} order by preview_id desc offset ${KEPT})`,
  )
  return true
}

/** The last twenty, newest first. */
export function readPreviews(tx: Tx): Promise<PreviewRow[]> {
  return rows(
    tx,
    sql<PreviewRow>`select ${row} from ${from} where preview.org_id = ${tx.orgId}
      order by preview.preview_id desc limit ${KEPT}`,
  )
}

export function readPreview(tx: Tx, previewId: string): Promise<HeldPreview | undefined> {
  return one(
    tx,
    sql<HeldPreview>`select ${row}, preview.draft, preview.result from ${from}
      where preview.org_id = ${tx.orgId} and preview.preview_id = ${previewId}`,
  )
}

/** The one that runs. */
export function runningPreview(tx: Tx): Promise<PreviewRow | undefined> {
  return one(
    tx,
    sql<PreviewRow>`select ${row} from ${from} where preview.org_id = ${tx.orgId} and preview.state = 'running'`,
  )
}

/** The newest finished preview of exactly these scorecards against a version. */
export function finishedPreview(
  tx: Tx,
  { hash, against }: { hash: string; against: number },
): Promise<HeldPreview | undefined> {
  return one(
    tx,
    sql<HeldPreview>`select ${row}, preview.draft, preview.result from ${from}
      where preview.org_id = ${tx.orgId} and preview.hash = ${hash} and preview.against = ${against}
        and preview.state = 'done' order by preview.finished_at desc limit 1`,
  )
}

interface PreviewMove {
  readonly state: PreviewRow['state']
  readonly progress?: Progress
  readonly result?: PreviewResult
  readonly at: Date
}

/** What a preview comes to while it runs; false where it does not any more, and nothing is changed. */
export async function movePreview(
  tx: Tx,
  previewId: string,
  { state, progress, result, at }: PreviewMove,
): Promise<boolean> {
  const moved = await one(
    tx,
    sql`update score_preview set state = ${state}, progress = progress || ${JSON.stringify(progress ?? {})}::jsonb,
        result = ${result ? JSON.stringify(result) : null}::jsonb, started_at = coalesce(started_at, ${at}),
        finished_at = case when ${state} <> 'running' then ${at}::timestamptz end
      where org_id = ${tx.orgId} and preview_id = ${previewId} and state = 'running' returning preview_id`,
  )
  return moved !== undefined
}

/** What publishing scorecards asks for first. */
export async function readGate(tx: Tx): Promise<PreviewGate> {
  const held = await one(
    tx,
    sql<{ asks: PreviewGate }>`select asks from score_gate where org_id = ${tx.orgId}`,
  )
  return held?.asks ?? noGate
}

/** Changes it; how it stood at any moment can be read back. */
export async function keepGate(
  tx: Tx,
  asks: PreviewGate,
  { by, at }: { by: string; at: Date },
): Promise<void> {
  await recordVersion(tx, { subject: 'score_gate', id: tx.orgId, body: { ...asks }, at, by })
  await rows(
    tx,
    sql`insert into score_gate (org_id, asks) values (${tx.orgId}, ${JSON.stringify(asks)}::jsonb)
      on conflict (org_id) do update set asks = excluded.asks`,
  )
}
