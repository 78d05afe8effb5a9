import { addDays, type Day, startOfDay } from '../../rules/days.ts'
/** What a criterion gives at a moment, and when it next gives something else. */
import type { Criterion } from '../scorecard.ts'
import { type Bucket, type Counted, type EventCriterion, left } from './tally.ts'

/** Now, and the day it is in the organisation's zone. */
export interface Present {
  readonly now: Date
  readonly zone: string
  readonly today: Day
}
export interface Given {
  /** Whole points. */
  readonly points: number
  /** The same before it was rounded. */
  readonly exact: number
  /** From when on it may be another number; null: never by itself. */
  readonly until: Date | null
}

export const none: Given = { points: 0, exact: 0, until: null }
const DAY = 86_400_000

const daysBetween = (from: Day, to: Day) => Math.round((Date.parse(to) - Date.parse(from)) / DAY)
const earliest = (moments: readonly (Date | null)[]): Date | null =>
  moments.reduce((first, one) => (one && (!first || one < first) ? one : first), null)
const capped = (exact: number, most = Infinity) => Math.max(-most, Math.min(most, exact))
/** Half a point is a whole one, to either side alike; no −0. */
const rounded = (exact: number) => Math.sign(exact) * Math.round(Math.abs(exact)) || 0

/** An event criterion's points by what was counted of it. */
export function worthOf(criterion: EventCriterion, counted: Counted | undefined, present: Present): Given {
  if (!counted) return none
  const days = Object.entries(counted).filter(([day]) => counts(criterion, day, present))
  if (days.length === 0) return none
  const { points, most, counts: how } = criterion
  const shares = days.map(([day, bucket]) => shareOf(criterion, day, { bucket, present }))
  const enough =
    how.kind === 'each' || days.reduce((sum, [, { count }]) => sum + count, 0) >= (how.atLeast ?? 1)
  const share =
    how.kind === 'each' ? shares.reduce((sum, one) => sum + one, 0) : enough ? Math.max(...shares) : 0
  const exact = capped(points * share, most)
  return {
    points: rounded(exact),
    exact,
    until: earliest([
      fades(criterion, points * share, present.now),
      ...days.map(([day]) => nextStep(criterion, day, present)),
    ]),
  }
}

function counts({ withinDays = Infinity }: EventCriterion, day: Day, { today }: Present): boolean {
  return day === '' || daysBetween(day, today) < withinDays
}

/** In events; where it counts once, of one event. */
function shareOf(
  { fading, counts: how }: EventCriterion,
  day: Day,
  { bucket, present }: { bucket: Bucket; present: Present },
): number {
  const elapsed = present.now.getTime() - bucket.at
  const events = how.kind === 'once' ? 1 : bucket.worth
  if (fading?.kind !== 'steps') return events * left(fading, Math.max(0, elapsed))
  const age = daysBetween(day, present.today)
  const keep = fading.steps.findLast(({ afterDays }) => age >= afterDays)?.keep ?? 100
  return ((how.kind === 'once' ? 1 : bucket.count) * keep) / 100
}

/** When what fades by half has faded by so much that it rounds to another number of points. */
function fades({ fading, most = Infinity }: EventCriterion, exact: number, now: Date): Date | null {
  if (fading?.kind !== 'halfLife') return null
  const shown = Math.abs(rounded(capped(exact, most)))
  if (shown === 0) return null
  const wait = fading.days * DAY * Math.log2(Math.abs(exact) / (shown - 0.5))
  // At the half itself it still rounds up, a millisecond later no more
  return new Date(now.getTime() + Math.max(1, Math.ceil(wait)))
}

// Reckoning in zones is slow, and the leads of one moment ask for the same few days.
const midnights = new WeakMap<Present, Map<Day, Date>>()

function midnight(day: Day, present: Present): Date {
  const known = midnights.get(present) ?? new Map<Day, Date>()
  midnights.set(present, known)
  const held = known.get(day) ?? startOfDay(day, present.zone)
  known.set(day, held)
  return held
}

/** The first moment of the day on which a day's events weigh less. */
function nextStep({ fading, withinDays }: EventCriterion, day: Day, present: Present): Date | null {
  if (day === '') return null
  const age = daysBetween(day, present.today)
  const steps = [
    ...(fading?.kind === 'steps' ? fading.steps.map(({ afterDays }) => afterDays) : []),
    ...(withinDays === undefined ? [] : [withinDays]),
  ].filter((after) => after > age)
  return steps.length === 0 ? null : midnight(addDays(day, Math.min(...steps)), present)
}

/** A silence criterion's points, where nothing was heard since a moment. */
export function silenceOf(
  { afterDays, everyDays, points, most }: Extract<Criterion, { kind: 'silence' }>,
  since: Date | null,
  { now }: Present,
): Given {
  if (!since) return none
  const days = Math.floor((now.getTime() - since.getTime()) / DAY)
  const times = days < afterDays ? 0 : 1 + (everyDays ? Math.floor((days - afterDays) / everyDays) : 0)
  const exact = capped(points * times, most)
  const more = times === 0 ? afterDays : everyDays ? afterDays + times * everyDays : null
  const spent = most !== undefined && -points * times >= most
  return {
    points: rounded(exact),
    exact,
    until: more === null || spent ? null : new Date(since.getTime() + more * DAY),
  }
}
