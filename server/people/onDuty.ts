import type { OffKind } from '../../contract/working-time.ts'
import { addDays, dayOf } from '../../rules/days.ts'
import type { Stretches } from './workdays.ts'

/** Whether somebody is on duty. */
export interface Duty {
  /** Why not: on leave, offline for a while, or out of their hours; null: they are. */
  readonly off: OffKind | null
  /** When they are next, for who is not; null: not within a year. */
  readonly next: Date | null
}

/** What is known of a member's time. */
export interface OwnTime {
  readonly stretches: Stretches
  readonly absences: readonly { readonly fromAt: Date; readonly toAt: Date }[]
  readonly offline: { readonly fromAt: Date; readonly toAt: Date } | null
}

const FAR = 366 // days

/** Whether somebody is on duty at `now`, and else when next. Leave comes before a time offline, and that before hours. */
export function duty({ stretches, absences, offline }: OwnTime, now: Date, zone: string): Duty {
  const away = absences.map(timesOf)
  const paused = offline ? [timesOf(offline)] : []
  const at = now.getTime()
  const off = covers(away, at)
    ? 'away'
    : covers(paused, at)
      ? 'paused'
      : worksAt(stretches, at, zone)
        ? null
        : 'offShift'
  return { off, next: off === null ? null : nextAfter(stretches, [...away, ...paused], { at, zone }) }
}

interface Times {
  readonly from: number
  readonly to: number
}

const timesOf = ({ fromAt, toAt }: { fromAt: Date; toAt: Date }): Times => ({
  from: fromAt.getTime(),
  to: toAt.getTime(),
})
const holds = ({ from, to }: Times, at: number) => from <= at && at < to
const covers = (all: readonly Times[], at: number) => all.some((each) => holds(each, at))

// Whoever has the same hours is asked of at the same moment, one after the other.
const asked = new WeakMap<Stretches, { readonly at: number; readonly works: boolean }>()

// A stretch may have begun the day before: over midnight.
function worksAt(stretches: Stretches, at: number, zone: string): boolean {
  const known = asked.get(stretches)
  if (known?.at === at) return known.works
  const today = dayOf(new Date(at), zone)
  const works = [addDays(today, -1), today].some((day) => stretches(day).some((each) => holds(each, at)))
  asked.set(stretches, { at, works })
  return works
}

/** The first moment from `at` on that is worked and not barred. */
function nextAfter(
  stretches: Stretches,
  barred: readonly Times[],
  { at, zone }: { at: number; zone: string },
): Date | null {
  const first = dayOf(new Date(at), zone)
  for (let step = -1; step <= FAR; step++) {
    let best: number | undefined
    for (const { from, to } of stretches(addDays(first, step))) {
      const free = freeFrom(Math.max(from, at), barred)
      if (free < to && (best === undefined || free < best)) best = free
    }
    if (best !== undefined) return earliest(stretches, { best, day: addDays(first, step), barred, at })
  }
  return null
}

// What begins on the next day may still come before a stretch over midnight that is barred until far into it.
function earliest(
  stretches: Stretches,
  { best, day, barred, at }: { best: number; day: string; barred: readonly Times[]; at: number },
): Date {
  const rivals = stretches(addDays(day, 1)).flatMap(({ from, to }) => {
    const free = freeFrom(Math.max(from, at), barred)
    return free < to ? [free] : []
  })
  return new Date(Math.min(best, ...rivals))
}

/** The first moment from `at` on that nothing covers. */
function freeFrom(at: number, barred: readonly Times[]): number {
  const over = barred.find((each) => holds(each, at))
  return over ? freeFrom(over.to, barred) : at
}
