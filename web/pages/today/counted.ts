import type { Condition } from '../../../rules/condition.ts'
import { addDays, dayOf } from '../../../rules/days.ts'

/** Given to their holder today. */
export const newToday: Condition = { field: 'assignedAt', op: 'on', value: 'today' }
export const untouched: Condition = { field: 'firstFollowupAt', op: 'is_empty' }
export const fallingBack: Condition = { field: 'dueAt', op: 'before', value: 'tomorrow' }
/** The agreed moment has passed: there is one, and it does not lie ahead. */
export const overdue: Condition = {
  all: [
    { not: { field: 'nextAt', op: 'is_empty' } },
    { not: { field: 'nextAt', op: 'in_next', value: { days: 3650 } } },
  ],
}
/** Given today and followed up since: what the median of first responses is of. */
export const answered: Condition = { all: [newToday, { not: { field: 'firstFollowupAt', op: 'is_empty' } }] }
export const arrivedToday: Condition = { field: 'arrivedAt', op: 'on', value: 'today' }
export const mine: Condition = { field: 'holder', op: 'is_me' }

/** Today and the six days before it, on the organisation's calendar. */
export function arrivedIn7(now: Date, zone: string): Condition {
  return { field: 'arrivedAt', op: 'after', value: addDays(dayOf(now, zone), -7) }
}

/** Those of the people named; of everybody when none are. A condition holds at most 200 values. */
export function of(people: readonly string[] | undefined, ...more: readonly Condition[]): Condition {
  if (!people || people.length === 0 || people.length > 200) return { all: [...more] }
  const [only] = people
  const held: Condition =
    people.length === 1 && only !== undefined
      ? { field: 'holder', op: 'is', value: only }
      : { field: 'holder', op: 'one_of', value: [...people] }
  return { all: [held, ...more] }
}
