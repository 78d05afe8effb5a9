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

/** FNV-1a: every server must come to the same stripe, and a batch asks for thousands. */
function stripeOf(key: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 16)) & (STRIPES - 1)
}

/** Facts for matching: the leads that hold any of these exact keys, oldest first. */
export async function facts(tx: Tx, keys: readonly string[]): Promise<Holders> {
  if (keys.length === 0) return new Map()
  // Probed key by key: planning `key = any(…)` weighs thousands of keys one by one, for 60 ms, and then reads the whole
  // lead table where its size is not known yet.
  const found = await rows(
    tx,
    sql<Held & { key: string }>`
      select held.key, lead.lead_id, lead.person_id, lead.holder_kind <> 'closed' as open,
        lead.holder_kind = 'quarantine' as quarantined, lead.arrived_at
      from unnest(${keys}::text[]) asked (key)
      cross join lateral (
        select key, lead_id from lead_key where org_id = ${tx.orgId} and lead_key.key = asked.key offset 0) held
      cross join lateral (
        select lead_id, person_id, holder_kind, arrived_at from lead
        where org_id = ${tx.orgId} and lead.lead_id = held.lead_id offset 0) lead
      order by lead.arrived_at, lead.lead_id`,
  )
  return Map.groupBy(found, (row) => row.key)
}
