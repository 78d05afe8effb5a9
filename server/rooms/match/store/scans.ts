import { type RawBuilder, sql } from 'kysely'
import type { scanStates, scanSteps } from '../../../../contract/match.ts'
import { one, rows, type Tx } from '../../../db/db.ts'
import type { Model } from '../decide/likely/model.ts'
import type { Learnt } from '../decide/likened.ts'

export interface Progress {
  readonly step?: (typeof scanSteps)[number] | null
  readonly leads?: number
  readonly leadsRead?: number
  readonly pairsStored?: number
}

export interface Found {
  readonly compared: number
  readonly pairs: number
  readonly certain: number
  readonly clusters: number
  readonly skippedKeys: number
}

export interface HeldScan {
  readonly scanId: string
  readonly state: (typeof scanStates)[number]
  readonly options: { readonly closed?: boolean }
  readonly progress: Progress
  readonly counts: Partial<Found>
  readonly model: Model | null
  readonly createdBy: string
  readonly creator: string | null
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly finishedAt: Date | null
}

/** Writes a new scan; false where one is active already. */
export async function addScan(
  tx: Tx,
  { scanId, closed, by }: { scanId: string; closed: boolean; by: string },
): Promise<boolean> {
  const added = await rows(
    tx,
    sql`insert into scan (org_id, scan_id, state, options, progress, created_by)
      values (${tx.orgId}, ${scanId}, 'checking', ${JSON.stringify({ closed })}::jsonb, '{"step": "read"}', ${by})
      on conflict (org_id) where state in ('checking', 'running') do nothing returning scan_id`,
  )
  return added.length > 0
}

/** Scans, newest first: one, or the last hundred. The models of the hundred stay where they are. */
export function readScans(tx: Tx, scanId: string | null): Promise<HeldScan[]> {
  return rows(
    tx,
    sql<HeldScan>`select scan.scan_id, scan.state, scan.options, scan.progress, scan.counts,
        case when ${scanId}::uuid is not null then scan.model end as model, scan.created_by, member.name as creator,
        scan.created_at, scan.started_at, scan.finished_at
      from scan left join member on member.org_id = scan.org_id and member.user_id = scan.created_by
      where scan.org_id = ${tx.orgId} and (${scanId}::uuid is null or scan.scan_id = ${scanId})
      order by scan.scan_id desc limit 100`,
  )
}

/** What the last scan that came to its end has learnt, as one JSON value to be read beside other things; null before. */
export function learntJson(tx: Tx): RawBuilder<unknown> {
  return sql`select jsonb_build_object('scanId', scan_id, 'model', model) from scan
    where org_id = ${tx.orgId} and state = 'done' and model is not null order by scan_id desc limit 1`
}

/** What the last scan that came to its end has learnt; null before the first. */
export async function readLearnt(tx: Tx): Promise<Learnt | null> {
  const held = await one(tx, sql<{ learnt: Learnt | null }>`select (${learntJson(tx)}) as learnt`)
  return held?.learnt ?? null
}

/** Scans that somebody should be at. */
export function activeScans(tx: Tx): Promise<{ scanId: string }[]> {
  return rows(
    tx,
    sql<{
      scanId: string
    }>`select scan_id from scan where org_id = ${tx.orgId} and state in ('checking', 'running')`,
  )
}

/** What a scan comes to, while it is active; false where it is not any more, and nothing is changed. */
export async function moveScan(
  tx: Tx,
  scanId: string,
  { state, progress, counts, model, at }: ScanMove,
): Promise<boolean> {
  const moved = await one(
    tx,
    sql`update scan set state = ${state}, progress = progress || ${JSON.stringify(progress ?? {})}::jsonb,
        counts = counts || ${JSON.stringify(counts ?? {})}::jsonb,
        model = coalesce(${model ? JSON.stringify(model) : null}::jsonb, model),
        started_at = coalesce(started_at, ${at}),
        finished_at = case when ${state} in ('done', 'cancelled', 'failed') then ${at}::timestamptz end
      where org_id = ${tx.orgId} and scan_id = ${scanId} and state in ('checking', 'running') returning scan_id`,
  )
  return moved !== undefined
}

interface ScanMove {
  readonly state: HeldScan['state']
  readonly progress?: Progress
  readonly counts?: Found
  readonly model?: Model
  readonly at: Date
}

/** A lead as a scan looks at it. */
export interface ScannedLead {
  readonly leadId: string
  readonly name: string | null
  readonly company: string | null
  readonly title: string | null
  readonly creditCode: string | null
  readonly address: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly wechat: string | null
  readonly region: string | null
  readonly attrs: Readonly<Record<string, unknown>>
}

interface LeadPage {
  readonly after: string | null
  readonly limit: number
  readonly closed: boolean
}

/** A page of the leads in the order of their ids: the open ones, or also the closed. What is merged or erased is gone. */
export function leadsToScan(tx: Tx, { after, limit, closed }: LeadPage): Promise<ScannedLead[]> {
  return rows(
    tx,
    sql<ScannedLead>`select lead_id, name, company, title, credit_code, address, phone, email, wechat, region, attrs
      from lead where org_id = ${tx.orgId} and lead_id > ${after ?? '00000000-0000-0000-0000-000000000000'}
        and (holder_kind <> 'closed' or (${closed} and merged_into is null and closed_as not in ('merged', 'erased')))
      order by lead_id limit ${limit}`,
  )
}

/** The exact keys of phones and mailboxes (`p:` `e:`) of the leads that have more than one of either, by lead. */
export async function sparesToScan(tx: Tx): Promise<Map<string, readonly string[]>> {
  const found = await rows(
    tx,
    sql<{ leadId: string; keys: string[] }>`select lead_id, array_agg(key order by key) as keys from lead_key
      where org_id = ${tx.orgId} and (key >= 'p:' and key < 'p;' or key >= 'e:' and key < 'e;')
      group by lead_id having count(*) > count(distinct left(key, 2))`,
  )
  return new Map(found.map(({ leadId, keys }) => [leadId, keys]))
}

/** How many leads a scan will look at. */
export async function countToScan(tx: Tx, closed: boolean): Promise<number> {
  const counted = await one(
    tx,
    sql<{ leads: number }>`select count(*)::int as leads from lead where org_id = ${tx.orgId}
      and (holder_kind <> 'closed' or (${closed} and merged_into is null and closed_as not in ('merged', 'erased')))`,
  )
  return counted?.leads ?? 0
}
