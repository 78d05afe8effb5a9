import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'

/** What a lead did, folded (`T` is contract/scoring/tally.ts’s), by which version of the scorecard, of how many events. */
export interface Kept<T> {
  readonly leadId: string
  readonly version: number
  readonly tally: T
  readonly events: number
}

/** The version of a tally that is to be folded again from its events. */
export const STALE = -1

/** The tallies of some leads, by lead. */
export async function readTallies<T>(tx: Tx, leadIds: readonly string[]): Promise<Map<string, Kept<T>>> {
  if (leadIds.length === 0) return new Map()
  const held = await rows(
    tx,
    sql<Kept<T>>`select lead_id, version, tally, events::int as events from behaviour_tally
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])`,
  )
  return new Map(held.map((each) => [each.leadId, each]))
}

/** Writes tallies over whatever stood. */
export async function keepTallies<T>(tx: Tx, tallies: readonly Kept<T>[]): Promise<void> {
  if (tallies.length === 0) return
  const kept = tallies.map(({ leadId, version, tally, events }) => ({
    lead_id: leadId,
    version,
    tally,
    events,
  }))
  await rows(
    tx,
    sql`insert into behaviour_tally (org_id, lead_id, version, tally, events)
      select ${tx.orgId}, lead_id, version, tally, events
      from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as kept (lead_id uuid, version int, tally jsonb, events bigint)
      on conflict (org_id, lead_id) do update
        set version = excluded.version, tally = excluded.tally, events = excluded.events`,
  )
}

/** Has tallies folded again from their events; what they were stands until then. */
export async function spoilTallies(tx: Tx, leadIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    sql`insert into behaviour_tally (org_id, lead_id, version, tally)
      select ${tx.orgId}, lead_id, ${STALE}, '{"last": null, "counted": {}}'::jsonb
      from unnest(${[...leadIds].toSorted()}::uuid[]) as lead_id
      on conflict (org_id, lead_id) do update set version = ${STALE}`,
  )
}

/** Leads became one, or several again: what each did is folded again, if any of them did anything. */
export async function refoldFamily(tx: Tx, leadIds: readonly string[]): Promise<void> {
  if ((await readTallies(tx, leadIds)).size > 0) await spoilTallies(tx, leadIds)
}

/** The leads whose tally was folded by another version than the one in force. */
export async function outdated(tx: Tx, version: number, most: number): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ leadId: string }>`select lead_id from behaviour_tally
      where org_id = ${tx.orgId} and version <> ${version} order by lead_id limit ${most}`,
  )
  return found.map(({ leadId }) => leadId)
}
