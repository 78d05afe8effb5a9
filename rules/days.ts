import type { DayWord } from './condition.ts'

/** A calendar day as text, YYYY-MM-DD: it has no zone that could go wrong, and sorts as text. */
export type Day = string

const HOUR = 3_600_000
const DAY = 24 * HOUR
const steps: Record<DayWord, number> = { yesterday: -1, today: 0, tomorrow: 1 }

/** A real day from 1900 to 2999, which every calendar and every database agrees on. */
export function isDay(text: string): boolean {
  if (!/^(?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$/.test(text)) return false
  const noon = new Date(`${text}T12:00:00Z`)
  return !Number.isNaN(noon.getTime()) && noon.toISOString().startsWith(text)
}

export function isDayWord(text: string): text is DayWord {
  return Object.hasOwn(steps, text)
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** The Monday of the week a day is in. */
export function mondayOf(day: Day): Day {
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7))
}

/** The day a value of a condition means, seen from now. */
export function dayNamed(text: string, at: { now: Date; zone: string }): Day {
  return isDayWord(text) ? addDays(dayOf(at.now, at.zone), steps[text]) : text
}

/** The calendar day of a moment in an IANA zone. */
export function dayOf(moment: Date, zone: string): Day {
  return new Date(wallClock(moment, zone)).toISOString().slice(0, 10)
}

/**
 * The first moment of a day in an IANA zone; where the clocks skip midnight, the moment they jump to. A midnight
 * is at most one change of clocks away from noon of the days around it, so one of two offsets is the right one.
 */
export function startOfDay(day: Day, zone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`)
  const [first, second] = [midnight - DAY, midnight + DAY]
    .map((near) => midnight - (wallClock(new Date(near), zone) - near))
    .sort((a, b) => a - b) as [number, number]
  return new Date(dayOf(new Date(first), zone) >= day ? first : second)
}

/** The moment the clocks of a zone show a minute of a day (0 to 1439); where they skip it, as long after midnight. */
export function momentOf(day: Day, minute: number, zone: string): Date {
  const first = startOfDay(day, zone).getTime() + minute * 60_000
  const shown = Math.floor((wallClock(new Date(first), zone) - Date.parse(`${day}T00:00:00Z`)) / 60_000)
  return new Date(first + (minute - shown) * 60_000)
}

const clocks = new Map<string, Intl.DateTimeFormat>()

const QUARTER = 900_000 // ms
const MOST = 20_000
/** How far the clocks of a zone are from UTC (ms), by quarter of an hour; null where they change within it. */
const offsets = new Map<string, Map<number, number | null>>()

/** What the clocks in the zone show, as if that were UTC, in milliseconds. */
function wallClock(moment: Date, zone: string): number {
  const at = moment.getTime()
  const offset = offsetIn(Math.floor(at / QUARTER), zone)
  return offset === null ? shown(at, zone) : at + offset
}

/** Asking a zone takes long, so each quarter of an hour is asked once, at both its ends. */
function offsetIn(quarter: number, zone: string): number | null {
  const known = offsets.get(zone) ?? new Map<number, number | null>()
  const held = known.get(quarter)
  if (held !== undefined) return held
  const [first, last] = [quarter * QUARTER, (quarter + 1) * QUARTER - 1000]
  const offset = shown(first, zone) - first
  const same = shown(last, zone) - last === offset
  if (known.size >= MOST) known.clear()
  known.set(quarter, same ? offset : null)
  offsets.set(zone, known)
  return same ? offset : null
}

/** The same to the second, by the table of zones. */
function shown(at: number, zone: string): number {
  let clock = clocks.get(zone)
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-US-u-ca-iso8601-nu-latn', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    clocks.set(zone, clock)
  }
  const parts = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second)
}

/** The length of a span in milliseconds. */
export function lengthOf(span: { days: number } | { hours: number }): number {
  return 'days' in span ? span.days * DAY : span.hours * HOUR
}

/**
 * The first day that is not yet so many years old on a day: what lies before it is. Who was born on 29 February is a year
 * older on 1 March where the year has no such day.
 */
export function dayAfterYears(today: Day, years: number): Day {
  const [year = 0, month = 1, day = 1] = today.split('-').map(Number)
  const then = new Date(0)
  then.setUTCFullYear(year - years, month - 1, day)
  // A day that year did not have has become the first of the next month, which is the day after its last.
  if (then.getUTCDate() === day) then.setUTCDate(day + 1)
  return then.toISOString().slice(0, 10)
}

/** The first day on which a day is so many years old, as `dayAfterYears` has it; of a day that is in no calendar too. */
export function dayOfYears(day: Day, years: number): Day {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const then = new Date(0)
  then.setUTCFullYear(year + years, Math.min(month, 12) - 1, Math.min(date, 28))
  let turned = then.toISOString().slice(0, 10)
  // No month is more than a few days longer; days after the year 9999 are not written as others are, and end here
  for (let step = 0; step < 8 && dayAfterYears(turned, years) <= day; step++) turned = addDays(turned, 1)
  return turned
}
