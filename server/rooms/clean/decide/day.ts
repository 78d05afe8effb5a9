/** Reckoning with days: written YYYY-MM-DD, in no zone. */
const DAY = 86_400_000

/** A moment, and the zone whose calendar is meant. */
export interface Now {
  readonly now: Date
  readonly zone: string
}
/** The day it is. */
export interface Today {
  readonly day: string
  readonly year: number
  readonly month: number
  readonly date: number
}

const two = (part: number) => (part < 10 ? `0${part}` : String(part))
const lastDate = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** The day of that name, or null where there is none (30 February, the year 3). */
export function dayOf(year: number, month: number, date: number): string | null {
  if (!(year >= 1900 && year <= 2200 && month >= 1 && month <= 12 && date >= 1 && date <= 31)) return null
  return date > 28 && date > lastDate(year, month) ? null : `${year}-${two(month)}-${two(date)}`
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10)
}

/** A month has its last day where the date would be beyond it: a month after 31 January is 28 February. */
export function addMonths({ year, month, date }: Today, months: number): string | null {
  const [inYear, inMonth] = [
    year + Math.floor((month - 1 + months) / 12),
    (((month - 1 + months) % 12) + 12) % 12,
  ]
  return dayOf(inYear, inMonth + 1, Math.min(date, lastDate(inYear, inMonth + 1)))
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(day).getUTCDay() || 7
}

export function lastOfMonth(year: number, month: number): string {
  return `${year}-${two(month)}-${lastDate(year, month)}`
}

/**
 * The likeliest of some days: the nearest to today, one to come before one gone by, for people write where they are going
 * more often than where they were; null of none.
 */
export function likeliest(days: readonly (string | null)[], today: Today): string | null {
  const away = (day: string) => {
    const ahead = Date.parse(day) - Date.parse(today.day)
    return ahead >= 0 ? ahead : -2 * ahead
  }
  return days.filter((day) => day !== null).toSorted((a, b) => away(a) - away(b))[0] ?? null
}

/** The likeliest day of this month and date, in this year or beside it; null where there is none. */
export function nearest(month: number, date: number, today: Today): string | null {
  return likeliest(
    [today.year, today.year - 1, today.year + 1].map((year) => dayOf(year, month, date)),
    today,
  )
}
