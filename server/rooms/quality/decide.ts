import type { Measure, SourceGate } from '../../../contract/quality.ts'
import { ONE_SIDED, wilson } from '../../../contract/rate.ts'
/** When a source is bad enough to be paused: beyond a limit, and beyond doubt. */
import { addDays, dayOf, startOfDay } from '../../../rules/days.ts'

/** Of a hundred sources exactly at their limit, five or fewer are paused at a look. */
const beyondDoubt = (many: number, of: number) => wilson(many, of, ONE_SIDED)

/** How many of the arrivals a measure is asked of are bad; `of` 0 where nothing is known. */
export type Counts = Readonly<Record<Measure, { readonly many: number; readonly of: number }>>

/** What a source is paused for. */
export interface Fault {
  readonly measure: Measure
  readonly limit: number
  readonly of: number
  readonly many: number
  readonly lower: number
}

const measures: readonly Measure[] = ['incomplete', 'duplicate', 'unreachable']

/** The worst fault of a source that is beyond doubt, null where there is none, or too little to tell. */
export function faultOf({ limits, least }: SourceGate, counts: Counts): Fault | null {
  const faults = measures.flatMap((measure): Fault[] => {
    const limit = limits[measure]
    const { many, of } = counts[measure]
    if (limit === null || of < least) return []
    const { lower } = beyondDoubt(many, of)
    return lower > limit ? [{ measure, limit, of, many, lower }] : []
  })
  return faults.toSorted((a, b) => b.lower - b.limit - (a.lower - a.limit))[0] ?? null
}

/** Whether a paused source may go on by itself: all that it is asked is within its limits beyond doubt. */
export function recovered({ limits, least, resumes }: SourceGate, counts: Counts): boolean {
  const asked = measures.filter((measure) => limits[measure] !== null && counts[measure].of > 0)
  return (
    resumes &&
    asked.length > 0 &&
    asked.every((measure) => {
      const { many, of } = counts[measure]
      return of >= least && beyondDoubt(many, of).upper <= (limits[measure] ?? 1)
    })
  )
}

/** Why a lead of a paused source is kept back. */
export const pausedReason = {
  code: 'source.paused',
  message: {
    zh: '来源已暂停，线索先留在隔离区；在“来源”里恢复该来源后自动放行',
    en: 'The source is paused, so its leads wait in quarantine; resume it under Sources and they are let go',
  },
} as const

const MINUTE = 60_000

/** The weeks up to `now` in a zone by their Mondays, `many` of them, the newest first. */
export function weeksUpTo(
  now: Date,
  zone: string,
  many: number,
): { week: string; from: Date; until: Date }[] {
  const today = dayOf(now, zone)
  const weekday = (new Date(`${today}T00:00:00Z`).getUTCDay() + 6) % 7
  return Array.from({ length: many }, (_, back) => {
    const week = addDays(today, -weekday - 7 * back)
    return { week, from: startOfDay(week, zone), until: startOfDay(addDays(week, 7), zone) }
  })
}

/**
 * Whether a week is to be told again: leads go on being qualified long after they came, but ever more seldom. `back`
 * counts weeks from the one that runs, 0.
 */
export function isStale(toldAt: Date | undefined, back: number, now: Date): boolean {
  if (!toldAt) return true
  const minutes = back === 0 ? 1 : back === 1 ? 10 : back < 9 ? 6 * 60 : 24 * 60
  return now.getTime() - toldAt.getTime() >= minutes * MINUTE
}
