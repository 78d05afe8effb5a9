import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'

/** What an entry of the trail may keep of somebody who was erased: ids, kinds and times, nothing that anybody wrote. */
const keptOfEvents = [
  ...'from to closedAs dueAt mergeId into of leadIds disputeId awardedTo door importId arrivalId activityId'.split(
    ' ',
  ),
  ...'activity outcome status source field provider asBefore survivorBecause'.split(' '),
]

/**
 * Empties leads for good: their facts, what they are found by, what their trails and notices say in words. Their rows
 * stay, closed as erased. Wants them locked, and held by nobody. What other rooms keep of them is theirs to erase.
 */
export async function blank(tx: Tx, leadIds: readonly string[], now: Date): Promise<void> {
  const ids = sql`any(${[...leadIds]}::uuid[])`
  await rows(
    tx,
    sql`update lead set name = null, company = null, credit_code = null, title = null, phone = null, email = null,
        wechat = null, region = null, address = null, need = null, note = null, attrs = '{}', external_id = null,
        phone_check = null, email_check = null, customer_id = null, closed_as = 'erased', updated_at = ${now},
        version = version + 1
      where org_id = ${tx.orgId} and lead_id = ${ids} and holder_kind = 'closed'`,
  )
  // Sought through the whole table: keys that an earlier version made are not told by the values of today.
  await rows(tx, sql`delete from lead_key where org_id = ${tx.orgId} and lead_id = ${ids}`)
  await rows(tx, sql`delete from lead_fast where org_id = ${tx.orgId} and lead_id = ${ids}`)
  await rows(
    tx,
    sql`update lead_event set sealed = null, data = coalesce(
        (select jsonb_object_agg(key, value) from jsonb_each(data) where key = any(${keptOfEvents}::text[])), '{}')
      where org_id = ${tx.orgId} and lead_id = ${ids}`,
  )
  await rows(
    tx,
    sql`update notice set data = '{}', read_at = coalesce(read_at, ${now}) where org_id = ${tx.orgId} and lead_id = ${ids}`,
  )
}

/** Other leads that have one of these exact keys, at most 50. */
export async function alsoHeld(
  tx: Tx,
  keys: readonly string[],
  leadIds: readonly string[],
): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ leadId: string }>`select distinct lead_id from lead_key
      where org_id = ${tx.orgId} and key = any(${[...keys]}::text[]) and lead_id <> all(${[...leadIds]}::uuid[])
      order by lead_id limit 50`,
  )
  return found.map(({ leadId }) => leadId)
}
