import { type RawBuilder, sql } from 'kysely'
import type { LeadFacts } from '../../../../rules/matches.ts'
import { one, rows, type Tx } from '../../../db/db.ts'
import { factsAndKnown } from '../../../lead/known.ts'
import type { Holder } from '../decide/rehearsal/deal.ts'

/** Leads a rehearsal looks at: the newest so many. */
export const MOST = 100_000

/** Where a page begins. */
export interface Place {
  readonly at: Date
  readonly leadId: string
}

/** A lead that was dealt, with what its trail tells of that. */
export type PastRow = LeadFacts & {
  readonly leadId: string
  readonly arrivedAt: Date
  readonly channel: string
  readonly stage: string
  readonly closedAs: string | null
  readonly stageAt: Date
  readonly firstFollowupAt: Date | null
  /** Its score and grade when it arrived. */
  readonly scoredThen: number | null
  readonly gradeThen: string | null
  /** Whom it was first dealt to, when, and until when they had it; null: it was never dealt. */
  readonly first: Holder | null
  readonly firstAt: Date | null
  readonly until: Date | null
  /** Changes of its facts since, in order. */
  readonly edits: readonly { readonly field: string; readonly before: unknown }[]
}

/** What came in since a moment, was dealt, and is neither merged away nor erased. */
const dealt = (tx: Tx, since: Date): RawBuilder<boolean> => sql<boolean>`lead.org_id = ${tx.orgId}
  and arrived_at >= ${since} and holder_kind <> 'quarantine' and not protected
  and closed_as is distinct from 'merged' and closed_as is distinct from 'erased'`

/** The moment from which on there are at most MOST of them, and how many. */
export async function extentOf(tx: Tx, since: Date): Promise<{ since: Date; leads: number }> {
  const found = await one(
    tx,
    sql<{ since: Date | null; leads: number }>`select min(arrived_at) as since, count(*)::int as leads from (
      select arrived_at from lead where ${dealt(tx, since)} order by arrived_at desc limit ${MOST}) newest`,
  )
  return { since: found?.since ?? since, leads: found?.leads ?? 0 }
}

interface Page {
  readonly since: Date
  readonly after: Place | null
  readonly limit: number
  /** Properties of the lead that are asked. */
  readonly properties: readonly string[]
}

/** A page of them in the order of their arrival. */
export function pastLeads(tx: Tx, { since, after, limit, properties }: Page): Promise<PastRow[]> {
  const behind = after
    ? sql`and (arrived_at, lead_id) > (${after.at}::timestamptz, ${after.leadId}::uuid)`
    : sql``
  const always = ['arrivedAt', 'stage', 'stageAt', 'firstFollowupAt', 'closedAs', 'sourceId', 'duplicateOf']
  const { select } = factsAndKnown([...new Set([...properties, ...always])])
  return rows(
    tx,
    sql<PastRow>`with page as materialized (
        select lead_id from lead where ${dealt(tx, since)} ${behind} order by arrived_at, lead_id limit ${limit}
      ), told as (
        select lead_id,
          (array_agg(data->'score' order by event_id) filter (where kind = 'captured'))[1]::int as scored_then,
          (array_agg(data->>'grade' order by event_id) filter (where kind = 'captured'))[1] as grade_then,
          (array_agg(jsonb_build_object('to', data->'to', 'at', at, 'id', event_id) order by event_id) filter (where kind = 'assigned'))[1] as first,
          array_agg(at order by event_id) filter (where data->'to' ? 'kind') as moved_at,
          coalesce(jsonb_agg(data->'changes' order by event_id) filter (where data ? 'changes'), '[]') as changes
        from lead_event where org_id = ${tx.orgId} and lead_id = any(array(select lead_id from page))
          and (kind in ('captured', 'assigned') or data ? 'to' or data ? 'changes')
        group by lead_id
      )
      select ${select}, lead.stage, lead.stage_at, lead.first_followup_at, lead.closed_as, source.channel,
        told.scored_then, told.grade_then, told.first->'to' as first, (told.first->>'at')::timestamptz as first_at,
        (select min(moved) from unnest(told.moved_at) moved where moved > (told.first->>'at')::timestamptz) as until,
        (select coalesce(jsonb_agg(change), '[]') from jsonb_array_elements(coalesce(told.changes, '[]')) each,
          jsonb_array_elements(each) change) as edits
      from page join lead on lead.org_id = ${tx.orgId} and lead.lead_id = page.lead_id
      left join told on told.lead_id = page.lead_id
      join source on source.org_id = lead.org_id and source.source_id = lead.source_id
      left join lateral (
        select lifecycle_stage as customer_stage, spend as customer_spend, last_purchase_on as customer_last_purchase,
          holder_id as customer_holder, company as customer_company
        from customer where customer.org_id = lead.org_id and customer.customer_id = lead.customer_id) known on true
      -- Of those that came together the one that was dealt first.
      order by lead.arrived_at, told.first->>'id'`,
  )
}

/** What each rep holds that was theirs before a moment. */
export function heldBefore(tx: Tx, since: Date): Promise<{ userId: string; until: null }[]> {
  return rows(
    tx,
    sql<{ userId: string; until: null }>`select holder_id as user_id, null as until from lead
      where org_id = ${tx.orgId} and holder_kind = 'rep' and assigned_at < ${since}`,
  )
}

/** What became of leads by their grade at arrival, of those whose outcome is known. */
export function endedByGrade(tx: Tx): Promise<{ grade: string; won: number; of: number }[]> {
  return rows(
    tx,
    sql<{ grade: string; won: number; of: number }>`
      select grade, count(*) filter (where outcome = 'won')::int as won, count(*)::int as of
      from ability_evidence where org_id = ${tx.orgId} group by grade`,
  )
}
