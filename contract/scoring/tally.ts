import { addDays, type Day } from '../../rules/days.ts'
/**
 * What a lead did, as far as its scorecard asks: kept small and folded event by event, so that a score never reads a
 * million of them again. Folding them one by one, in any order, and all at once give the same (a property of the tests).
 */
import type { BehaviourKind } from '../behaviour.ts'
import type { Criterion } from '../scorecard.ts'

/** Something a person did; what machines do is left out before. */
export interface Did {
  readonly kind: BehaviourKind
  /** The page, form, file or campaign it was about: name and address as one text. */
  readonly about: string
  readonly at: Date
  /** The day it was in the organisation's zone. */
  readonly day: Day
}

/** Events of one day, or of all days where days do not matter; JSON. */
export interface Bucket {
  readonly count: number
  /** Their worth in events at `at`, the moment of the last (ms): less than their count as they fade. */
  readonly worth: number
  readonly at: number
}
/** By day; under '' where days do not matter. */
export type Counted = Readonly<Record<string, Bucket>>
/** `last`: when the lead last did anything (ms). */
export interface Tally {
  readonly last: number | null
  readonly counted: Readonly<Record<string, Counted>>
}
export type EventCriterion = Extract<Criterion, { kind: 'event' }>

export const nothingDone: Tally = { last: null, counted: {} }
const DAY = 86_400_000

/** The share left of an event's points after a time (ms): halved every half-life; 1 without one. */
export function left(fading: EventCriterion['fading'], elapsed: number): number {
  return fading?.kind === 'halfLife' ? 2 ** (-elapsed / (fading.days * DAY)) : 1
}

/** The tally after some more events. */
export function fold(tally: Tally, criteria: readonly EventCriterion[], events: readonly Did[]): Tally {
  if (events.length === 0) return tally
  const counted: Record<string, Counted> = { ...tally.counted }
  for (const criterion of criteria) {
    const own = events.filter((did) => concerns(criterion, did))
    if (own.length > 0) counted[criterion.id] = foldOne(counted[criterion.id] ?? {}, criterion, own)
  }
  const last = events.reduce((latest, { at }) => Math.max(latest, at.getTime()), tally.last ?? -Infinity)
  return { last, counted }
}

function concerns({ event, about }: EventCriterion, did: Did): boolean {
  return event === did.kind && (about === undefined || did.about.toLowerCase().includes(about.toLowerCase()))
}

function foldOne(counted: Counted, criterion: EventCriterion, events: readonly Did[]): Counted {
  const { fading, withinDays } = criterion
  const byDay = withinDays !== undefined || fading?.kind === 'steps'
  const buckets: Record<string, Bucket> = { ...counted }
  for (const { at, day } of events) {
    const key = byDay ? day : ''
    const one = { count: 1, worth: 1, at: at.getTime() }
    const held = buckets[key]
    buckets[key] = held ? together(held, one, fading) : one
  }
  return byDay ? forget(buckets, criterion) : buckets
}

function together(a: Bucket, b: Bucket, fading: EventCriterion['fading']): Bucket {
  const at = Math.max(a.at, b.at)
  return {
    count: a.count + b.count,
    worth: a.worth * left(fading, at - a.at) + b.worth * left(fading, at - b.at),
    at,
  }
}

/** Days that can count no more, whatever comes, are dropped. */
function forget(buckets: Counted, { fading, withinDays = Infinity }: EventCriterion): Counted {
  const gone = fading?.kind === 'steps' ? fading.steps.find(({ keep }) => keep === 0) : undefined
  const kept = Math.min(withinDays, gone?.afterDays ?? Infinity)
  if (kept === Infinity) return buckets
  const days = Object.keys(buckets).toSorted()
  const first = addDays(days.at(-1)!, 1 - kept)
  return days[0]! >= first
    ? buckets
    : Object.fromEntries(days.filter((day) => day >= first).map((day) => [day, buckets[day]!]))
}
