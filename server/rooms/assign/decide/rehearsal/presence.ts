import type { Calendar, Shift } from '../../../../../contract/working-time.ts'
import { addDays, dayOf, startOfDay } from '../../../../../rules/days.ts'
import { duty, type Duty } from '../../../../people/onDuty.ts'
import { type Stretches, stretchesOf } from '../../../../people/workdays.ts'
import type { Rep } from '../roster.ts'

/** Something that held for some time. */
export interface Held<Body> {
  readonly from: Date
  readonly to: Date
  readonly body: Body
}

export interface Absence {
  readonly userId: string
  readonly from: Date
  readonly to: Date
}

/** Reps' time as it was kept: what held when. Where nothing is kept of a time, nobody had said anything. */
export interface TimesThen {
  readonly calendar: readonly Held<Calendar>[]
  readonly shifts: readonly (Held<Shift> & { readonly userId: string })[]
  readonly absences: readonly Absence[]
  /** Clicks of their own. */
  readonly offline: readonly Absence[]
}

type Own = Readonly<Record<'absences' | 'offline', readonly { fromAt: Date; toAt: Date }[]>> & {
  readonly shifts: readonly Held<Shift>[]
  /** Until when what was last said of them holds, ms. */
  until: number
}
type Present = Rep & { off: Rep['off']; next: Rep['next'] }

/** Moves reps through time: who is on leave, offline or off shift at a moment, as `dutyOf` would have said then. */
export class Presence {
  readonly #times: TimesThen
  readonly #zone: string
  readonly #reps: readonly { readonly rep: Present; readonly own: Own }[]
  readonly #stretches = new Map<string, Stretches>()
  #until = -Infinity

  constructor(times: TimesThen, reps: readonly Present[], zone: string) {
    this.#times = times
    this.#zone = zone
    const dated = (all: readonly Absence[], rep: Rep) =>
      all.filter(({ userId }) => userId === rep.userId).map(({ from, to }) => ({ fromAt: from, toAt: to }))
    this.#reps = reps.map((rep) => ({
      rep,
      own: {
        shifts: times.shifts.filter(({ userId }) => userId === rep.userId),
        absences: dated(times.absences, rep),
        offline: dated(times.offline, rep),
        until: -Infinity,
      },
    }))
  }

  /** To a moment not before the last one. */
  moveTo(at: Date): void {
    if (+at < this.#until) return
    for (const { rep, own } of this.#reps) {
      if (+at < own.until) continue
      const { off, next, until } = this.#at(own, at)
      Object.assign(rep, { off, next })
      own.until = until
    }
    this.#until = Math.min(...this.#reps.map(({ own }) => own.until))
  }

  #at({ shifts, absences, offline }: Own, at: Date): Duty & { until: number } {
    const calendar = heldAt(this.#times.calendar, at)
    const shift = heldAt(shifts, at)
    const stretches = this.#stretchesOf(calendar ?? null, shift ?? null)
    const paused = offline.find(({ fromAt, toAt }) => fromAt <= at && at < toAt) ?? null
    const today = dayOf(at, this.#zone)
    const near = [-1, 0].flatMap((step) => [...stretches(addDays(today, step))])
    const turning = [
      ...[...absences, ...offline].flatMap(({ fromAt, toAt }) => [+fromAt, +toAt]),
      ...[...this.#times.calendar, ...shifts].flatMap(({ from, to }) => [+from, +to]),
      ...near.flatMap(({ from, to }) => [from, to]),
      +startOfDay(addDays(today, 1), this.#zone),
    ].filter((moment) => moment > +at)
    return { ...duty({ stretches, absences, offline: paused }, at, this.#zone), until: Math.min(...turning) }
  }

  #stretchesOf(calendar: Held<Calendar> | null, shift: Held<Shift> | null): Stretches {
    const key = JSON.stringify([calendar?.body, shift?.body])
    const known = this.#stretches.get(key)
    if (known) return known
    const made = stretchesOf(calendar?.body ?? null, shift?.body ?? null, this.#zone)
    this.#stretches.set(key, made)
    return made
  }
}

const heldAt = <Body>(all: readonly Held<Body>[], at: Date) =>
  all.find(({ from, to }) => from <= at && at < to)
