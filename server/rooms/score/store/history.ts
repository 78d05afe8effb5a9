import { type RawBuilder, sql } from 'kysely'
import type { LeadFacts } from '../../../../rules/matches.ts'
import { one, rows, type Tx } from '../../../db/db.ts'
import type { Outcomes } from './models.ts'

/** Leads that are learned from: the newest so many of the last two years. */
export const MOST = 100_000

/** A lead as it is now, with whose it is, and whether its person was a known customer when it arrived. */
export interface PastLead extends LeadFacts {
  readonly leadId: string
  readonly personId: string
  readonly stage: string
  readonly stageAt: Date
  readonly arrivedAt: Date
}

const columns = sql`lead.lead_id, lead.person_id, lead.stage, lead.stage_at, lead.arrived_at, lead.source_id, lead.door,
  lead.region, lead.company, lead.credit_code, lead.title, lead.phone, lead.email, lead.wechat, lead.address, lead.need,
  lead.attrs,
  (select customer.customer_id from customer where customer.org_id = lead.org_id and customer.customer_id = lead.customer_id
    and customer.created_at <= lead.arrived_at) as customer_id`

/** Leads of which the outcome is known: neither merged away nor erased. */
const decided = (now: Date) => sql`stage in ('converted', 'lost', 'invalid')
  and closed_as in ('converted', 'lost', 'invalid') and arrived_at > ${now}::timestamptz - interval '2 years'`

/** How many were won and lost. */
export async function countOutcomes(tx: Tx, now: Date): Promise<Outcomes> {
  const counted = await one(
    tx,
    sql<Outcomes>`select count(*) filter (where stage = 'converted')::int as won,
        count(*) filter (where stage <> 'converted')::int as lost
      from lead where org_id = ${tx.orgId} and ${decided(now)}`,
  )
  return counted ?? { won: 0, lost: 0 }
}

/** A lead's place in the order of arrival. */
export interface Place {
  readonly arrivedAt: Date
  readonly leadId: string
}

/** The oldest of the newest `most`; undefined where there are not so many. */
export function oldestOf(tx: Tx, { now, most }: { now: Date; most: number }): Promise<Place | undefined> {
  return one(
    tx,
    sql<Place>`select arrived_at, lead_id from lead where org_id = ${tx.orgId} and ${decided(now)}
      order by arrived_at desc, lead_id desc offset ${most - 1} limit 1`,
  )
}

interface Page {
  readonly now: Date
  /** Only those behind this one. */
  readonly after: Place | null
  /** Only those from this one on. */
  readonly from: Place | null
  readonly limit: number
}

/** A page of leads of which the outcome is known, in the order of arrival. */
export function decidedLeads(tx: Tx, { now, after, from, limit }: Page): Promise<PastLead[]> {
  return rows(
    tx,
    sql<PastLead>`select ${columns} from lead where org_id = ${tx.orgId} and ${decided(now)}
        and ${behind(after)} and ${notBefore(from)}
      order by arrived_at, lead_id limit ${limit}`,
  )
}

function behind(place: Place | null): RawBuilder<unknown> {
  if (!place) return sql`true`
  return sql`(arrived_at, lead_id) > (${place.arrivedAt}::timestamptz, ${place.leadId}::uuid)`
}

function notBefore(place: Place | null): RawBuilder<unknown> {
  if (!place) return sql`true`
  return sql`(arrived_at, lead_id) >= (${place.arrivedAt}::timestamptz, ${place.leadId}::uuid)`
}

/** The newest arrivals since a moment, at most `limit`; what is merged or erased is gone. */
export function arrivals(tx: Tx, { since, limit }: { since: Date; limit: number }): Promise<PastLead[]> {
  return rows(
    tx,
    sql<PastLead>`select ${columns} from lead where org_id = ${tx.orgId} and arrived_at >= ${since}
        and closed_as is distinct from 'merged' and closed_as is distinct from 'erased'
      order by arrived_at desc, lead_id desc limit ${limit}`,
  )
}
