import { type RawBuilder, sql } from 'kysely'
import type { SourceVerification } from '../../../contract/verify.ts'
import { rows, type Tx } from '../../db/db.ts'
import { hashOf } from '../../lead/valuehash.ts'

// What a lead says now in the field of a mark.
const current = sql`case when m.field like 'custom.%' then lead.attrs ->> substr(m.field, 8)
  else to_jsonb(lead) ->> lower(regexp_replace(m.field, '([A-Z])', '_\\1', 'g')) end`

export interface Mark {
  readonly leadId: string
  readonly field: string
  readonly status: 'reachable' | 'confirmed' | 'stale' | 'bad'
  readonly reason: string | null
  readonly source: 'provider' | 'person'
  readonly provider: string | null
  readonly cost: number
  readonly currency: string
  readonly checkedAt: Date
  readonly staleAt: Date | null
  readonly byUser: string | null
}

/** What was found out about fields of leads; of each only what was found out about the value that stands there now. */
export async function readMarks(tx: Tx, leadIds: readonly string[]): Promise<Mark[]> {
  return rows(
    tx,
    sql<Mark>`select m.lead_id, m.field, m.status, m.reason, m.source, m.provider, m.cost, m.currency, m.checked_at,
        m.stale_at, m.by_user
      from verification m
      join lead on lead.org_id = m.org_id and lead.lead_id = m.lead_id
      where m.org_id = ${tx.orgId} and m.lead_id = any(${leadIds}::uuid[])
        and m.value_hash = ${hashOf(tx, sql`m.field`, current)}
      order by m.lead_id, m.field`,
  )
}

/** Writes marks for the values given; each takes the place of whatever was found out about its field before. */
export async function keepMarks(tx: Tx, marks: readonly (Mark & { value: string })[]): Promise<void> {
  if (marks.length === 0) return
  const asked = marks.map((mark) => ({
    lead_id: mark.leadId,
    field: mark.field,
    value: mark.value,
    status: mark.status,
    reason: mark.reason,
    source: mark.source,
    provider: mark.provider,
    cost: mark.cost,
    currency: mark.currency,
    checked_at: mark.checkedAt,
    stale_at: mark.staleAt,
    by_user: mark.byUser,
  }))
  await rows(
    tx,
    sql`insert into verification (org_id, lead_id, field, value_hash, status, reason, source, provider, cost, currency,
        checked_at, stale_at, by_user)
      select ${tx.orgId}, lead_id, field, ${hashOf(tx, sql`field`, sql`value`)}, status, reason, source, provider, cost,
        currency, checked_at, stale_at, by_user
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (lead_id uuid, field text, value text, status text,
        reason text, source text, provider text, cost bigint, currency text, checked_at timestamptz, stale_at timestamptz,
        by_user uuid)
      ${overOwn}`,
  )
}

/** A row of what was found out, as JSON. */
export type MarkImage = Readonly<Record<string, unknown>>

/** All that was ever found out about some leads, whatever their values are now: what undoing a merge restores. */
export async function markImages(tx: Tx, leadIds: readonly string[]): Promise<MarkImage[]> {
  const found = await rows(
    tx,
    sql<{ image: MarkImage }>`select to_jsonb(m) as image from verification m
      where m.org_id = ${tx.orgId} and m.lead_id = any(${[...leadIds]}::uuid[]) order by m.lead_id, m.field`,
  )
  return found.map(({ image }) => image)
}

/** Gives a lead what was found out about others' values that it has now; each takes the place of its own mark. */
export async function adoptMarks(
  tx: Tx,
  leadId: string,
  adopted: readonly { field: string; from: string }[],
): Promise<void> {
  if (adopted.length === 0) return
  await rows(
    tx,
    sql`insert into verification (org_id, lead_id, field, value_hash, status, reason, source, provider, cost, currency,
        checked_at, stale_at, by_user)
      select m.org_id, ${leadId}, m.field, m.value_hash, m.status, m.reason, m.source, m.provider, m.cost, m.currency,
        m.checked_at, m.stale_at, m.by_user
      from jsonb_to_recordset(${JSON.stringify(adopted.map(({ field, from }) => ({ field, lead_id: from })))}::jsonb)
        as adopted (field text, lead_id uuid)
      join verification m on m.org_id = ${tx.orgId} and m.lead_id = adopted.lead_id and m.field = adopted.field
      ${overOwn}`,
  )
}

const overOwn = sql`on conflict (org_id, lead_id, field) do update set value_hash = excluded.value_hash,
  status = excluded.status, reason = excluded.reason, source = excluded.source, provider = excluded.provider,
  cost = excluded.cost, currency = excluded.currency, checked_at = excluded.checked_at, stale_at = excluded.stale_at,
  by_user = excluded.by_user`

/** Sets a lead's marks of these fields to what they were, and takes those away that were none. */
export async function restoreMarks(
  tx: Tx,
  leadId: string,
  { fields, were }: { fields: readonly string[]; were: readonly MarkImage[] },
): Promise<void> {
  if (fields.length === 0) return
  await rows(
    tx,
    sql`delete from verification where org_id = ${tx.orgId} and lead_id = ${leadId} and field = any(${[...fields]}::text[])`,
  )
  await rows(
    tx,
    sql`insert into verification select * from jsonb_populate_recordset(null::verification, ${JSON.stringify(were)}::jsonb)
      where org_id = ${tx.orgId} and lead_id = ${leadId}`,
  )
}

/** Forgets all that was found out about these leads. */
export async function forgetMarks(tx: Tx, leadIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    sql`delete from verification where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])`,
  )
}

/** The leads of up to `most` marks whose time is up. */
export async function agedLeads(tx: Tx, now: Date, most: number): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ leadId: string }>`select lead_id from verification
      where org_id = ${tx.orgId} and status <> 'stale' and stale_at <= ${now} order by stale_at limit ${most}`,
  )
  return [...new Set(found.map(({ leadId }) => leadId))]
}

/** Calls stale what of these leads has aged, and returns of it what was found out about the values that stand there now. */
export async function age(
  tx: Tx,
  leadIds: readonly string[],
  now: Date,
): Promise<{ leadId: string; field: string }[]> {
  const aged = await rows(
    tx,
    sql<{ leadId: string; field: string; holds: boolean }>`update verification m set status = 'stale'
      from lead where lead.org_id = m.org_id and lead.lead_id = m.lead_id
        and m.org_id = ${tx.orgId} and m.lead_id = any(${leadIds}::uuid[]) and m.status <> 'stale' and m.stale_at <= ${now}
      returning m.lead_id, m.field, m.value_hash = ${hashOf(tx, sql`m.field`, current)} as holds`,
  )
  return aged.filter(({ holds }) => holds).map(({ leadId, field }) => ({ leadId, field }))
}

/** How each source's leads are verified, as one JSON value, to be read beside other things. */
export function sourcesJson(tx: Tx): RawBuilder<unknown> {
  return sql`select coalesce(jsonb_agg(jsonb_build_object('sourceId', source_id, 'fields', fields, 'occasion', occasion,
      'onBad', on_bad, 'confirmFirst', confirm_first, 'verifiers', verifiers, 'mostTries', most_tries,
      'retryHours', retry_hours)), '[]')
    from verification_source where org_id = ${tx.orgId}`
}

/** How each source's leads are verified, where anybody has said. */
export async function readSources(tx: Tx): Promise<SourceVerification[]> {
  return rows(
    tx,
    sql<SourceVerification>`select source_id, fields, occasion, on_bad, confirm_first, verifiers, most_tries, retry_hours
      from verification_source where org_id = ${tx.orgId} order by source_id`,
  )
}

/** Sets how a source's leads are verified; false when there is no such source. */
export async function keepSource(tx: Tx, source: SourceVerification, now: Date): Promise<boolean> {
  const kept = await rows(
    tx,
    sql`insert into verification_source (org_id, source_id, fields, occasion, on_bad, confirm_first, verifiers, most_tries,
        retry_hours, updated_at)
      select org_id, source_id, ${source.fields}::text[], ${source.occasion}, ${source.onBad}, ${source.confirmFirst},
        ${source.verifiers}::uuid[], ${source.mostTries}, ${source.retryHours}, ${now}
      from source where org_id = ${tx.orgId} and source_id = ${source.sourceId} and archived_at is null
      on conflict (org_id, source_id) do update set fields = excluded.fields, occasion = excluded.occasion,
        on_bad = excluded.on_bad, confirm_first = excluded.confirm_first, verifiers = excluded.verifiers,
        most_tries = excluded.most_tries, retry_hours = excluded.retry_hours, updated_at = excluded.updated_at
      returning source_id`,
  )
  return kept.length > 0
}
