import { sql } from 'kysely'
import type { CheckedField, ProviderSettings, SpendRow } from '../../../contract/verify.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { insertRows } from '../../db/write.ts'
import { hashOf } from '../../lead/valuehash.ts'

export interface Result {
  readonly value: string
  readonly outcome: 'reachable' | 'bad' | 'unknown'
  readonly reason: string | null
  readonly provider: string
  readonly cost: number
  readonly currency: string
  readonly checkedAt: Date
}

/** What was answered about these values and still counts. */
export async function knownResults(
  tx: Tx,
  { field, values, now }: { field: CheckedField; values: readonly string[]; now: Date },
): Promise<Result[]> {
  return rows(
    tx,
    sql<Result>`select asked.value, r.outcome, r.reason, r.provider, r.cost, r.currency, r.checked_at
      from unnest(${[...values]}::text[]) as asked (value)
      join verification_result r on r.org_id = ${tx.orgId} and r.field = ${field}
        and r.value_hash = ${hashOf(tx, sql`${field}::text`, sql`asked.value`)}
      where r.expires_at > ${now}`,
  )
}

/** Keeps answers until they expire. */
export async function keepResults(
  tx: Tx,
  field: CheckedField,
  results: readonly (Result & { expiresAt: Date })[],
): Promise<void> {
  if (results.length === 0) return
  const told = results.map(({ checkedAt, expiresAt, ...rest }) => ({
    ...rest,
    checked_at: checkedAt,
    expires_at: expiresAt,
  }))
  await rows(
    tx,
    sql`insert into verification_result (org_id, field, value_hash, outcome, reason, provider, cost, currency, checked_at,
        expires_at)
      select ${tx.orgId}, ${field}, ${hashOf(tx, sql`${field}::text`, sql`value`)}, outcome, reason, provider, cost,
        currency, checked_at, expires_at
      from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as told (value text, outcome text, reason text, provider text,
        cost bigint, currency text, checked_at timestamptz, expires_at timestamptz)
      on conflict (org_id, field, value_hash) do update set outcome = excluded.outcome, reason = excluded.reason,
        provider = excluded.provider, cost = excluded.cost, currency = excluded.currency,
        checked_at = excluded.checked_at, expires_at = excluded.expires_at`,
  )
}

/** Forgets answers that do not count any more. */
export async function sweepResults(tx: Tx, now: Date): Promise<void> {
  await rows(tx, sql`delete from verification_result where org_id = ${tx.orgId} and expires_at <= ${now}`)
}

export interface Due {
  readonly leadId: string
  readonly field: CheckedField
}

/** Has fields of leads that are just being written checked. */
export async function keepDue(tx: Tx, due: readonly Due[], at: Date): Promise<void> {
  await insertRows(
    tx,
    'verification_due',
    ['org_id', 'lead_id', 'field', 'asked_at', 'tries', 'next_at'],
    due.map(({ leadId, field }) => [tx.orgId, leadId, field, at, 0, at]),
  )
}

/** Has fields of held leads checked at once, because a member or a source wants it. */
export async function askDue(
  tx: Tx,
  due: readonly Due[],
  { by, at }: { by: string | null; at: Date },
): Promise<void> {
  if (due.length === 0) return
  const asked = due.map(({ leadId, field }) => ({ lead_id: leadId, field }))
  await rows(
    tx,
    sql`insert into verification_due (org_id, lead_id, field, asked_by, asked_at, next_at)
      select ${tx.orgId}, lead_id, field, ${by}, ${at}, ${at}
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (lead_id uuid, field text)
      on conflict (org_id, lead_id, field) do update set next_at = excluded.next_at, tries = 0,
        asked_by = coalesce(excluded.asked_by, verification_due.asked_by)`,
  )
}

export interface DueValue extends Due {
  readonly sourceId: string
  readonly value: string | null
  readonly open: boolean
  readonly askedBy: string | null
  readonly tries: number
}

/** Up to `most` fields whose turn it is, longest waiting first, with what stands in them. */
export async function readDue(
  tx: Tx,
  { field, now, most }: { field: CheckedField; now: Date; most: number },
): Promise<DueValue[]> {
  return rows(
    tx,
    sql<DueValue>`select d.lead_id, d.field, lead.source_id, lead.holder_kind <> 'closed' as open, d.asked_by, d.tries,
        case d.field when 'phone' then lead.phone else lead.email end as value
      from verification_due d join lead on lead.org_id = d.org_id and lead.lead_id = d.lead_id
      where d.org_id = ${tx.orgId} and d.field = ${field} and d.next_at <= ${now} order by d.next_at, d.lead_id limit ${most}`,
  )
}

/** Whether an active provider has something to do now. */
export async function someoneWaits(tx: Tx, now: Date): Promise<boolean> {
  const found = await one(
    tx,
    sql`select 1 as waits from verification_provider p where p.org_id = ${tx.orgId} and p.active
      and exists (select from verification_due d where d.org_id = p.org_id and d.field = p.field and d.next_at <= ${now})
      limit 1`,
  )
  return found !== undefined
}

/** Takes fields off the list. */
export async function dropDue(tx: Tx, due: readonly Due[]): Promise<void> {
  const gone = due.map(({ leadId, field }) => ({ lead_id: leadId, field }))
  await rows(
    tx,
    sql`delete from verification_due d using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as gone (lead_id uuid, field text)
      where d.org_id = ${tx.orgId} and d.lead_id = gone.lead_id and d.field = gone.field`,
  )
}

/** Takes fields out of everybody's sight until then, while they are asked about or after a trouble. */
export async function holdDue(
  tx: Tx,
  due: readonly Due[],
  { until, tried }: { until: Date; tried: boolean },
): Promise<void> {
  const held = due.map(({ leadId, field }) => ({ lead_id: leadId, field }))
  await rows(
    tx,
    sql`update verification_due d set next_at = ${until}, tries = d.tries + ${tried ? 1 : 0}
      from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as held (lead_id uuid, field text)
      where d.org_id = ${tx.orgId} and d.lead_id = held.lead_id and d.field = held.field`,
  )
}

/** Puts off everything of a field that was due; tries again then. */
export async function putOff(
  tx: Tx,
  field: CheckedField,
  { now, until }: { now: Date; until: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update verification_due set next_at = ${until}, tries = tries + 1
      where org_id = ${tx.orgId} and field = ${field} and next_at <= ${now}`,
  )
}

export interface ProviderRow {
  readonly field: CheckedField
  readonly active: boolean
  readonly settings: ProviderSettings
  readonly sealedKeys: Buffer | null
  /** Minor units. */
  readonly price: number
  readonly dailyBudget: number
  readonly staleDays: number
  readonly keepDays: number
}

export interface ListedProvider extends ProviderRow {
  readonly problem: string | null
  readonly problemAt: Date | null
  readonly waiting: number
  readonly spentToday: number
}

/** The organisation's providers, with what waits for them and what they cost on `day`. */
export async function listProviders(tx: Tx, day: string): Promise<ListedProvider[]> {
  return rows(
    tx,
    sql<ListedProvider>`select field, active, settings, sealed_keys, price, daily_budget, stale_days, keep_days, problem,
        problem_at,
        (select count(*) from verification_due d where d.org_id = p.org_id and d.field = p.field) as waiting,
        (select coalesce(sum(coalesce(cost, reserved)), 0)::bigint from verification_call c
          where c.org_id = p.org_id and c.field = p.field and c.day = ${day}) as spent_today
      from verification_provider p where org_id = ${tx.orgId} order by field desc`,
  )
}

/** Writes a field's provider; keys stay where none are given. */
export async function keepProvider(tx: Tx, { sealedKeys, ...row }: ProviderRow, now: Date): Promise<void> {
  await rows(
    tx,
    sql`insert into verification_provider (org_id, field, active, settings, sealed_keys, price, daily_budget, stale_days,
        keep_days, updated_at)
      values (${tx.orgId}, ${row.field}, ${row.active}, ${JSON.stringify(row.settings)}::jsonb, ${sealedKeys}, ${row.price},
        ${row.dailyBudget}, ${row.staleDays}, ${row.keepDays}, ${now})
      on conflict (org_id, field) do update set active = excluded.active, settings = excluded.settings,
        sealed_keys = coalesce(excluded.sealed_keys, verification_provider.sealed_keys), price = excluded.price,
        daily_budget = excluded.daily_budget, stale_days = excluded.stale_days, keep_days = excluded.keep_days,
        updated_at = excluded.updated_at, problem = null, problem_at = null`,
  )
}

/** Notes what a provider's last call failed with; null when it went well. */
export async function noteProblem(
  tx: Tx,
  field: CheckedField,
  told: { problem: string | null; at: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update verification_provider set problem = ${told.problem}, problem_at = case when ${told.problem}::text is null
        then null else ${told.at}::timestamptz end
      where org_id = ${tx.orgId} and field = ${field} and problem is distinct from ${told.problem}`,
  )
}

/** A field's provider, locked: what may be spent is reckoned by one at a time. With what `day` has cost so far. */
export async function lockProvider(
  tx: Tx,
  field: CheckedField,
  day: string,
): Promise<(ProviderRow & { spentToday: number }) | undefined> {
  const held = await one(
    tx,
    sql<ProviderRow>`select field, active, settings, sealed_keys, price, daily_budget, stale_days, keep_days
      from verification_provider where org_id = ${tx.orgId} and field = ${field} for update`,
  )
  if (!held) return undefined
  const spent = await one(
    tx,
    sql<{
      spent: number
    }>`select coalesce(sum(coalesce(cost, reserved)), 0)::bigint as spent from verification_call
      where org_id = ${tx.orgId} and field = ${field} and day = ${day}`,
  )
  return { ...held, spentToday: spent?.spent ?? 0 }
}

export interface Call {
  readonly callId: string
  readonly field: CheckedField
  readonly provider: string
  readonly day: string
  readonly asked: number
  readonly reserved: number
  readonly currency: string
}

/** Writes a call down before it is made. */
export async function beginCall(tx: Tx, call: Call, at: Date): Promise<void> {
  await rows(
    tx,
    sql`insert into verification_call (org_id, call_id, field, provider, day, asked, reserved, currency, sent_at)
      values (${tx.orgId}, ${call.callId}, ${call.field}, ${call.provider}, ${call.day}, ${call.asked}, ${call.reserved},
        ${call.currency}, ${at})`,
  )
}

/** Writes down what became of a call; a cost of null keeps its whole reserve, since nobody knows. */
export async function endCall(
  tx: Tx,
  callId: string,
  { cost, problem, at }: { cost: number | null; problem: string | null; at: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update verification_call set cost = ${cost}, problem = ${problem}, answered_at = ${at}
      where org_id = ${tx.orgId} and call_id = ${callId}`,
  )
}

export interface Spent {
  readonly sourceId: string
  readonly field: CheckedField
  readonly outcome: Result['outcome']
  readonly cost: number
  readonly currency: string
}

/** Counts checks and their cost for the sources they were done for. */
export async function countSpend(tx: Tx, spent: readonly Spent[], day: string): Promise<void> {
  if (spent.length === 0) return
  const told = spent.map(({ sourceId, ...rest }) => ({ source_id: sourceId, ...rest }))
  await rows(
    tx,
    sql`insert into verification_spend as held (org_id, source_id, field, day, checked, reachable, bad, cost, currency)
      select ${tx.orgId}, source_id, field, ${day}, count(*), count(*) filter (where outcome = 'reachable'),
        count(*) filter (where outcome = 'bad'), sum(cost), max(currency)
      from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as told (source_id uuid, field text, outcome text, cost bigint,
        currency text)
      group by source_id, field order by source_id, field
      on conflict (org_id, source_id, field, day) do update set checked = held.checked + excluded.checked,
        reachable = held.reachable + excluded.reachable, bad = held.bad + excluded.bad, cost = held.cost + excluded.cost`,
  )
}

/** What checking cost since a day, per source, field and day. */
export async function readSpend(tx: Tx, from: string): Promise<SpendRow[]> {
  return rows(
    tx,
    sql<SpendRow>`select s.source_id, source.name as source_name, s.field, s.day, s.checked, s.reachable, s.bad, s.cost, s.currency
      from verification_spend s join source on source.org_id = s.org_id and source.source_id = s.source_id
      where s.org_id = ${tx.orgId} and s.day >= ${from} order by s.day desc, source.name, s.field desc`,
  )
}
