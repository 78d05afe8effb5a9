import { sql } from 'kysely'
import { one, rows, type Tx } from '../../db/db.ts'

/** A dispute as its row stands. */
export interface Dispute {
  readonly disputeId: string
  readonly leadId: string
  readonly claimantId: string
  readonly holderId: string
  readonly reason: string
  readonly openedAt: Date
  readonly settledAt: Date | null
  readonly settledBy: string | null
  readonly awardedTo: string | null
  readonly note: string | null
}

type Opening = Pick<Dispute, 'disputeId' | 'leadId' | 'claimantId' | 'holderId' | 'reason' | 'openedAt'>

/** Opens a dispute; false when the claimant has one open about this lead already. */
export async function open(tx: Tx, dispute: Opening): Promise<boolean> {
  const made = await one(
    tx,
    sql`insert into dispute (org_id, dispute_id, lead_id, claimant_id, holder_id, reason, opened_at)
      values (${tx.orgId}, ${dispute.disputeId}, ${dispute.leadId}, ${dispute.claimantId}, ${dispute.holderId},
              ${dispute.reason}, ${dispute.openedAt})
      on conflict do nothing returning 1 as made`,
  )
  return made !== undefined
}

/** A dispute, locked. */
export async function lock(tx: Tx, disputeId: string): Promise<Dispute | undefined> {
  return one(
    tx,
    sql<Dispute>`select * from dispute where org_id = ${tx.orgId} and dispute_id = ${disputeId} for update`,
  )
}

/** Locks the open disputes about some leads, in the order of their ids; before loads and leads, as whoever settles one does. */
export async function lockOf(tx: Tx, leadIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    sql`select dispute_id from dispute where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])
        and settled_at is null order by dispute_id for update`,
  )
}

export interface Wish {
  readonly state: 'open' | 'settled' | undefined
  /** Those this user is a side of; null for all. */
  readonly userId: string | null
  readonly after:
    | { readonly isOpen: boolean; readonly openedAt: Date; readonly disputeId: string }
    | undefined
  readonly limit: number
}

/** Disputes: open ones first, then the newest. */
export async function list(tx: Tx, { state, userId, after, limit }: Wish): Promise<Dispute[]> {
  return rows(
    tx,
    sql<Dispute>`select * from dispute
      where org_id = ${tx.orgId}
        and (${state ?? null}::text is null or (settled_at is null) = (${state ?? null}::text = 'open'))
        and (${userId}::uuid is null or ${userId}::uuid in (claimant_id, holder_id))
        and (${after?.openedAt ?? null}::timestamptz is null
          or (settled_at is null, opened_at, dispute_id)
            < (${after?.isOpen ?? null}::boolean, ${after?.openedAt ?? null}::timestamptz, ${after?.disputeId ?? null}::uuid))
      order by (settled_at is null) desc, opened_at desc, dispute_id desc limit ${limit}`,
  )
}

interface Settling extends Pick<Dispute, 'disputeId' | 'note'> {
  readonly awardedTo: string
  readonly settledBy: string
  readonly settledAt: Date
  readonly verdict: unknown
}

/** Keeps how a dispute was settled, beside what the rules said of it then. */
export async function settle(tx: Tx, settling: Settling): Promise<void> {
  await rows(
    tx,
    sql`update dispute set awarded_to = ${settling.awardedTo}, note = ${settling.note}, settled_by = ${settling.settledBy},
        settled_at = ${settling.settledAt}, verdict = ${JSON.stringify(settling.verdict)}::jsonb
      where org_id = ${tx.orgId} and dispute_id = ${settling.disputeId}`,
  )
}

/** Days back that a rep's registrations are judged by. */
const LOOK_BACK = 90

/** Of the leads each of these users typed in during the ninety days before, the share that proved invalid, 0 to 1. */
export async function deadShares(
  tx: Tx,
  userIds: readonly string[],
  before: Date,
): Promise<Map<string, number>> {
  const found = await rows(
    tx,
    sql<{ userId: string; share: number }>`
      select arrival.actor_id as user_id, avg((lead.closed_as is not distinct from 'invalid')::int)::float8 as share
      from arrival join lead on lead.org_id = arrival.org_id and lead.lead_id = arrival.lead_id
      where arrival.org_id = ${tx.orgId} and arrival.actor_kind = 'user' and arrival.actor_id = any(${userIds}::uuid[])
        and arrival.status in ('created', 'quarantined')
        and arrival.received_at between ${before}::timestamptz - make_interval(days => ${LOOK_BACK}) and ${before}
      group by 1`,
  )
  return new Map(found.map(({ userId, share }) => [userId, share]))
}

/**
 * The leads that are, or were taken for, the same person as this one: itself, what points at it, what it points at, and
 * what was merged into any of them.
 */
export async function relatedLeads(tx: Tx, leadId: string): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ leadId: string }>`
      with near as (
        select lead_id from lead where org_id = ${tx.orgId} and (lead_id = ${leadId} or duplicate_of = ${leadId})
        union select duplicate_of from lead
        where org_id = ${tx.orgId} and lead_id = ${leadId} and duplicate_of is not null
      )
      select lead_id from near
      union select lead.lead_id from near
      join lead on lead.org_id = ${tx.orgId} and lead.merged_into = near.lead_id`,
  )
  return found.map((each) => each.leadId)
}

/** A dispute and the lead it was about. */
export interface MovedDispute {
  readonly disputeId: string
  readonly leadId: string
}

/**
 * Open disputes about leads that end by a merge are about the survivor now; returns what each was about. One whose
 * claimant has another about the survivor stays: `settle` looks where its lead has gone.
 */
export async function reparent(
  tx: Tx,
  loserIds: readonly string[],
  survivorId: string,
): Promise<MovedDispute[]> {
  return rows(
    tx,
    sql<MovedDispute>`with were as (
        select distinct on (claimant_id) dispute_id, lead_id from dispute
        where org_id = ${tx.orgId} and lead_id = any(${[...loserIds]}::uuid[]) and settled_at is null
          and not exists (select from dispute other where other.org_id = ${tx.orgId} and other.lead_id = ${survivorId}
            and other.claimant_id = dispute.claimant_id and other.settled_at is null)
        order by claimant_id, opened_at, dispute_id
      ), moved as (
        update dispute set lead_id = ${survivorId} from were
        where dispute.org_id = ${tx.orgId} and dispute.dispute_id = were.dispute_id
      )
      select dispute_id, lead_id from were order by dispute_id`,
  )
}

/** Disputes are about the leads again that they were about, settled meanwhile or not. */
export async function giveBack(tx: Tx, moved: readonly MovedDispute[]): Promise<void> {
  if (moved.length === 0) return
  const asked = moved.map(({ disputeId, leadId }) => ({ dispute_id: disputeId, lead_id: leadId }))
  await rows(
    tx,
    sql`update dispute set lead_id = was.lead_id
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as was (dispute_id uuid, lead_id uuid)
      where dispute.org_id = ${tx.orgId} and dispute.dispute_id = was.dispute_id
        and (dispute.settled_at is not null or not exists (select from dispute other
          where other.org_id = ${tx.orgId} and other.lead_id = was.lead_id and other.claimant_id = dispute.claimant_id
            and other.settled_at is null and other.dispute_id <> dispute.dispute_id))`,
  )
}

/** Forgets the words of disputes about leads; who disputed what with whom, and who was right, stays. */
export async function forget(tx: Tx, leadIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    sql`update dispute set reason = '', note = null
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])`,
  )
}
