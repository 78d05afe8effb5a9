/** A lead by both sides of a preview: as it is now, and as it was when it arrived. */
import type { ScorePolicy } from '../../../../../contract/scorecard.ts'
import { eventCriteria, type Scorer, scorer } from '../../../../../contract/scoring/score.ts'
import { type Did, fold, nothingDone, type Tally } from '../../../../../contract/scoring/tally.ts'
import { dayOf } from '../../../../../rules/days.ts'
import type { Fields } from '../../../../../rules/fields.ts'
import type { LeadFacts, Moment } from '../../../../../rules/matches.ts'
import type { Marked } from './opened.ts'

/** What somebody did, before it is known which day that was where the organisation is. */
export type Deed = Omit<Did, 'day'>

export interface Sides {
  /** Null: nothing was in force, nobody has points. */
  readonly before: ScorePolicy | null
  readonly after: ScorePolicy
}

/** What a lead did: already folded as both sides ask it, or event by event. */
export type Done = { readonly tally: Tally } | { readonly deeds: readonly Deed[] }

export interface Ground {
  readonly fields: Fields
  readonly at: Moment
}

/** Leads by one policy. `now` goes for those that are open; the past ones each bring their own. */
export class Marker {
  readonly #policy: ScorePolicy | undefined
  readonly #ground: Ground
  readonly #criteria: ReturnType<typeof eventCriteria>
  readonly #now: Scorer
  constructor(policy: ScorePolicy | null, ground: Ground) {
    this.#policy = policy ?? undefined
    this.#ground = ground
    this.#criteria = eventCriteria(this.#policy)
    this.#now = scorer(this.#policy, ground.fields, ground.at)
  }

  now(facts: LeadFacts, done: Done) {
    const { score, grade } = this.#now(facts, this.#folded(done))
    return { score, grade }
  }

  past(facts: LeadFacts, done: Done, now: Date) {
    const { fields, at } = this.#ground
    const mark = scorer(this.#policy, fields, { ...at, now })(facts, this.#folded(done))
    return { score: mark.score, grade: mark.grade }
  }

  #folded(done: Done): Tally {
    if ('tally' in done) return done.tally
    const { zone } = this.#ground.at
    const did = done.deeds.map((deed) => ({ ...deed, day: dayOf(deed.at, zone) }))
    return fold(nothingDone, this.#criteria, did)
  }
}

/** A lead by both. */
export function both(
  of: (marker: Marker) => Marked['before'],
  markers: Record<'before' | 'after', Marker>,
): Marked {
  return { before: of(markers.before), after: of(markers.after) }
}
