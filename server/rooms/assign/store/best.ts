import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'
import type { LeadState } from '../../../lead/store.ts'

/** Of leads that nobody works: those of a pool, or those that wait, the best first. */
export async function unworked(tx: Tx, poolId: string | null, most: number): Promise<string[]> {
  const kind = poolId === null ? 'waiting' : 'pool'
  const found = await rows(
    tx,
    sql<{ leadId: string }>`select lead_id from lead
      where org_id = ${tx.orgId} and holder_kind = ${kind} and holder_id is not distinct from ${poolId}::uuid
        and merged_into is null
      order by score desc, arrived_at, lead_id limit ${most}`,
  )
  return found.map(({ leadId }) => leadId)
}

/** What a batch asks of a lead beside its facts. */
export interface Prospect extends Pick<LeadState, 'leadId'> {
  readonly channel: string
  /** To be won, 0 to 1; null where leads are not valued. */
  readonly chance: number | null
  /** Minor units; null likewise. */
  readonly worth: number | null
}

export async function prospects(tx: Tx, leadIds: readonly string[]): Promise<Map<string, Prospect>> {
  const found = await rows(
    tx,
    sql<Prospect>`select lead_id, channel, (value_terms ->> 'chance')::float8 / 10000 as chance,
        (value_terms ->> 'worth')::float8 as worth
      from lead join source on source.org_id = lead.org_id and source.source_id = lead.source_id
      where lead.org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])`,
  )
  return new Map(found.map((each) => [each.leadId, each]))
}

/** Leads of these grades given to reps since a moment, by whom they were given to last. */
export async function goodSince(
  tx: Tx,
  { grades, from }: { grades: readonly string[]; from: Date },
): Promise<Map<string, number>> {
  if (grades.length === 0) return new Map()
  const found = await rows(
    tx,
    sql<{ userId: string; got: number }>`select given.user_id, count(*)::int as got from lead
      cross join lateral (
        select lead.holder_id as user_id where lead.holder_kind = 'rep'
        union all
        (select (e.data -> 'to' ->> 'id')::uuid from lead_event e
          where lead.holder_kind <> 'rep' and e.org_id = lead.org_id and e.lead_id = lead.lead_id
            and e.data -> 'to' ->> 'kind' = 'rep'
          order by e.event_id desc limit 1)
      ) given
      where lead.org_id = ${tx.orgId} and lead.assigned_at >= ${from} and lead.grade = any(${[...grades]}::text[])
      group by given.user_id`,
  )
  return new Map(found.map(({ userId, got }) => [userId, got]))
}

/** Who may claim from a pool: members and teams; undefined where there is no such pool in use. */
export async function claimants(tx: Tx, poolId: string): Promise<Set<string> | undefined> {
  const found = await rows(
    tx,
    sql<{ memberId: string | null }>`select member_id from pool
      left join pool_member on pool_member.org_id = pool.org_id and pool_member.pool_id = pool.pool_id
      where pool.org_id = ${tx.orgId} and pool.pool_id = ${poolId} and archived_at is null`,
  )
  return found.length > 0 ? new Set(found.flatMap(({ memberId }) => memberId ?? [])) : undefined
}

/** The channel of each source. */
export async function channels(tx: Tx): Promise<Map<string, string>> {
  const found = await rows(
    tx,
    sql<{
      sourceId: string
      channel: string
    }>`select source_id, channel from source where org_id = ${tx.orgId}`,
  )
  return new Map(found.map(({ sourceId, channel }) => [sourceId, channel]))
}
