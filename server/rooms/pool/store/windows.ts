import { type RawBuilder, sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'
import { insertRows } from '../../../db/write.ts'

/** From when on some may claim a lead; null: every member of its pool. */
export interface Step {
  readonly opensAt: Date
  readonly userIds: readonly string[] | null
}

export interface Window {
  readonly leadId: string
  readonly poolId: string
  readonly steps: readonly Step[]
}

/** Opens leads of pools step by step; what was said of them before ends. Who may claim earlier may go on to. */
export async function openWindows(tx: Tx, windows: readonly Window[]): Promise<void> {
  if (windows.length === 0) return
  const ids = windows.map(({ leadId }) => leadId)
  await rows(tx, sql`delete from claim_window where org_id = ${tx.orgId} and lead_id = any(${ids}::uuid[])`)
  await insertRows(
    tx,
    'claim_window',
    ['org_id', 'lead_id', 'pool_id', 'step', 'opens_at', 'user_ids', 'told'],
    windows.flatMap(({ leadId, poolId, steps }) =>
      steps.map(({ opensAt, userIds }, step) => [
        tx.orgId,
        leadId,
        poolId,
        step,
        opensAt,
        userIds,
        userIds === null,
      ]),
    ),
  )
}

/** Whether a member may claim a lead of a pool at `now`, as an expression on `lead`. */
export function isOpenTo(userId: string, now: Date): RawBuilder<boolean> {
  const of = sql`from claim_window w
    where w.org_id = lead.org_id and w.lead_id = lead.lead_id and w.pool_id = lead.holder_id`
  return sql<boolean>`(not exists (select ${of}) or exists (select ${of} and w.opens_at <= ${now}
    and (w.user_ids is null or ${userId} = any(w.user_ids))))`
}

/** When leads of a pool open to a member who may not claim them yet, by lead; `leadIds` where some are asked for. */
export async function notYet(
  tx: Tx,
  poolId: string,
  { userId, now, leadIds = null }: { userId: string; now: Date; leadIds?: readonly string[] | null },
): Promise<Map<string, Date>> {
  const found = await rows(
    tx,
    sql<{ leadId: string; opensAt: Date }>`
      select w.lead_id, min(w.opens_at) as opens_at from claim_window w
      join lead on lead.org_id = w.org_id and lead.lead_id = w.lead_id and lead.holder_kind = 'pool' and lead.holder_id = w.pool_id
      where w.org_id = ${tx.orgId} and w.pool_id = ${poolId} and (w.user_ids is null or ${userId} = any(w.user_ids))
        and (${leadIds}::uuid[] is null or w.lead_id = any(${leadIds}::uuid[]))
      group by w.lead_id having min(w.opens_at) > ${now} order by w.lead_id limit 5000`,
  )
  return new Map(found.map(({ leadId, opensAt }) => [leadId, opensAt]))
}

export interface Offered {
  readonly leadId: string
  readonly poolId: string
  readonly userIds: readonly string[]
}

/** Takes the steps that have opened and that nobody was told of; those of leads that are still in their pool. */
export async function takeOpened(tx: Tx, now: Date, most: number): Promise<Offered[]> {
  return rows(
    tx,
    sql<Offered>`with opened as (
        select lead_id, step from claim_window where org_id = ${tx.orgId} and not told and opens_at <= ${now}
        order by opens_at, lead_id, step limit ${most} for update skip locked
      ), taken as (
        update claim_window w set told = true from opened
        where w.org_id = ${tx.orgId} and w.lead_id = opened.lead_id and w.step = opened.step
        returning w.lead_id, w.pool_id, w.user_ids
      )
      select taken.lead_id, taken.pool_id, coalesce(taken.user_ids, '{}') as user_ids from taken
      join lead on lead.org_id = ${tx.orgId} and lead.lead_id = taken.lead_id
        and lead.holder_kind = 'pool' and lead.holder_id = taken.pool_id
      order by taken.lead_id`,
  )
}

/** Forgets windows whose last step opened before a moment: all of those are open to everybody. */
export async function forgetOpen(tx: Tx, before: Date): Promise<void> {
  await rows(
    tx,
    sql`delete from claim_window where org_id = ${tx.orgId} and lead_id in (
        select lead_id from claim_window where org_id = ${tx.orgId}
        group by lead_id having max(opens_at) < ${before} limit 1000)`,
  )
}
