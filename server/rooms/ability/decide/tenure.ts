/** Bands of tenure in months: below the first, between, from the last on. */
export const bandMonths = [3, 12, 36] as const

const MONTH = 30.4375 // days
const DAY = 86_400_000 // ms

/** Whole months since somebody joined. */
export function monthsSince(joined: Date, now: Date): number {
  return Math.max(0, Math.floor((+now - +joined) / DAY / MONTH))
}

/** Which band, 0 the newest. */
export function bandOf(months: number): number {
  return bandMonths.filter((from) => months >= from).length
}
