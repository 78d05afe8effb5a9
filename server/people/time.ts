import { sql } from 'kysely'
import { refuse } from '../../contract/refusals.ts'
import type { Calendar, Holiday, OfflineFor, OwnDay, Shift, Week } from '../../contract/working-time.ts'
import { addDays, dayOf, startOfDay } from '../../rules/days.ts'
import { one, rows, type Tx } from '../db/db.ts'
import { notify } from '../lead/announce.ts'
import { dutyOf } from './duty.ts'
import { readOrg } from './org.ts'
import { staffOf } from './staff.ts'
import type { Stamp } from './teams.ts'
import { recordVersion } from './version.ts'
import { holidaysUntil, overlapIn } from './workdays.ts'

/** What holds of the organisation's time; null while nobody has chosen. */
export async function readCalendar(tx: Tx): Promise<Calendar | null> {
  const held = await one(
    tx,
    sql<{ body: Calendar }>`select body from work_calendar where org_id = ${tx.orgId}`,
  )
  return held?.body ?? null
}

type Hours = Extract<Calendar, { kind: 'hours' }>

/**
 * Sets the organisation's hours, or that every hour counts. Days of its own, and holidays that were put in, stay. Refuses `hours.overlap`, and `hours.none` for
 * a week in which nobody ever works.
 */
export async function setCalendar(
  tx: Tx,
  wish: { readonly kind: 'always' } | Omit<Hours, 'days' | 'years'>,
  stamp: Stamp,
): Promise<void> {
  if (wish.kind === 'hours') refuseBadWeek(wish.week)
  const held = await lockCalendar(tx)
  const { days, years } = held?.kind === 'hours' ? held : { days: [], years: [] }
  await keepCalendar(tx, wish.kind === 'hours' ? { ...wish, days, years } : wish, stamp)
}

/** Says of one day what it is, or (null) that it is as any other. Refuses `calendar.always`, `hours.overlap`. */
export async function setDay(
  tx: Tx,
  { day, wish }: { readonly day: string; readonly wish: Omit<OwnDay, 'day'> | null },
  stamp: Stamp,
): Promise<void> {
  const held = await lockHours(tx)
  if (wish?.spans) refuseBadWeek([wish.spans, [], [], [], [], [], []])
  const others = held.days.filter((each) => each.day !== day)
  const days = wish ? [...others, { ...wish, day }].toSorted((a, b) => (a.day < b.day ? -1 : 1)) : others
  await keepCalendar(tx, { ...held, days }, stamp)
}

/**
 * Puts in the public holidays of a year in place of all that was known of it, or (null) takes them back. The December before may
 * be among them: New Year can begin there. Refuses `calendar.always`, `holidays.year`, `holidays.twice`.
 */
export async function setHolidays(
  tx: Tx,
  { year, days }: { readonly year: number; readonly days: readonly Holiday[] | null },
  stamp: Stamp,
): Promise<void> {
  const held = await lockHours(tx)
  const seen = new Set<string>()
  for (const { day } of days ?? []) {
    if (!day.startsWith(`${year}-`) && !day.startsWith(`${year - 1}-12-`))
      throw refuse('holidays.year', { day, year: String(year) })
    if (seen.has(day)) throw refuse('holidays.twice', { day })
    seen.add(day)
  }
  const others = (held.years ?? []).filter((each) => each.year !== year)
  const years = days ? [...others, { year, days: [...days] }].toSorted((a, b) => a.year - b.year) : others
  await keepCalendar(tx, { ...held, years }, stamp)
}

/** Before the known holidays run out admins are told, this many days: the plan of the next year comes out about then. */
const AHEAD = 60

/** Tells the admins, once for each year that ends, that the known public holidays run out within 60 days. Returns whether it did. */
export async function tellEnding(tx: Tx, now: Date): Promise<boolean> {
  const calendar = await readCalendar(tx)
  if (calendar?.kind !== 'hours' || calendar.holidays !== 'cn') return false
  const until = holidaysUntil(calendar)
  const { timeZone } = await readOrg(tx)
  if (addDays(dayOf(now, timeZone), AHEAD) < until) return false
  const told = await one(
    tx,
    sql`update work_calendar set told_until = ${until}
      where org_id = ${tx.orgId} and told_until is distinct from ${until}::date returning 1 as told`,
  )
  if (!told) return false
  const admins = await staffOf(tx, ['admin'])
  const data = { year: Number(until.slice(0, 4)) + 1 }
  await notify(
    tx,
    admins.map((userId) => ({ userId, kind: 'calendar.ending', leadId: null, data })),
    now,
  )
  return true
}

async function lockHours(tx: Tx): Promise<Hours> {
  const held = await lockCalendar(tx)
  if (held?.kind !== 'hours') throw refuse('calendar.always')
  return held
}

// Whoever changes it first, the other's day is not lost.
async function lockCalendar(tx: Tx): Promise<Calendar | null> {
  await rows(tx, sql`select from org where org_id = ${tx.orgId} for no key update`)
  return readCalendar(tx)
}

async function keepCalendar(tx: Tx, body: Calendar, { at, by }: Stamp): Promise<void> {
  await rows(
    tx,
    sql`insert into work_calendar (org_id, body, changed_by, changed_at)
      values (${tx.orgId}, ${JSON.stringify(body)}::jsonb, ${by}, ${at})
      on conflict (org_id) do update set
        body = excluded.body, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
  )
  await recordVersion(tx, { subject: 'calendar', id: tx.orgId, body, at, by })
}

function refuseBadWeek(week: Week): void {
  if (week.every((spans) => spans.length === 0)) throw refuse('hours.none')
  const weekday = overlapIn(week)
  if (weekday !== null) throw refuse('hours.overlap', { weekday: String(weekday + 1) })
}

/** Gives a member hours of their own, or (null) takes them back. Refuses `hours.overlap`, `hours.none`, `not_found`. */
export async function setShift(
  tx: Tx,
  { userId, shift }: { readonly userId: string; readonly shift: Shift | null },
  { at, by }: Stamp,
): Promise<void> {
  if (shift) {
    refuseBadWeek(shift.week)
    await refuseStranger(tx, userId)
    await rows(
      tx,
      sql`insert into work_shift (org_id, user_id, body) values (${tx.orgId}, ${userId}, ${JSON.stringify(shift)}::jsonb)
        on conflict (org_id, user_id) do update set body = excluded.body`,
    )
  } else await rows(tx, sql`delete from work_shift where org_id = ${tx.orgId} and user_id = ${userId}`)
  await recordVersion(tx, { subject: 'shift', id: userId, body: shift, at, by })
}

async function refuseStranger(tx: Tx, userId: string): Promise<void> {
  const known = await one(
    tx,
    sql`select user_id from member where org_id = ${tx.orgId} and user_id = ${userId}`,
  )
  if (!known) throw refuse('not_found')
}

/** Gives a member no leads for a while from now on; returns until when. Refuses `not_found`. */
export async function goOffline(
  tx: Tx,
  { userId, how }: { readonly userId: string; readonly how: OfflineFor },
  { at, by }: Stamp,
): Promise<Date> {
  await refuseStranger(tx, userId)
  const toAt =
    how === 'tomorrow' ? await nextDayOf(tx, userId, at) : new Date(at.getTime() + Number(how) * 60_000)
  await rows(
    tx,
    sql`insert into work_offline (org_id, user_id, from_at, to_at) values (${tx.orgId}, ${userId}, ${at}, ${toAt})
      on conflict (org_id, user_id) do update set from_at = excluded.from_at, to_at = excluded.to_at`,
  )
  const body = { fromAt: at.toISOString(), toAt: toAt.toISOString() }
  await recordVersion(tx, { subject: 'offline', id: userId, body, at, by })
  return toAt
}

/** When somebody first works on another day than that of `at`; its midnight where they never do. */
async function nextDayOf(tx: Tx, userId: string, at: Date): Promise<Date> {
  const { timeZone } = await readOrg(tx)
  const midnight = startOfDay(addDays(dayOf(at, timeZone), 1), timeZone)
  const then = (await dutyOf(tx, [userId], midnight)).get(userId)
  return then?.off ? (then.next ?? midnight) : midnight
}

/** Ends a time offline at once. */
export async function comeBack(tx: Tx, userId: string, { at, by }: Stamp): Promise<void> {
  await rows(tx, sql`delete from work_offline where org_id = ${tx.orgId} and user_id = ${userId}`)
  await recordVersion(tx, { subject: 'offline', id: userId, body: null, at, by })
}

/** A member's time offline, while it lasts. */
export async function offlineOf(
  tx: Tx,
  userId: string,
  now: Date,
): Promise<{ fromAt: Date; toAt: Date } | null> {
  const held = await one(
    tx,
    sql<{ fromAt: Date; toAt: Date }>`select from_at, to_at from work_offline
      where org_id = ${tx.orgId} and user_id = ${userId} and to_at > ${now}`,
  )
  return held ?? null
}
