import type { AssignPolicy } from '../../../../../contract/assign.ts'
import { addDays, dayOf, mondayOf, startOfDay } from '../../../../../rules/days.ts'
import type { Fields } from '../../../../../rules/fields.ts'
import type { LeadFacts } from '../../../../../rules/matches.ts'
import { turns } from '../../../../../rules/turns.ts'
import type { Pointers } from '../../../../lead/pointed.ts'
import { type Assigner, type Assignment, assigner } from '../assigner.ts'
import { roundChance } from '../merits.ts'
import type { Standing } from '../record.ts'
import type { Rep, Roster } from '../roster.ts'
import { Presence, type TimesThen } from './presence.ts'

/** Whose a lead is. */
export interface Holder {
  readonly kind: 'rep' | 'pool' | 'waiting'
  readonly id: string | null
}

/** A lead as it came, and what became of it. */
export interface PastLead {
  readonly leadId: string
  readonly at: Date
  /** As it was then. */
  readonly facts: LeadFacts
  readonly pointers: Pointers
  /** The channel and segment that abilities are told apart by. */
  readonly place: string
  readonly grade: string
  /** Whom it was first dealt to. */
  readonly first: Holder
  /** Until when it counted as held; null: still. */
  readonly until: Date | null
  /** Minutes from there to the first follow-up; null: none. */
  readonly answered: number | null
  /** Null: not known yet. */
  readonly won: boolean | null
}

export interface Ground {
  readonly policy: AssignPolicy
  readonly fields: Fields
  readonly zone: string
  readonly reps: readonly Standing[]
  readonly times: TimesThen
  /** Until when leads are held that each rep had before the first of these; null: beyond them. */
  readonly held: readonly { readonly userId: string; readonly until: Date | null }[]
}

/** A past lead with whom the draft gives it to. */
export interface Dealt {
  readonly lead: PastLead
  readonly assignment: Assignment
}

const DAY = 86_400_000 // ms

/** A roster through time. */
interface Moving extends Roster {
  day: string
  readonly pointers: Map<string, Pointers>
  readonly best: { readonly chances: Map<string, Map<string, number>>; readonly good: Map<string, number> }
}

/** With what chance a rep wins a lead. */
export type Chance = (lead: PastLead, userId: string) => number

/**
 * Deals past leads once more, one after the other in the order of their arrival, by the code that deals new ones: to the
 * reps there are today with the hours, leave and times offline they had then. A lead fills somebody's load for as long as it did in truth.
 */
export class Dealer {
  readonly #ground: Ground
  readonly #roster: Moving
  readonly #reps: readonly (Rep & { off: Rep['off']; next: Rep['next'] })[]
  readonly #presence: Presence
  readonly #ends = new Ends()
  readonly #asksTime: boolean
  #assigner: Assigner | undefined
  readonly #chance: Chance
  readonly #byMerit: boolean
  readonly #goods: { at: number; userId: string }[] = []
  /** When the day is over, ms. */
  #midnight = -Infinity

  constructor(ground: Ground, chance: Chance) {
    this.#ground = ground
    this.#chance = chance
    this.#byMerit = ground.policy.rules.some(({ strategy }) => strategy.kind === 'best')
    const { policy, fields, zone, reps, held } = ground
    this.#reps = reps.map((rep) => ({
      ...rep,
      off: null,
      next: null,
      holding: 0,
      givenToday: 0,
      givenThisWeek: 0,
    }))
    this.#presence = new Presence(ground.times, this.#reps, zone)
    this.#roster = {
      reps: new Map(this.#reps.map((rep) => [rep.userId, rep])),
      turns: new Map(),
      rules: new Set(policy.rules.map(({ id }) => id)),
      pointers: new Map(),
      former: new Map(),
      best: { chances: new Map(), good: new Map() },
      day: '',
    }
    const at = { now: new Date(0), zone }
    this.#asksTime = policy.rules.some(({ when }) => turns(when, fields, at) !== undefined)
    for (const { userId, until } of held) this.#hold(userId, until)
  }

  deal(lead: PastLead): Dealt {
    this.#moveOn(lead.at)
    const { leadId, facts } = lead
    this.#roster.pointers.clear()
    this.#roster.pointers.set(leadId, lead.pointers)
    if (this.#byMerit) this.#weigh(lead)
    const assignment = this.#by(lead.at).assign({ facts, leadId }, this.#roster)
    this.#countGood(lead, assignment)
    if (assignment.to.kind === 'rep' && lead.until) this.#ends.add(lead.until.getTime(), assignment.to.id)
    return { lead, assignment }
  }

  #weigh(lead: PastLead): void {
    const { chances } = this.#roster.best
    chances.clear()
    chances.set(
      lead.leadId,
      new Map(this.#reps.map(({ userId }) => [userId, roundChance(this.#chance(lead, userId))])),
    )
  }

  /** Good leads of the floor's window; those given by merit are counted as they are given. */
  #countGood({ at, grade }: PastLead, { to, merit }: Assignment): void {
    const { grades = [], days = 7 } = this.#ground.policy.mode?.floor ?? {}
    const { good } = this.#roster.best
    for (let first = this.#goods[0]; first && first.at < +at - days * DAY; first = this.#goods[0]) {
      good.set(first.userId, (good.get(first.userId) ?? 1) - 1)
      this.#goods.shift()
    }
    if (to.kind !== 'rep' || !grades.includes(grade)) return
    if (!merit) good.set(to.id, (good.get(to.id) ?? 0) + 1)
    this.#goods.push({ at: +at, userId: to.id })
  }

  /** What asks for the time is made ready for that of each lead; all else once. */
  #by(now: Date): Assigner {
    const { policy, fields, zone } = this.#ground
    if (this.#asksTime || !this.#assigner) this.#assigner = assigner(policy, fields, { now, zone })
    return this.#assigner
  }

  #hold(userId: string, until: Date | null): void {
    const rep = this.#roster.reps.get(userId)
    if (!rep) return
    rep.holding += 1
    if (until) this.#ends.add(until.getTime(), userId)
  }

  #moveOn(at: Date): void {
    for (const userId of this.#ends.until(at.getTime())) {
      const rep = this.#roster.reps.get(userId)
      if (rep) rep.holding -= 1
    }
    this.#presence.moveTo(at)
    if (+at < this.#midnight) return
    const { zone } = this.#ground
    const day = dayOf(at, zone)
    const sameWeek = this.#roster.day !== '' && mondayOf(day) === mondayOf(this.#roster.day)
    for (const rep of this.#reps) {
      rep.givenToday = 0
      if (!sameWeek) rep.givenThisWeek = 0
    }
    this.#roster.day = day
    this.#midnight = +startOfDay(addDays(day, 1), zone)
  }
}

/** Moments at which loads end, soonest first: a binary heap. */
class Ends {
  readonly #heap: { at: number; userId: string }[] = []

  add(at: number, userId: string): void {
    const heap = this.#heap
    let i = heap.push({ at, userId }) - 1
    while (i > 0) {
      const up = (i - 1) >> 1
      if (heap[up]!.at <= heap[i]!.at) break
      ;[heap[up], heap[i]] = [heap[i]!, heap[up]!]
      i = up
    }
  }

  /** Takes those that have come. */
  *until(now: number): Generator<string> {
    while (this.#heap.length > 0 && this.#heap[0]!.at <= now) yield this.#take()
  }

  #take(): string {
    const heap = this.#heap
    const { userId } = heap[0]!
    const last = heap.pop()!
    if (heap.length === 0) return userId
    heap[0] = last
    for (let i = 0; ;) {
      const [left, right] = [2 * i + 1, 2 * i + 2]
      let least = i
      if (left < heap.length && heap[left]!.at < heap[least]!.at) least = left
      if (right < heap.length && heap[right]!.at < heap[least]!.at) least = right
      if (least === i) return userId
      ;[heap[i], heap[least]] = [heap[least]!, heap[i]!]
      i = least
    }
  }
}
