import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'

interface Erased {
  readonly keys: readonly string[]
  readonly leadIds: readonly string[]
  readonly customerIds: readonly string[]
}

/**
 * Empties the referrers who are an erased person, by their keys or as whom they are known; what was referred by them, and
 * what was paid for it, stays under their code. What anybody wrote of the person's own leads goes too. Returns by what they
 * were known as referrers, and the leads of others that they were named for.
 */
export async function forget(
  tx: Tx,
  { keys, leadIds, customerIds }: Erased,
): Promise<{ keys: string[]; leadIds: string[] }> {
  const gone = await rows(
    tx,
    sql<{
      referrerId: string
    }>`update referrer set name = null, company = null, phone = null, email = null, note = null,
        reason = null, lead_id = null, customer_id = null, archived_at = coalesce(archived_at, now()),
        version = version + 1
      where org_id = ${tx.orgId} and (lead_id = any(${[...leadIds]}::uuid[])
        or (customer_id = any(${[...customerIds]}::uuid[]) and not exists (
          select from customer where customer.org_id = referrer.org_id and customer.customer_id = referrer.customer_id))
        or referrer_id in (select referrer_id from referrer_key
          where org_id = ${tx.orgId} and key = any(${[...keys]}::text[])))
      returning referrer_id`,
  )
  const referrers = gone.map(({ referrerId }) => referrerId)
  const known = await rows(
    tx,
    sql<{ key: string }>`delete from referrer_key
      where org_id = ${tx.orgId} and referrer_id = any(${referrers}::uuid[]) returning key`,
  )
  const named = await rows(
    tx,
    sql<{ leadId: string }>`update lead_referral set reason = null, cleared_note = null, reward_reason = null
      where org_id = ${tx.orgId} and (lead_id = any(${[...leadIds]}::uuid[]) or referrer_id = any(${referrers}::uuid[]))
      returning lead_id`,
  )
  const others = named.map(({ leadId }) => leadId).filter((leadId) => !leadIds.includes(leadId))
  return { keys: known.map(({ key }) => key), leadIds: [...new Set(others)] }
}
