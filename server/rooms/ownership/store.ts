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

/** The leads that are, or were taken for, the same person as this one: itself, what points at it, and what it points at. */
export async function relatedLeads(tx: Tx, leadId: string): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ leadId: string }>`
      select lead_id from lead where org_id = ${tx.orgId} and (lead_id = ${leadId} or duplicate_of = ${leadId})
      union select duplicate_of from lead
      where org_id = ${tx.orgId} and lead_id = ${leadId} and duplicate_of is not null`,
  )
  return found.map((each) => each.leadId)
}
