import type { Condition, Leaf, Span } from './condition.ts'
import { addDays, dayOf, dayOfYears, isDayWord, lengthOf, startOfDay } from './days.ts'
import { type Field, type Fields, isCalendar } from './fields.ts'
import { type LeadFacts, type Moment, reader } from './matches.ts'

/** From when on (ms) a condition may say something else of a lead although nothing happens; Infinity: never by itself. */
export type Turns = (lead: LeadFacts) => number

/**
 * Compiles when the mere passing of time may turn a condition that `check` has passed: at the very moment where a moment
 * leaves or enters a span of hours or days, at midnight where calendar days or today, yesterday and tomorrow are asked.
 * Never later than it turns; of several tests joined, the first that turns. Undefined where time plays no part.
 */
export function turns(condition: Condition, fields: Fields, at: Moment): Turns | undefined {
  if ('all' in condition) return first(condition.all.map((part) => turns(part, fields, at)))
  if ('any' in condition) return first(condition.any.map((part) => turns(part, fields, at)))
  if ('not' in condition) return turns(condition.not, fields, at)
  const field = fields.get(condition.field)
  if (!field) return undefined
  const read = reader(field)
  const turn = leafTurns(condition, field, at)
  return (
    turn &&
    ((lead) => {
      const value = read(lead)
      return value === undefined ? Infinity : turn(value)
    })
  )
}

function first(all: readonly (Turns | undefined)[]): Turns | undefined {
  const some = all.filter((one) => one !== undefined)
  if (some.length < 2) return some[0]
  return (lead) => Math.min(...some.map((one) => one(lead)))
}

function leafTurns(leaf: Leaf, field: Field, at: Moment): ((value: unknown) => number) | undefined {
  const { op, value } = leaf
  if (field.type !== 'date') return undefined
  const midnight = () => startOfDay(addDays(dayOf(at.now, at.zone), 1), at.zone).getTime()
  if (op === 'in_last' || op === 'in_next' || op === 'more_than_ago') {
    const length = lengthOf(value as Span)
    if (isCalendar(field)) {
      const next = Math.min(midnight(), shifted(op === 'in_next' ? length : -length, at))
      return () => next
    }
    const [enters, leaves] = spans[op](length)
    return (moment) => firstAfter(at.now.getTime(), [Number(moment) + enters, Number(moment) + leaves])
  }
  if (op === 'years_from' || op === 'years_under') {
    return (held) => {
      const day = typeof held === 'string' ? held : dayOf(new Date(Number(held)), at.zone)
      const turned = startOfDay(dayOfYears(day, Number(value)), at.zone).getTime()
      return turned > at.now.getTime() ? turned : Infinity
    }
  }
  if (![value].flat().some((one) => typeof one === 'string' && isDayWord(one))) return undefined
  const next = midnight()
  return () => next
}

/**
 * How long after a moment a span begins to hold it, and how long after it no longer does (ms); both ends belong to it, so
 * that it is over a millisecond later.
 */
const spans = {
  in_last: (length: number) => [0, length + 1],
  in_next: (length: number) => [-length, 1],
  more_than_ago: (length: number) => [length + 1, Infinity],
} as const satisfies Record<string, (length: number) => readonly [number, number]>

function firstAfter(now: number, moments: readonly number[]): number {
  return Math.min(...moments.filter((moment) => moment > now))
}

/** When the day of the moment that lies so far from now (ms) becomes the next. */
function shifted(by: number, { now, zone }: Moment): number {
  const there = new Date(now.getTime() + by)
  return startOfDay(addDays(dayOf(there, zone), 1), zone).getTime() - by
}
