import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'

/** Who had leads and has them no more, by lead, as their trails tell; nobody of a lead that never changed hands. */
export async function formerOf(tx: Tx, leadIds: readonly string[]): Promise<Map<string, Set<string>>> {
  if (leadIds.length === 0) return new Map()
  const found = await rows(
    tx,
    sql<{ leadId: string; userIds: string[] }>`
      select lead_id, array_agg(distinct data #>> '{from,id}') as user_ids from lead_event
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[]) and data #>> '{from,kind}' = 'rep'
        and data #>> '{from,id}' is distinct from data #>> '{to,id}'
      group by lead_id`,
  )
  return new Map(found.map(({ leadId, userIds }) => [leadId, new Set(userIds)]))
}

/** How often leads were dealt again because nobody followed them up, by lead; 0 is left out. */
export async function dealtAgain(tx: Tx, leadIds: readonly string[]): Promise<Map<string, number>> {
  if (leadIds.length === 0) return new Map()
  const found = await rows(
    tx,
    sql<{ leadId: string; times: number }>`select lead_id, count(*)::int as times from lead_event
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[]) and kind = 'assigned' and data ? 'again'
      group by lead_id`,
  )
  return new Map(found.map(({ leadId, times }) => [leadId, times]))
}
