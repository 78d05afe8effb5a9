import { type RawBuilder, sql } from 'kysely'
import { refuse } from '../../contract/refusals.ts'
import { one, rows, type Tx } from '../db/db.ts'
import { dayIn } from '../lead/clock.ts'
import type { UserCaller } from '../people/caller.ts'
import { type Scope, scopeOf, scopeWhere } from '../people/scope.ts'
import { type Day, dayAt, untouched } from './day.ts'
import { givenToday, medianSeconds } from './given.ts'

const WEEK = 6 * 86_400_000 // ms before today begins

interface Asking {
  readonly team?: string | undefined
  readonly now: Date
}

/** The manager's page of the day: of all the caller's people, or of one team's. Refuses `not_found` for an unknown one. */
export async function teamDay(tx: Tx, caller: UserCaller, { team, now }: Asking) {
  const scope = await scopeOf(tx, caller, now)
  const people = await peopleOf(tx, scope, team)
  const asked = { scope, people, day: dayAt(caller.zone, now), team, zone: caller.zone }
  const held = await heldBy(tx, asked)
  const given = await givenTo(tx, asked)
  const heldOf = (userId: string) => held.get(userId) ?? nothingHeld
  const givenOf = (userId: string | null) => given.get(userId) ?? nothingGiven
  return {
    at: now,
    totals: { ...together(people.map(heldOf)), ...givenOf(null), ...(await countUnheld(tx, scope)) },
    reps: (await seatsOf(tx, asked, dayIn(caller.zone, now))).map((seat) => ({
      ...seat,
      ...heldOf(seat.userId),
      ...givenOf(seat.userId),
    })),
    bySource: await bySource(tx, asked),
    perHour: await perHour(tx, asked),
  }
}

interface Asked {
  readonly scope: Scope
  readonly people: readonly string[]
  readonly day: Day
  readonly team: string | undefined
  readonly zone: string
}

/** What those people hold. Half of all leads are sooner read in a row than one by one along an index: hence no bare column. */
function heldByThem({ scope, people, team }: Asked): RawBuilder<boolean> {
  if (scope.everything && !team) return sql<boolean>`lead.holder_kind || '' = 'rep'`
  return sql<boolean>`(lead.holder_kind = 'rep' and lead.holder_id = any(${[...people]}::uuid[]))`
}

/** The active reps the caller answers for, of all their teams or of one and those below it. */
async function peopleOf(tx: Tx, scope: Scope, team: string | undefined): Promise<string[]> {
  const mine = scope.everything ? sql`true` : sql`member.user_id = any(${[...scope.userIds]}::uuid[])`
  const found = await one(
    tx,
    sql<{ userIds: string[]; known: boolean }>`
      with recursive below as (
        select team_id from team where org_id = ${tx.orgId} and team_id = ${team ?? null}
        union select team.team_id from below join team on team.org_id = ${tx.orgId} and team.parent_id = below.team_id
      )
      select exists (select from below) as known, array(
        select member.user_id from member
        where member.org_id = ${tx.orgId} and member.status = 'active' and 'rep' = any(member.roles) and ${mine}
          and (${team === undefined} or member.user_id in (select seat.user_id from below
            join team_member seat on seat.org_id = ${tx.orgId} and seat.team_id = below.team_id))
      ) as user_ids`,
  )
  if (team && !found?.known) throw refuse('not_found')
  return found?.userIds ?? []
}

/** What one rep holds. */
interface Held {
  readonly holding: number
  readonly untouched: number
  readonly overdue: number
  readonly fallingBackToday: number
}

const nothingHeld: Held = { holding: 0, untouched: 0, overdue: 0, fallingBackToday: 0 }

// Apart from the medians, which cannot be counted in parallel: a large organisation's reps hold half a million leads.
async function heldBy(tx: Tx, asked: Asked): Promise<Map<string, Held>> {
  const { day } = asked
  const found = await rows(
    tx,
    sql<Held & { userId: string }>`
      select lead.holder_id as user_id, count(*) as holding,
        count(*) filter (where ${untouched}) as untouched,
        count(*) filter (where lead.next_at < ${day.now}) as overdue,
        count(*) filter (where lead.due_at < ${day.until}) as falling_back_today
      from lead
      where lead.org_id = ${tx.orgId} and ${heldByThem(asked)}
      group by lead.holder_id`,
  )
  return new Map(found.map(({ userId, ...held }) => [userId, held]))
}

function together(all: readonly Held[]) {
  const sum = (of: (held: Held) => number) => all.reduce((total, held) => total + of(held), 0)
  return {
    untouched: sum((held) => held.untouched),
    fallingBackToday: sum((held) => held.fallingBackToday),
  }
}

/** What one rep was given today, whatever became of it, and how soon they followed up. */
interface Given {
  readonly newToday: number
  readonly medianFirstResponseSeconds: number | null
}

const nothingGiven: Given = { newToday: 0, medianFirstResponseSeconds: null }

/** What each of the people was given today and, under null, all of them. */
async function givenTo(tx: Tx, asked: Asked): Promise<Map<string | null, Given>> {
  const { people, day } = asked
  const found = await rows(
    tx,
    sql<Given & { userId: string | null }>`
      select given.user_id, count(*) as new_today, ${medianSeconds} as median_first_response_seconds
      from ${givenToday(tx, { people, held: heldByThem(asked), from: day.from })} given
      where given.user_id = any(${[...people]}::uuid[])
      group by grouping sets ((given.user_id), ())`,
  )
  return new Map(found.map(({ userId, ...given }) => [userId, given]))
}

interface Unheld {
  readonly inQuarantine: number
  readonly inPools: number
  readonly waiting: number
}

async function countUnheld(tx: Tx, scope: Scope): Promise<Unheld> {
  const pools = scope.everything ? sql`true` : sql`holder_id = any(${[...scope.poolIds]}::uuid[])`
  const counted = await one(
    tx,
    sql<Unheld>`
      with pooled as (
        select count(*) as in_pools from lead where org_id = ${tx.orgId} and holder_kind = 'pool' and ${pools}
      )
      select in_pools, count(*) filter (where holder_kind = 'quarantine') as in_quarantine,
        count(*) filter (where holder_kind <> 'quarantine') as waiting
      from pooled
      left join lead on org_id = ${tx.orgId} and holder_kind in ('quarantine', 'waiting', 'verification')
      group by in_pools`,
  )
  return counted ?? { inQuarantine: 0, inPools: 0, waiting: 0 }
}

/** A rep of the page, without what they hold. */
interface Seat {
  readonly userId: string
  readonly name: string
  readonly away: boolean
  readonly holdingMax: number | null
  readonly dailyMax: number | null
  readonly givenToday: number
  readonly doneToday: number
}

async function seatsOf(tx: Tx, { people, day }: Asked, date: string): Promise<Seat[]> {
  return rows(
    tx,
    sql<Seat>`
      with done as (
        select by_user as user_id, count(*) as done_today from activity
        where org_id = ${tx.orgId} and by_user = any(${[...people]}::uuid[]) and at >= ${day.from} and kind <> 'note'
        group by by_user
      )
      select member.user_id, member.name, member.holding_max, member.daily_max,
        exists (select from absence where absence.org_id = member.org_id and absence.user_id = member.user_id
          and from_at <= ${day.now} and to_at > ${day.now}) as away,
        coalesce(done_today, 0) as done_today,
        case when load.day = ${date} then load.given_today else 0 end as given_today
      from member
      left join done on done.user_id = member.user_id
      left join rep_load load on load.org_id = member.org_id and load.user_id = member.user_id
      where member.org_id = ${tx.orgId} and member.user_id = any(${[...people]}::uuid[])
      order by member.name, member.user_id`,
  )
}

/** What arrived where the caller sees it; of one team, what its people hold. */
function arrived(asked: Asked): RawBuilder<boolean> {
  return asked.team ? heldByThem(asked) : scopeWhere(asked.scope)
}

async function bySource(tx: Tx, asked: Asked) {
  const { from } = asked.day
  return rows(
    tx,
    sql<{ sourceId: string; name: string; today: number; days7: number }>`
      select lead.source_id, coalesce(source.name, '') as name,
        count(*) filter (where lead.arrived_at >= ${from}) as today, count(*) as days7
      from lead
      left join source on source.org_id = lead.org_id and source.source_id = lead.source_id
      where lead.org_id = ${tx.orgId} and lead.arrived_at >= ${new Date(from.getTime() - WEEK)} and ${arrived(asked)}
      group by lead.source_id, source.name order by today desc, days7 desc, name`,
  )
}

/** Today's arrivals by the hour on the organisation's clock. */
async function perHour(tx: Tx, asked: Asked) {
  return rows(
    tx,
    sql<{ hour: number; count: number }>`
      select extract(hour from lead.arrived_at at time zone ${asked.zone})::int as hour, count(*) as count
      from lead where lead.org_id = ${tx.orgId} and lead.arrived_at >= ${asked.day.from} and ${arrived(asked)}
      group by 1 order by 1`,
  )
}
