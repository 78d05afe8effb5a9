import { sql } from 'kysely'
import { one, rows, type Tx } from '../../../db/db.ts'
import { uuidv7 } from '../../../db/id.ts'
import type { RuleRef } from '../../../policy/store.ts'
import type { Evidence } from '../decide/likely/model.ts'

/** A pair as a scan found it. */
export interface FoundPair {
  readonly a: string
  readonly b: string
  readonly probability: number
  readonly prior: number
  readonly evidence: readonly Evidence[]
  readonly cluster: number | null
}

/**
 * Stores pairs a scan found. One known already is brought up to date while it is open; what a person has decided stays:
 * nobody is asked twice.
 */
export async function keepFound(
  tx: Tx,
  { scanId, found, at }: { scanId: string; found: readonly FoundPair[]; at: Date },
): Promise<void> {
  if (found.length === 0) return
  const records = found.map(({ a, b, probability, prior, evidence, cluster }) => ({
    pair_id: uuidv7(),
    lead_a: a < b ? a : b,
    lead_b: a < b ? b : a,
    probability,
    evidence: { prior, evidence },
    cluster,
  }))
  await rows(
    tx,
    sql`insert into match_pair (org_id, pair_id, lead_a, lead_b, found_by, probability, evidence, cluster, scan_id, found_at)
      select ${tx.orgId}, pair_id, lead_a, lead_b, 'likely', probability, evidence, cluster, ${scanId}, ${at}
      from jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
        as found (pair_id uuid, lead_a uuid, lead_b uuid, probability real, evidence jsonb, cluster int)
      order by lead_a, lead_b
      on conflict (org_id, lead_a, lead_b) do update set probability = excluded.probability,
        evidence = excluded.evidence, cluster = excluded.cluster, scan_id = excluded.scan_id
      where match_pair.state = 'open' and match_pair.found_by = 'likely'`,
  )
}

/** Forgets open pairs of former scans that this one, which saw all of today's leads, did not find again. */
export async function dropStale(tx: Tx, scanId: string): Promise<void> {
  await rows(
    tx,
    sql`delete from match_pair where org_id = ${tx.orgId} and state = 'open' and found_by = 'likely'
      and scan_id is distinct from ${scanId}`,
  )
}

interface Decision {
  readonly pairIds: readonly string[]
  readonly state: 'different' | 'open'
  readonly by: string
  readonly at: Date
}

/** Says what a person decided of these pairs; returns how many were not so before. Who are the same is said by a merge. */
export async function decide(tx: Tx, { pairIds, state, by, at }: Decision): Promise<number> {
  const open = state === 'open'
  const changed = await one(
    tx,
    sql<{ count: number }>`with changed as (
        update match_pair set state = ${state}, decided_at = ${open ? null : at}, decided_by = ${open ? null : by}
        where org_id = ${tx.orgId} and pair_id = any(${[...pairIds]}::uuid[]) and state in ('open', 'different')
          and state <> ${state} returning pair_id)
      select count(*)::int as count from changed`,
  )
  return changed?.count ?? 0
}

/** Two leads of whom a rule wants a person to say whether they are one. */
export interface AskedPair {
  readonly leadId: string
  readonly heldId: string
  readonly rule: RuleRef | null
}

/** Puts pairs a rule is unsure of into the queue. One that a person has decided stays decided. */
export async function ask(tx: Tx, asked: readonly AskedPair[], at: Date): Promise<void> {
  if (asked.length === 0) return
  const records = asked.map(({ leadId, heldId, rule }) => ({
    pair_id: uuidv7(),
    lead_a: leadId < heldId ? leadId : heldId,
    lead_b: leadId < heldId ? heldId : leadId,
    rule,
  }))
  await rows(
    tx,
    sql`insert into match_pair (org_id, pair_id, lead_a, lead_b, found_by, rule, found_at)
      select ${tx.orgId}, pair_id, lead_a, lead_b, 'rule', rule, ${at}
      from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as asked (pair_id uuid, lead_a uuid, lead_b uuid, rule jsonb)
      on conflict (org_id, lead_a, lead_b) do nothing`,
  )
}

/** How a pair stood before a merge said that its leads are one. */
export interface SettledPair {
  readonly pairId: string
  readonly state: 'open' | 'different'
  readonly decidedAt: Date | string | null
  readonly decidedBy: string | null
}

/** What a merge says of the pairs among its leads: they are one. Returns those that stood otherwise, as they did. */
export async function settle(
  tx: Tx,
  leadIds: readonly string[],
  { by, at }: { by: string; at: Date },
): Promise<SettledPair[]> {
  return rows(
    tx,
    sql<SettledPair>`with were as (
        select pair_id, state, decided_at, decided_by from match_pair
        where org_id = ${tx.orgId} and lead_a = any(${leadIds}::uuid[]) and lead_b = any(${leadIds}::uuid[])
          and state in ('open', 'different') order by pair_id for update
      ), settled as (
        update match_pair set state = 'same', decided_at = ${at}, decided_by = ${by} from were
        where match_pair.org_id = ${tx.orgId} and match_pair.pair_id = were.pair_id
      )
      select * from were`,
  )
}

/** What undoing a merge says of them: they stand as they did. */
export async function unsettle(tx: Tx, were: readonly SettledPair[]): Promise<void> {
  if (were.length === 0) return
  const asked = were.map(({ pairId, state, decidedAt, decidedBy }) => ({
    pair_id: pairId,
    state,
    decided_at: decidedAt,
    decided_by: decidedBy,
  }))
  await rows(
    tx,
    sql`update match_pair set state = were.state, decided_at = were.decided_at, decided_by = were.decided_by
      from jsonb_populate_recordset(null::match_pair, ${JSON.stringify(asked)}::jsonb) as were
      where match_pair.org_id = ${tx.orgId} and match_pair.pair_id = were.pair_id and match_pair.state = 'same'`,
  )
}

/** Calls the pairs among these leads open again: of a merge that did not keep how they stood. */
export async function reopen(tx: Tx, leadIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    sql`update match_pair set state = 'open', decided_at = null, decided_by = null
      where org_id = ${tx.orgId} and lead_a = any(${leadIds}::uuid[]) and lead_b = any(${leadIds}::uuid[])
        and state = 'same'`,
  )
}

/**
 * The leads of these pairs that a rule made wait for an answer, and that no open pair makes wait any more. Wants the
 * answers to be written already.
 */
export async function answered(tx: Tx, pairIds: readonly string[]): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ leadId: string }>`
      select distinct side.lead_id from match_pair p
      cross join lateral (values (p.lead_a), (p.lead_b)) side (lead_id)
      where p.org_id = ${tx.orgId} and p.pair_id = any(${pairIds}::uuid[]) and p.found_by = 'rule'
        and not exists (
          select from match_pair open where open.org_id = p.org_id and open.state = 'open' and open.found_by = 'rule'
            and side.lead_id in (open.lead_a, open.lead_b))`,
  )
  return found.map(({ leadId }) => leadId)
}

/** Forgets that leads were like others. */
export async function forget(tx: Tx, leadIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    sql`delete from match_pair where org_id = ${tx.orgId}
      and (lead_a = any(${[...leadIds]}::uuid[]) or lead_b = any(${[...leadIds]}::uuid[]))`,
  )
}

/**
 * The open pairs of a scan that are in one cluster, and at least that probable, as the later lead and the earliest it may
 * be a double of.
 */
export async function surePairs(
  tx: Tx,
  { scanId, from }: { scanId: string; from: number },
): Promise<{ leadId: string; twinId: string; probability: number }[]> {
  return rows(
    tx,
    sql<{ leadId: string; twinId: string; probability: number }>`
      select distinct on (lead_b) lead_b as lead_id, lead_a as twin_id, probability from match_pair
      where org_id = ${tx.orgId} and scan_id = ${scanId} and cluster is not null and state = 'open'
        and found_by = 'likely' and probability >= ${from}::real
      order by lead_b, lead_a`,
  )
}

/** The two leads of each of these pairs that a person has said are two. */
export async function twoOf(
  tx: Tx,
  pairIds: readonly string[],
): Promise<{ leadId: string; twinId: string }[]> {
  return rows(
    tx,
    sql<{ leadId: string; twinId: string }>`select lead_b as lead_id, lead_a as twin_id from match_pair
      where org_id = ${tx.orgId} and pair_id = any(${[...pairIds]}::uuid[]) and state = 'different'`,
  )
}
