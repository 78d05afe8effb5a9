import { sql } from 'kysely'
import type {
  NamedHow,
  ReferralFlag,
  ReferralState,
  ReferrerKind,
  RewardState,
} from '../../../../contract/referral.ts'
import { rows, type Tx } from '../../../db/db.ts'
import type { Naming } from '../decide/choose.ts'

/** That somebody is said to have referred a lead. */
export interface NewNaming {
  readonly leadId: string
  readonly referrerId: string
  readonly how: NamedHow
  readonly at: Date
  readonly byUser: string | null
  readonly arrivalId: string | null
}

/** Keeps who was named for leads; who was named for one before stays as they were. Returns what is new. */
export async function addNamings(
  tx: Tx,
  named: readonly NewNaming[],
): Promise<{ leadId: string; referrerId: string }[]> {
  if (named.length === 0) return []
  const asked = named.map((each) => ({
    lead_id: each.leadId,
    referrer_id: each.referrerId,
    how: each.how,
    at: each.at,
    by_user: each.byUser,
    arrival_id: each.arrivalId,
  }))
  return rows(
    tx,
    sql<{ leadId: string; referrerId: string }>`
      insert into lead_referral (org_id, lead_id, referrer_id, how, at, by_user, arrival_id)
      select ${tx.orgId}, lead_id, referrer_id, how, at, by_user, arrival_id
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
        as asked (lead_id uuid, referrer_id uuid, how text, at timestamptz, by_user uuid, arrival_id uuid)
      on conflict do nothing returning lead_id, referrer_id`,
  )
}

/** A naming as its row has it, with what is known of the referrer. */
export interface HeldNaming extends Naming {
  readonly leadId: string
  readonly counts: boolean
  readonly byUser: string | null
  readonly flags: readonly ReferralFlag[]
  readonly clearedAt: Date | null
  readonly amount: number | null
  readonly currency: string | null
  readonly kind: ReferrerKind
  readonly userId: string | null
  readonly name: string | null
}

/** Who is named for leads, locked for change in the order of their keys. */
export async function lockNamings(tx: Tx, leadIds: readonly string[]): Promise<HeldNaming[]> {
  return rows(
    tx,
    sql<HeldNaming>`select n.*, r.state as referrer_state, r.kind, r.user_id, r.name from lead_referral n
      join referrer r on r.org_id = n.org_id and r.referrer_id = n.referrer_id
      where n.org_id = ${tx.orgId} and n.lead_id = any(${[...leadIds]}::uuid[])
      order by n.lead_id, n.referrer_id for update of n`,
  )
}

/** What is written anew of a naming after somebody has looked. */
export interface Standing {
  readonly leadId: string
  readonly referrerId: string
  readonly counts: boolean
  readonly flags: readonly ReferralFlag[]
}

/**
 * Writes who counts and what should be looked at; a reward that is due to who counts no more is none. What was said to be
 * fine is asked about again where there is something new to see.
 */
export async function writeStandings(tx: Tx, standings: readonly Standing[]): Promise<void> {
  if (standings.length === 0) return
  const asked = standings.map(({ leadId, referrerId, counts, flags }) => ({
    lead_id: leadId,
    referrer_id: referrerId,
    counts,
    flags,
  }))
  const list = sql`jsonb_to_recordset(${JSON.stringify(asked)}::jsonb)
    as s (lead_id uuid, referrer_id uuid, counts boolean, flags text[])`
  // Who stops counting does so first: one lead, one who counts.
  await rows(
    tx,
    sql`update lead_referral n set counts = false from ${list}
      where n.org_id = ${tx.orgId} and n.lead_id = s.lead_id and n.referrer_id = s.referrer_id and n.counts and not s.counts`,
  )
  await rows(
    tx,
    sql`update lead_referral n set counts = s.counts, flags = s.flags,
        cleared_at = case when n.flags @> s.flags then n.cleared_at end,
        cleared_by = case when n.flags @> s.flags then n.cleared_by end,
        cleared_note = case when n.flags @> s.flags then n.cleared_note end,
        reward_state = case when n.reward_state = 'due' and not s.counts then 'none' else n.reward_state end
      from ${list}
      where n.org_id = ${tx.orgId} and n.lead_id = s.lead_id and n.referrer_id = s.referrer_id
        and (n.counts <> s.counts or n.flags <> s.flags)`,
  )
  await rows(
    tx,
    sql`update lead set referrer_id = chosen.referrer_id from (
        select s.lead_id, (array_agg(s.referrer_id) filter (where s.counts))[1] as referrer_id from ${list} group by s.lead_id
      ) chosen
      where lead.org_id = ${tx.orgId} and lead.lead_id = chosen.lead_id
        and lead.referrer_id is distinct from chosen.referrer_id`,
  )
}

/** Leads of which nobody is named any more. */
export async function unrefer(tx: Tx, leadIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    sql`update lead set referrer_id = null where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])
        and referrer_id is not null and not exists (
          select from lead_referral n where n.org_id = lead.org_id and n.lead_id = lead.lead_id)`,
  )
}

/** Moves a referral's state from what it was seen to be; false where it is another by now. */
export async function setState(
  tx: Tx,
  { leadId, referrerId }: { leadId: string; referrerId: string },
  step: { from: ReferralState; to: ReferralState; reason: string | null; by: string; now: Date },
): Promise<boolean> {
  const moved = await rows(
    tx,
    sql`update lead_referral set state = ${step.to}, reason = ${step.reason}, state_by = ${step.by}, state_at = ${step.now}
      where org_id = ${tx.orgId} and lead_id = ${leadId} and referrer_id = ${referrerId} and state = ${step.from}
      returning lead_id`,
  )
  return moved.length > 0
}

/** Notes that a flagged referral is fine, by whom; null: that it is not said any more. */
export async function setCleared(
  tx: Tx,
  { leadId, referrerId }: { leadId: string; referrerId: string },
  said: { by: string; at: Date; note: string | null } | null,
): Promise<void> {
  await rows(
    tx,
    sql`update lead_referral set cleared_by = ${said?.by ?? null}, cleared_at = ${said?.at ?? null}, cleared_note = ${said?.note ?? null},
        reward_state = case when ${said === null}::boolean and reward_state = 'due' then 'none' else reward_state end
      where org_id = ${tx.orgId} and lead_id = ${leadId} and referrer_id = ${referrerId}`,
  )
}

export interface RewardStep {
  readonly from: RewardState
  readonly to: RewardState
  readonly amount: number | null
  readonly currency: string | null
  readonly reason: string | null
  readonly paidRef: string | null
  readonly by: string
  readonly now: Date
}

/** Moves a reward from what it was seen to be; false where it is another by now. */
export async function setReward(
  tx: Tx,
  { leadId, referrerId }: { leadId: string; referrerId: string },
  step: RewardStep,
): Promise<boolean> {
  const moved = await rows(
    tx,
    sql`update lead_referral set reward_state = ${step.to}, amount = ${step.amount}, currency = ${step.currency},
        reward_reason = ${step.reason}, paid_ref = ${step.paidRef}, reward_by = ${step.by}, reward_at = ${step.now}
      where org_id = ${tx.orgId} and lead_id = ${leadId} and referrer_id = ${referrerId} and reward_state = ${step.from}
      returning lead_id`,
  )
  return moved.length > 0
}

/** A naming and the lead it is of. */
export interface Pair {
  readonly leadId: string
  readonly referrerId: string
}

/**
 * Rewards become due: of who counts for a lead that has come as far as the setting says, where nobody has to look first.
 * And those that are due of leads that proved invalid are none again. At most `most` of each; returns which became due.
 */
export async function settleDue(
  tx: Tx,
  { dueOn, amount, currency }: { dueOn: string; amount: number; currency: string },
  { now, most }: { now: Date; most: number },
): Promise<Pair[]> {
  const stages = dueOn === 'qualified' ? ['qualified', 'converted'] : ['converted']
  await rows(
    tx,
    sql`update lead_referral n set reward_state = 'none', due_at = null from lead l
      where n.org_id = ${tx.orgId} and n.reward_state = 'due'
        and l.org_id = n.org_id and l.lead_id = n.lead_id and l.stage = 'invalid'`,
  )
  return rows(
    tx,
    sql<Pair>`update lead_referral n set reward_state = 'due', due_at = ${now},
        amount = coalesce(n.amount, ${amount}::bigint), currency = coalesce(n.currency, ${currency}) from (
        select open.lead_id from lead_referral open
        join lead l on l.org_id = open.org_id and l.lead_id = open.lead_id
        join referrer r on r.org_id = open.org_id and r.referrer_id = open.referrer_id
        where open.org_id = ${tx.orgId} and open.counts and open.reward_state = 'none' and open.state <> 'refused'
          and r.state <> 'refused' and (open.flags = '{}' or open.cleared_at is not null)
          and l.stage = any(${stages}::text[]) and l.merged_into is null
          and coalesce(l.closed_as, '') <> 'erased'
        order by open.lead_id limit ${most} for update of open) reached
      where n.org_id = ${tx.orgId} and n.lead_id = reached.lead_id and n.counts
      returning n.lead_id, n.referrer_id`,
  )
}

/** What is named of merged leads is named of the survivor, unless it is already; returns what moved. */
export async function carry(tx: Tx, losers: readonly string[], survivorId: string): Promise<string[]> {
  const moved = await rows(
    tx,
    sql<{ leadId: string }>`with once as (
        select distinct on (referrer_id) lead_id, referrer_id from lead_referral
        where org_id = ${tx.orgId} and lead_id = any(${[...losers]}::uuid[]) and referrer_id not in (
          select referrer_id from lead_referral where org_id = ${tx.orgId} and lead_id = ${survivorId})
        order by referrer_id, at)
      update lead_referral n set lead_id = ${survivorId}, from_lead = coalesce(n.from_lead, n.lead_id), counts = false from once
      where n.org_id = ${tx.orgId} and n.lead_id = once.lead_id and n.referrer_id = once.referrer_id
      returning once.lead_id`,
  )
  return moved.map(({ leadId }) => leadId)
}

/** The reverse, for a merge that is undone. */
export async function carryBack(tx: Tx, losers: readonly string[], survivorId: string): Promise<void> {
  await rows(
    tx,
    sql`update lead_referral set lead_id = from_lead, from_lead = null, counts = false
      where org_id = ${tx.orgId} and lead_id = ${survivorId} and from_lead = any(${[...losers]}::uuid[])`,
  )
}

/** Leads a referrer is named for whose outcome is not settled: whom a change of the referrer concerns; at most 1,000. */
export async function openLeadsBy(tx: Tx, referrerId: string): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{
      leadId: string
    }>`select lead_id from lead_referral where org_id = ${tx.orgId} and referrer_id = ${referrerId}
        and reward_state in ('none', 'due') order by at desc limit 1000`,
  )
  return found.map(({ leadId }) => leadId)
}
