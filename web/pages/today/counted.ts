import type { Condition } from '../../../rules/condition.ts'
import { addDays, dayOf } from '../../../rules/days.ts'

/** Given to their holder today. The day's number also has those closed or given back since; the list cannot. */
export const newToday: Condition = { field: 'assignedAt', op: 'on', value: 'today' }
/** Asks nothing: that nobody followed up since it was given is no condition, but a list of its own. */
export const untouched: Condition = { all: [] }
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
export function of(people: readonly string[] | undefined, ...asked: readonly Condition[]): Condition {
  const more = asked.filter((each) => !('all' in each) || each.all.length > 0)
  if (!people || people.length === 0 || people.length > 200) return { all: more }
  const [only] = people
  const held: Condition =
    people.length === 1 && only !== undefined
      ? { field: 'holder', op: 'is', value: only }
      : { field: 'holder', op: 'one_of', value: [...people] }
  return { all: [held, ...more] }
}
