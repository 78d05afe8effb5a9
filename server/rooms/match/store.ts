import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { one, rows, type Tx } from '../../db/db.ts'
import type { Held, Holders } from './decide/match.ts'

// Locking every key of a thousand leads ran out of lock memory; 1,024 stripes an organisation do not,
// and two strangers sharing a stripe only wait for one another's batch.
const STRIPES = 1024

/**
 * Makes everybody else who captures one of these keys wait until this transaction ends. Call it before
 * looking: then two captures of one person at the same moment become one lead.
 */
export async function lockKeys(tx: Tx, keys: readonly string[]): Promise<void> {
  const stripes = [...new Set(keys.map(stripeOf))].sort((a, b) => a - b)
  if (stripes.length === 0) return
  await one(
    tx,
    sql`select count(pg_advisory_xact_lock(hashtext(${tx.orgId}), stripe))
      from (select unnest(${stripes}::int[]) as stripe order by 1) ordered`,
  )
}

function stripeOf(key: string): number {
  return createHash('sha1').update(key).digest().readUInt16BE(0) % STRIPES
}

/** Facts for matching: the leads that hold any of these exact keys, oldest first. */
export async function facts(tx: Tx, keys: readonly string[]): Promise<Holders> {
  const found = await rows(
    tx,
    sql<Held & { key: string }>`
      select lead_key.key, lead.lead_id, lead.person_id, lead.holder_kind <> 'closed' as open, lead.arrived_at
      from lead_key
      join lead on lead.org_id = lead_key.org_id and lead.lead_id = lead_key.lead_id
      where lead_key.org_id = ${tx.orgId} and lead_key.key = any(${keys}::text[])
      order by lead.arrived_at, lead.lead_id`,
  )
  return Map.groupBy(found, (row) => row.key)
}
