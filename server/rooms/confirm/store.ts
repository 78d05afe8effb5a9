import { sql } from 'kysely'
import type { ConfirmOutcome } from '../../../contract/confirm.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { insertRows } from '../../db/write.ts'

export interface Taker {
  readonly userId: string
  /** Null: all of them. */
  readonly sourceIds: readonly string[] | null
  /** One they do not want now. */
  readonly skip: string | null
  readonly now: Date
  readonly until: Date
}

/** More leads than people who can take one in the same moment. */
const RACES = 100

/**
 * Gives a member the lead of the queue that waited longest, until `until`, and returns its id: what is somebody's turn is
 * nobody else's. The row of the turn decides: who finds it taken meanwhile looks for the next one.
 */
export async function takeNext(
  tx: Tx,
  { userId, sourceIds, skip, now, until }: Taker,
): Promise<string | undefined> {
  for (let race = 0; race < RACES; race++) {
    const found = await one(
      tx,
      sql<{ seen: string | null; leadId: string | null }>`
        with seen as (
          select lead.lead_id from lead
          left join confirm_turn t on t.org_id = lead.org_id and t.lead_id = lead.lead_id
          where lead.org_id = ${tx.orgId} and lead.holder_kind = 'verification'
            and (${sourceIds === null} or lead.source_id = any(${sourceIds ?? []}::uuid[]))
            and (t.lead_id is null or (t.until <= ${now} and t.next_at <= ${now}))
            and lead.lead_id is distinct from ${skip}::uuid
          order by lead.arrived_at, lead.lead_id limit 1
          for update of lead skip locked
        ), taken as (
          insert into confirm_turn as held (org_id, lead_id, by_user, until, next_at)
          select ${tx.orgId}, lead_id, ${userId}, ${until}, ${now} from seen
          on conflict (org_id, lead_id) do update set by_user = excluded.by_user, until = excluded.until
            where held.until <= ${now} and held.next_at <= ${now}
          returning lead_id
        )
        select (select lead_id from seen) as seen, (select lead_id from taken) as lead_id`,
    )
    if (found?.leadId) return found.leadId
    if (!found?.seen) return undefined
  }
  return undefined
}

/** The lead that is a member's turn now, if any; it is theirs until `until` again. */
export async function keepTurn(
  tx: Tx,
  { userId, now, until, sourceIds }: Omit<Taker, 'skip'>,
): Promise<string | undefined> {
  const held = await one(
    tx,
    sql<{ leadId: string }>`update confirm_turn t set until = ${until}
      from lead where lead.org_id = t.org_id and lead.lead_id = t.lead_id and lead.holder_kind = 'verification'
        and (${sourceIds === null} or lead.source_id = any(${sourceIds ?? []}::uuid[]))
        and t.org_id = ${tx.orgId} and t.by_user = ${userId} and t.until > ${now}
      returning t.lead_id`,
  )
  return held?.leadId
}

/** Locks a lead's turn; how often it was tried, or undefined where it is not this member's any more. */
export async function lockTurn(
  tx: Tx,
  { leadId, userId, now }: { leadId: string; userId: string; now: Date },
): Promise<{ tries: number; until: Date } | undefined> {
  return one(
    tx,
    sql<{ tries: number; until: Date }>`select tries, until from confirm_turn
      where org_id = ${tx.orgId} and lead_id = ${leadId} and by_user = ${userId} and until > ${now} for update`,
  )
}

/** Gives back what is a member's turn, for the next one to take. */
export async function giveBack(
  tx: Tx,
  { leadId, userId, now }: { leadId: string; userId: string; now: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update confirm_turn set until = ${now}, by_user = null
      where org_id = ${tx.orgId} and lead_id = ${leadId} and by_user = ${userId}`,
  )
}

/** Ends a lead's turns: it is done. */
export async function endTurn(tx: Tx, leadId: string): Promise<void> {
  await rows(tx, sql`delete from confirm_turn where org_id = ${tx.orgId} and lead_id = ${leadId}`)
}

/** Puts a lead off until it may be tried again; counts the try. */
export async function putOff(
  tx: Tx,
  leadId: string,
  { now, nextAt }: { now: Date; nextAt: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update confirm_turn set tries = tries + 1, by_user = null, until = ${now}, next_at = ${nextAt}
      where org_id = ${tx.orgId} and lead_id = ${leadId}`,
  )
}

/** Forgets the turns of leads that have left the queue by another way. */
export async function sweepTurns(tx: Tx): Promise<void> {
  await rows(
    tx,
    sql`delete from confirm_turn t where t.org_id = ${tx.orgId} and not exists (select from lead
      where lead.org_id = t.org_id and lead.lead_id = t.lead_id and lead.holder_kind = 'verification')`,
  )
}

export interface OutcomeRow {
  readonly leadId: string
  readonly sourceId: string
  readonly userId: string
  readonly outcome: ConfirmOutcome
  readonly day: string
  readonly at: Date
}

/** Keeps what came of a try. */
export async function keepOutcome(
  tx: Tx,
  { leadId, sourceId, userId, outcome, day, at }: OutcomeRow,
): Promise<void> {
  await insertRows(
    tx,
    'confirm_outcome',
    ['org_id', 'outcome_id', 'lead_id', 'source_id', 'user_id', 'outcome', 'day', 'at'],
    [[tx.orgId, uuidv7(), leadId, sourceId, userId, outcome, day, at]],
  )
}

/** Those of the leads that a person has confirmed before. */
export async function confirmedBefore(tx: Tx, leadIds: readonly string[]): Promise<Set<string>> {
  if (leadIds.length === 0) return new Set()
  const found = await rows(
    tx,
    sql<{ leadId: string }>`select distinct lead_id from confirm_outcome
      where org_id = ${tx.orgId} and lead_id = any(${leadIds}::uuid[]) and outcome in ('confirmed', 'completed')`,
  )
  return new Set(found.map(({ leadId }) => leadId))
}

export interface Counted {
  readonly userId: string
  readonly name: string
  readonly sourceId: string
  readonly day: string
  readonly confirmed: number
  readonly completed: number
  readonly refused: number
  readonly unreachable: number
}

/** What came of the tries since a day, per person, source and day. */
export async function countOutcomes(tx: Tx, from: string): Promise<Counted[]> {
  return rows(
    tx,
    sql<Counted>`select o.user_id, coalesce(m.name, '') as name, o.source_id, o.day,
        count(*) filter (where outcome = 'confirmed') as confirmed,
        count(*) filter (where outcome = 'completed') as completed,
        count(*) filter (where outcome = 'refused') as refused,
        count(*) filter (where outcome = 'unreachable') as unreachable
      from confirm_outcome o left join member m on m.org_id = o.org_id and m.user_id = o.user_id
      where o.org_id = ${tx.orgId} and o.day >= ${from}
      group by o.user_id, m.name, o.source_id, o.day order by o.day desc, m.name, o.source_id`,
  )
}

export interface Waiting {
  readonly sourceId: string
  readonly name: string
  readonly waiting: number
  readonly later: number
}

/** What waits in the queue per source: now, and later on. */
export async function countWaiting(
  tx: Tx,
  sourceIds: readonly string[] | null,
  now: Date,
): Promise<Waiting[]> {
  return rows(
    tx,
    sql<Waiting>`select lead.source_id, source.name,
        count(*) filter (where t.lead_id is null or t.next_at <= ${now}) as waiting,
        count(*) filter (where t.next_at > ${now}) as later
      from lead join source on source.org_id = lead.org_id and source.source_id = lead.source_id
      left join confirm_turn t on t.org_id = lead.org_id and t.lead_id = lead.lead_id
      where lead.org_id = ${tx.orgId} and lead.holder_kind = 'verification'
        and (${sourceIds === null} or lead.source_id = any(${sourceIds ?? []}::uuid[]))
      group by lead.source_id, source.name order by source.name`,
  )
}
