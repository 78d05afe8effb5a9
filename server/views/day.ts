import { sql } from 'kysely'
import { addDays, dayOf, startOfDay } from '../../rules/days.ts'
import { one, rows, type Tx } from '../db/db.ts'
import type { UserCaller } from '../people/caller.ts'
import { givenToday, medianSeconds } from './given.ts'

/** The organisation's day: its first moment and that of the next one. */
export interface Day {
  readonly now: Date
  readonly from: Date
  readonly until: Date
}

/** The day that `now` falls on in a zone. */
export function dayAt(zone: string, now: Date): Day {
  const day = dayOf(now, zone)
  return { now, from: startOfDay(day, zone), until: startOfDay(addDays(day, 1), zone) }
}

/** Nobody has followed up since it was given to its holder. */
export const untouched = sql<boolean>`coalesce(lead.last_followup_at < lead.assigned_at, true)`

interface Turn {
  readonly leadId: string
  readonly because: 'priority' | 'due' | 'next' | 'new' | 'open'
  readonly at: Date | null
}

/**
 * What the caller should work, in order: priority leads that wait, by their deadlines, then what falls back or was agreed for today (by the clock), then what nobody has
 * touched, then the rest, the highest score first.
 */
export async function myQueue(
  tx: Tx,
  { userId }: UserCaller,
  { until }: Day,
  limit: number,
): Promise<Turn[]> {
  return rows(
    tx,
    sql<Turn>`
      with mine as (
        select lead.lead_id, lead.priority_due_at as priority, lead.score, lead.arrived_at, ${untouched} as untouched,
          case when lead.due_at < ${until} then lead.due_at end as due,
          case when lead.next_at < ${until} then lead.next_at end as next
        from lead
        where lead.org_id = ${tx.orgId} and lead.holder_kind = 'rep' and lead.holder_id = ${userId}
      )
      select lead_id, coalesce(priority, least(due, next)) as at,
        case when priority is not null then 'priority' when next <= due or (due is null and next is not null) then 'next'
          when due is not null then 'due' when untouched then 'new' else 'open' end as because
      from mine
      order by priority nulls last, least(due, next) nulls last, untouched desc, score desc, arrived_at desc, lead_id limit ${limit}`,
  )
}

interface Counts {
  readonly doneToday: number
  readonly newToday: number
  readonly fallingBackToday: number
  /** Priority leads of theirs that wait to be followed up. */
  readonly priority: number
  readonly medianFirstResponseSeconds: number | null
}

/** The caller's counts of the day; what they were given counts also once it is closed. */
export async function myCounts(tx: Tx, { userId }: UserCaller, day: Day): Promise<Counts> {
  const held = sql<boolean>`(lead.holder_kind = 'rep' and lead.holder_id = ${userId})`
  const counts = await one(
    tx,
    sql<Counts>`
      select count(*) as new_today, ${medianSeconds} as median_first_response_seconds,
        (select count(*) from lead where ${held} and lead.org_id = ${tx.orgId} and lead.due_at < ${day.until})
          as falling_back_today,
        (select count(*) from lead where ${held} and lead.org_id = ${tx.orgId} and lead.priority_due_at is not null)
          as priority,
        (select count(*) from activity where org_id = ${tx.orgId} and by_user = ${userId} and at >= ${day.from}
          and kind <> 'note') as done_today
      from ${givenToday(tx, { people: [userId], held, from: day.from })} given`,
  )
  return (
    counts ?? {
      doneToday: 0,
      newToday: 0,
      fallingBackToday: 0,
      priority: 0,
      medianFirstResponseSeconds: null,
    }
  )
}
