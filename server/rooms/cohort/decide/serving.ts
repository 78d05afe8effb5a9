import type { Cell, Serving, Shift } from '../../../../contract/cohort.ts'

/** How many days a group may wait for its next shift before nobody counts as serving it. */
export const HORIZON_DAYS = 7

const DAY = 86_400_000

/** A day some days later, both 'YYYY-MM-DD'. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** Every day from one to another, both included; none where the second comes before the first. */
export function daysFrom(from: string, to: string): string[] {
  const count = Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY) + 1
  return Array.from({ length: Math.max(0, count) }, (_, i) => dayAfter(from, i))
}

/** A moment as the organisation's day and time of day, 'HH:MM'. */
export interface Moment {
  readonly day: string
  readonly hour: string
}

/**
 * Who serves a group: whoever has the shift of this moment, else of the next shift that somebody has. So what arrives
 * at night is of those who come in the morning, and from the end of a shift on its leads are the next one's.
 */
export function servingAt(
  cells: readonly Omit<Cell, 'groupId'>[],
  shifts: readonly Shift[],
  { day, hour }: Moment,
): Serving | null {
  const last = dayAfter(day, HORIZON_DAYS)
  const ahead = cells
    .filter((cell) => {
      const { to } = shifts[cell.shift] ?? { to: '' }
      return to !== '' && cell.day <= last && (cell.day > day || (cell.day === day && to > hour))
    })
    .toSorted((a, b) => (a.day === b.day ? a.shift - b.shift : a.day < b.day ? -1 : 1))
  const [next] = ahead
  if (!next) return null
  const { userId, insteadOf } = next
  const from = shifts[next.shift]?.from ?? ''
  return { userId, insteadOf, day: next.day, shift: next.shift, onDuty: next.day === day && from <= hour }
}

/** Whether shifts come one after the other, none empty and none overlapping. */
export function areInOrder(shifts: readonly Shift[]): boolean {
  return shifts.every(({ from, to }, i) => from < to && (i === 0 || (shifts[i - 1]?.to ?? '') <= from))
}
