import { sql, type RawBuilder } from 'kysely'
import { one, rows, rowsAfresh, type Tx } from '../../db/db.ts'
import { insertRows } from '../../db/write.ts'
import type { Due } from '../../lead/deadlines.ts'
import { leadAndKnown } from '../../lead/known.ts'
import type { LeadState } from '../../lead/store.ts'
import type { Limits } from './decide.ts'

export interface PoolRow extends Limits {
  readonly poolId: string
  readonly name: string
}

export interface MemberRef {
  readonly kind: 'user' | 'team'
  readonly id: string
}

/** A pool in use; undefined when there is none. */
export async function readPool(tx: Tx, poolId: string): Promise<PoolRow | undefined> {
  return one(
    tx,
    sql<PoolRow>`select pool_id, name, daily_limit, holding_limit from pool
      where org_id = ${tx.orgId} and pool_id = ${poolId} and archived_at is null`,
  )
}

/** The pools in use with their members and how many leads lie in each. */
export async function listPools(tx: Tx): Promise<(PoolRow & { leads: number; members: MemberRef[] })[]> {
  return rows(
    tx,
    sql<PoolRow & { leads: number; members: MemberRef[] }>`
      select pool.pool_id, name, daily_limit, holding_limit,
        (select count(*) from lead where lead.org_id = pool.org_id and holder_kind = 'pool' and holder_id = pool.pool_id) as leads,
        coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'id', member_id) order by kind, member_id)
          from pool_member where pool_member.org_id = pool.org_id and pool_member.pool_id = pool.pool_id), '[]') as members
      from pool where pool.org_id = ${tx.orgId} and archived_at is null order by created_at, pool_id`,
  )
}

/** How much a member may hold at all, whatever pool it comes from; null: no cap. */
export async function holdingMax(tx: Tx, userId: string): Promise<number | null> {
  const member = await one(
    tx,
    sql<{
      holdingMax: number | null
    }>`select holding_max from member where org_id = ${tx.orgId} and user_id = ${userId}`,
  )
  return member?.holdingMax ?? null
}

/** Writes a pool and its members; a new one when the id is new. */
export async function keepPool(tx: Tx, pool: PoolRow & { members: readonly MemberRef[] }): Promise<void> {
  await rows(
    tx,
    sql`insert into pool (org_id, pool_id, name, daily_limit, holding_limit)
      values (${tx.orgId}, ${pool.poolId}, ${pool.name}, ${pool.dailyLimit}, ${pool.holdingLimit})
      on conflict (org_id, pool_id) do update
        set name = excluded.name, daily_limit = excluded.daily_limit, holding_limit = excluded.holding_limit`,
  )
  await rows(tx, sql`delete from pool_member where org_id = ${tx.orgId} and pool_id = ${pool.poolId}`)
  await insertRows(
    tx,
    'pool_member',
    ['org_id', 'pool_id', 'kind', 'member_id'],
    pool.members.map(({ kind, id }) => [tx.orgId, pool.poolId, kind, id]),
  )
}

/** Takes a pool out of use; false when leads still lie in it. */
export async function archivePool(tx: Tx, poolId: string, now: Date): Promise<boolean> {
  const archived = await one(
    tx,
    sql`update pool set archived_at = ${now} where org_id = ${tx.orgId} and pool_id = ${poolId}
      and not exists (select from lead where lead.org_id = ${tx.orgId} and holder_kind = 'pool' and holder_id = ${poolId})
      returning pool_id`,
  )
  return archived !== undefined
}

/** Locks the best leads of a pool that fit, by score then age; those others are claiming this moment are passed over. */
export function lockBest(
  tx: Tx,
  poolId: string,
  { most, fits }: { most: number; fits: RawBuilder<boolean> },
): Promise<LeadState[]> {
  return rowsAfresh(
    tx,
    sql<LeadState>`select ${leadAndKnown.select} from ${leadAndKnown.from}
      where lead.org_id = ${tx.orgId} and lead.holder_kind = 'pool' and lead.holder_id = ${poolId} and ${fits}
      order by lead.score desc, lead.arrived_at, lead.lead_id limit ${most} for update of lead skip locked`,
  )
}

/** Leads whose deadline has passed, oldest first. */
export async function due(tx: Tx, now: Date, most: number): Promise<Due[]> {
  return rows(
    tx,
    sql<Due>`select lead_id, holder_id, due_at from lead
      where org_id = ${tx.orgId} and due_at <= ${now} and holder_kind = 'rep' order by due_at limit ${most}`,
  )
}

/** Locks leads that reps hold, in the order of their ids. */
export async function lockHeld(tx: Tx, after: string | null, most: number): Promise<LeadState[]> {
  const from = after ? sql`and lead_id > ${after}` : sql``
  return rows(
    tx,
    sql<LeadState>`select ${leadAndKnown.select} from ${leadAndKnown.from}
      where lead.org_id = ${tx.orgId} and lead.holder_kind = 'rep' ${from}
      order by lead_id limit ${most} for update of lead`,
  )
}

/** The pools in use. */
export async function usedPools(tx: Tx): Promise<Set<string>> {
  const found = await rows(
    tx,
    sql<{ poolId: string }>`select pool_id from pool where org_id = ${tx.orgId} and archived_at is null`,
  )
  return new Set(found.map(({ poolId }) => poolId))
}

/** Whether a rule in force gives or sends leads to a pool. */
export async function isNamedByRules(tx: Tx, poolId: string): Promise<boolean> {
  const naming = await one(
    tx,
    sql`select 1 as naming from policy where org_id = ${tx.orgId} and valid_to = 'infinity'
      and kind in ('assign', 'recycle') and body::text like ${`%${poolId}%`}`,
  )
  return naming !== undefined
}

/** The pool that catches what no rule sends elsewhere. */
export async function fallbackPool(tx: Tx): Promise<string | null> {
  const found = await one(
    tx,
    sql<{ poolId: string }>`select body ->> 'fallbackPoolId' as pool_id from policy
      where org_id = ${tx.orgId} and kind = 'assign' and valid_to = 'infinity'`,
  )
  return found?.poolId ?? null
}
