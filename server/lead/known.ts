import { sql } from 'kysely'
import { builtinFields } from '../../rules/fields.ts'
import { rows, type Tx } from '../db/db.ts'

/** What conditions, and whoever deals leads, ask of the known customer a lead is of; all null where it is of none. */
export interface KnownFacts {
  readonly customerId: string | null
  readonly customerStage: string | null
  /** Minor units. */
  readonly customerSpend: number | null
  /** YYYY-MM-DD. */
  readonly customerLastPurchase: string | null
  /** Whose customer it is. */
  readonly customerHolder: string | null
  readonly customerCompany: string | null
}

/** A lead's row with its `KnownFacts`: for a query `select … from …`. */
export const leadAndKnown = {
  select: sql`lead.*, known.*`,
  from: sql`lead left join lateral (
    select lifecycle_stage as customer_stage, spend as customer_spend, last_purchase_on as customer_last_purchase,
      holder_id as customer_holder, company as customer_company
    from customer where customer.org_id = lead.org_id and customer.customer_id = lead.customer_id) known on true`,
}

const askable = builtinFields.flatMap(({ key, property = key, joined }) => (joined ? [] : [property]))

/** What conditions may ask of a lead, and no more: for reading many. Of some properties alone, where it is known which. */
export function factsAndKnown(properties: readonly string[] = [...askable, 'attrs']) {
  const wanted = new Set(properties)
  const own = ['leadId', 'scoreOverride', ...[...askable, 'attrs'].filter((each) => wanted.has(each))]
  return {
    select: sql`${sql.join(own.map((each) => sql.ref(`lead.${each}`)))}, known.*`,
    from: leadAndKnown.from,
  }
}

/** An exact key and the customer who holds it. */
export interface HeldKey {
  readonly key: string
  readonly customerId: string
}

/** A lead and a customer whom it is not. */
interface Others {
  readonly leadId: string
  readonly customerId: string
}

/**
 * Open leads that hold one of these keys and are of no known customer yet become theirs, but for those of whom a person
 * said that they are somebody else. Returns their ids.
 */
export async function recogniseLeads(
  tx: Tx,
  keys: readonly HeldKey[],
  others: readonly Others[],
): Promise<string[]> {
  if (keys.length === 0) return []
  const asked = keys.map(({ key, customerId }) => ({ key, customer_id: customerId }))
  const apart = others.map(({ leadId, customerId }) => `${leadId} ${customerId}`)
  const found = await rows(
    tx,
    sql<{ leadId: string }>`
      with asked as (
        select lead_key.lead_id, min(asked.customer_id::text)::uuid as customer_id
        from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (key text, customer_id uuid)
        cross join lateral (
          select lead_id from lead_key k where k.org_id = ${tx.orgId} and k.key = asked.key offset 0) lead_key
        where not lead_key.lead_id::text || ' ' || asked.customer_id::text = any(${apart}::text[])
        group by lead_key.lead_id
      ), held as (
        select lead.lead_id, asked.customer_id from asked
        join lead on lead.org_id = ${tx.orgId} and lead.lead_id = asked.lead_id
        where lead.holder_kind <> 'closed' and lead.customer_id is null
        order by lead.lead_id for update of lead
      )
      update lead set customer_id = held.customer_id from held
      where lead.org_id = ${tx.orgId} and lead.lead_id = held.lead_id
      returning lead.lead_id`,
  )
  return found.map(({ leadId }) => leadId)
}

/** Notes whose customers leads are known to be; null: nobody's. */
export async function knowLeads(
  tx: Tx,
  known: readonly { readonly leadId: string; readonly customerId: string | null }[],
): Promise<void> {
  if (known.length === 0) return
  const asked = known.map(({ leadId, customerId }) => ({ lead_id: leadId, customer_id: customerId }))
  await rows(
    tx,
    sql`update lead set customer_id = known.customer_id
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as known (lead_id uuid, customer_id uuid)
      where lead.org_id = ${tx.orgId} and lead.lead_id = known.lead_id
        and lead.lead_id = any(${known.map(({ leadId }) => leadId)}::uuid[])`,
  )
}

/** Leads of customers who are no longer held are of no known customer. */
export async function forgetCustomers(tx: Tx, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return
  await rows(
    tx,
    sql`update lead set customer_id = null
      where org_id = ${tx.orgId} and customer_id = any(${customerIds}::uuid[])`,
  )
}
