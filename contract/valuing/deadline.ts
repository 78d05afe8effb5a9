import { addDays, type Day, dayOf, momentOf } from '../../rules/days.ts'
import { minuteOf, type PriorityRules, type WorkingHours } from '../value.ts'

const MINUTE = 60_000

/** The moment so many minutes later, of which only those in the working hours of a zone count. */
export function minutesAfter(
  from: Date,
  minutes: number,
  { hours, zone }: { hours: WorkingHours | undefined; zone: string },
): Date {
  if (!hours) return new Date(from.getTime() + minutes * MINUTE)
  let left = minutes * MINUTE
  for (let day = dayOf(from, zone); ; day = addDays(day, 1)) {
    if (!hours.days.includes(weekdayOf(day))) continue
    const opens = Math.max(from.getTime(), momentOf(day, minuteOf(hours.from), zone).getTime())
    const closes = momentOf(day, minuteOf(hours.until), zone).getTime()
    const open = Math.max(0, closes - opens)
    if (open > 0 && left <= open) return new Date(opens + left)
    left -= open
  }
}

/** 1 is Monday. */
const weekdayOf = (day: Day) => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** When somebody is to follow a lead up, and when they are told next. */
export interface Due {
  readonly dueAt: Date
  readonly nextAt: Date
}

/** The deadline of a lead that gets priority, or another rep, at a moment. */
export function dueFrom(given: Date, rules: PriorityRules, zone: string): Due {
  const at = { hours: rules.hours, zone }
  const dueAt = minutesAfter(given, rules.minutes, at)
  const { minutes, remindMinutes } = rules
  return { dueAt, nextAt: remindMinutes > 0 ? minutesAfter(given, minutes - remindMinutes, at) : dueAt }
}

/** A deadline with how often somebody was told of it: 1 reminded, 2 overdue, 3 escalated, then again and again. */
export interface Told extends Due {
  readonly step: number
}

export const REMINDED = 1
export const OVERDUE = 2
export const ESCALATED = 3

/**
 * The furthest that telling has come by `now`: one who was away is told once, of what it has come to. Null while nobody is to
 * be told.
 */
export function toldBy(
  told: Told,
  rules: PriorityRules,
  { now, zone }: { now: Date; zone: string },
): Told | null {
  if (told.nextAt > now) return null
  const at = { hours: rules.hours, zone }
  let { step, nextAt } = told
  while (nextAt <= now && step < ESCALATED) {
    step = step < REMINDED && nextAt < told.dueAt ? REMINDED : Math.max(step + 1, OVERDUE)
    nextAt =
      step === REMINDED
        ? told.dueAt
        : step === OVERDUE
          ? minutesAfter(told.dueAt, rules.escalateMinutes, at)
          : minutesAfter(nextAt, rules.againMinutes, at)
  }
  // Again and again: however many were missed, once
  if (nextAt <= now || step === told.step) {
    step += 1
    nextAt = minutesAfter(now, rules.againMinutes, at)
  }
  return { dueAt: told.dueAt, step, nextAt }
}
