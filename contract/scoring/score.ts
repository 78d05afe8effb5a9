import { type Condition, leavesOf } from '../../rules/condition.ts'
import { dayOf } from '../../rules/days.ts'
import type { Fields } from '../../rules/fields.ts'
import { type LeadFacts, matches, type Moment } from '../../rules/matches.ts'
import { type Turns, turns } from '../../rules/turns.ts'
import type { Card, Criterion, CriterionGroup, Grading, ScorePolicy } from '../scorecard.ts'
import { forcing, overrideOf, type Sides } from './override.ts'
import { type EventCriterion, nothingDone, type Tally } from './tally.ts'
import { type Given, type Present, silenceOf, worthOf } from './worth.ts'

/** Points that were given, or taken by a cap: the score is their sum, always. */
export interface Term {
  readonly id: string
  readonly label: string
  readonly points: number
}

export interface Score {
  /** The card it was scored by; null where none fits. */
  readonly card: string | null
  readonly score: number
  readonly grade: string
  readonly terms: readonly Term[]
  /** From when on the score may be another although nothing happens; null: never. */
  readonly changesAt: Date | null
}

export type Scorer = (lead: LeadFacts, tally?: Tally) => Score

const unscored: Score = { card: null, score: 0, grade: '', terms: [], changesAt: null }

/** Scorecards compiled once for a moment: what is known of a lead and what it did → its score, and the terms that made it. */
export function scorer(policy: ScorePolicy | undefined, fields: Fields, at: Moment): Scorer {
  const present = { ...at, today: dayOf(at.now, at.zone) }
  const cards = inUse(policy).map((card) => {
    const { applies, turn = never } = card.when ? tested(card.when, fields, at) : everybody
    return { fits: applies, turns: turn, score: cardScorer(card, fields, present) }
  })
  return (lead, tally = nothingDone) => {
    // A card before the one that fits may come to fit by itself, and that one may cease to
    let turned = Infinity
    for (const card of cards) {
      turned = Math.min(turned, card.turns(lead))
      if (card.fits(lead)) return by(turned, card.score(lead, tally))
    }
    return by(turned, unscored)
  }
}

const never: Turns = () => Infinity

interface Tested {
  readonly applies: (lead: LeadFacts) => boolean
  /** Undefined where time plays no part. */
  readonly turn?: Turns | undefined
}

const everybody: Tested = { applies: () => true }

/**
 * Conditions that neither time nor whoever asks plays a part in are compiled once for as long as their policy is kept: past
 * leads are scored each at a moment of its own.
 */
const timeless = new WeakMap<
  Condition,
  { readonly fields: Fields; readonly zone: string; readonly tested: Tested }
>()

function tested(when: Condition, fields: Fields, at: Moment): Tested {
  const held = timeless.get(when)
  if (held?.fields === fields && held.zone === at.zone) return held.tested
  const made = { applies: matches(when, fields, at), turn: turns(when, fields, at) }
  if (!made.turn && leavesOf(when).every(({ op }) => op !== 'is_me'))
    timeless.set(when, { fields, zone: at.zone, tested: made })
  return made
}

function by(moment: number, score: Score): Score {
  return moment < Number(score.changesAt ?? Infinity) ? { ...score, changesAt: new Date(moment) } : score
}

/** The cards that score anybody, in their order. */
const inUse = (policy: ScorePolicy | undefined): readonly Card[] =>
  (policy?.cards ?? []).filter(({ retired }) => !retired)

/** The event criteria of every card in use, for `fold`. */
export function eventCriteria(policy: ScorePolicy | undefined): EventCriterion[] {
  return inUse(policy).flatMap(({ groups }) =>
    groups.flatMap(({ criteria }) => criteria.filter((one) => one.kind === 'event')),
  )
}

type Asked = (lead: LeadFacts, tally: Tally) => Given

function cardScorer(card: Card, fields: Fields, present: Present): Scorer {
  const groups = card.groups.map((group) => ({
    group,
    criteria: group.criteria.map((criterion) => ({ criterion, asked: asker(criterion, fields, present) })),
  }))
  const grade = grader(card.grading)
  const forced = forcing(card.grading)
  return (lead, tally = nothingDone) => {
    const own = groups.map(({ group, criteria }) => sumOf(group, criteria, { lead, tally }))
    const override = overrideOf(lead, present.now)
    const sums = override ? [...own, ...forced(override, sidesOf(own))] : own
    const until = Math.min(...sums.map((sum) => sum.until))
    return {
      card: card.id,
      score: sums.reduce((total, { sum }) => total + sum, 0),
      grade: grade(sums),
      terms: sums.flatMap(({ terms }) => terms),
      changesAt: until === Infinity ? null : new Date(until),
    }
  }
}

function asker(criterion: Criterion, fields: Fields, present: Present): Asked {
  if (criterion.kind === 'event')
    return (_, { counted }) => worthOf(criterion, counted[criterion.id], present)
  if (criterion.kind === 'silence')
    return (lead, { last }) => silenceOf(criterion, heardLast(lead, last), present)
  const { applies, turn } = tested(criterion.when, fields, present)
  const given = { points: criterion.points, exact: criterion.points, until: null }
  const not = { points: 0, exact: 0, until: null }
  if (!turn) return (lead) => (applies(lead) ? given : not)
  return (lead) => {
    const until = turn(lead)
    return { ...(applies(lead) ? given : not), until: until === Infinity ? null : new Date(until) }
  }
}

/** When it arrived, was followed up or did anything, whichever was last. */
function heardLast(lead: LeadFacts, did: number | null): Date | null {
  const moments = [lead['arrivedAt'], lead['lastFollowupAt'], did === null ? null : new Date(did)]
  const known = moments.filter((moment) => moment instanceof Date)
  return known.length === 0 ? null : new Date(Math.max(...known.map(Number)))
}

interface Sum {
  readonly kind: CriterionGroup['kind']
  readonly sum: number
  readonly terms: readonly Term[]
  /** ms; Infinity: never. */
  readonly until: number
}

/** Runs for every lead of every sweep: one loop, no lists beside the terms. */
function sumOf(
  { id, label, kind, least = -Infinity, most = Infinity }: CriterionGroup,
  criteria: readonly { criterion: Criterion; asked: Asked }[],
  { lead, tally }: { lead: LeadFacts; tally: Tally },
): Sum {
  const terms: Term[] = []
  let whole = 0
  let until = Infinity
  for (const { criterion, asked } of criteria) {
    const given = asked(lead, tally)
    if (given.until) until = Math.min(until, given.until.getTime())
    if (given.points === 0) continue
    terms.push({ id: criterion.id, label: criterion.label, points: given.points })
    whole += given.points
  }
  const sum = Math.min(most, Math.max(least, whole))
  // What the cap takes or gives is a term of its own: the sum of the explanation is the score
  if (sum !== whole) terms.push({ id: `cap:${id}`, label, points: sum - whole })
  return { kind, sum, terms, until }
}

function reach(steps: readonly { grade: string; from: number }[]): (sum: number) => string {
  const falling = steps.toSorted((a, b) => b.from - a.from)
  return (sum) => falling.find(({ from }) => sum >= from)?.grade ?? ''
}

/** What the groups come to: all of them, and by the two sides of a grid. */
function sidesOf(groups: readonly Sum[]): Sides {
  const total = (counts: (kind: Sum['kind']) => boolean) =>
    groups.reduce((all, { kind, sum }) => (counts(kind) ? all + sum : all), 0)
  return {
    total: total(() => true),
    fit: total((kind) => kind === 'fit' || kind === 'who'),
    behaviour: total((kind) => kind === 'behaviour'),
  }
}

function grader(grading: Grading): (groups: readonly Sum[]) => string {
  if (grading.kind === 'scale') {
    const reached = reach(grading.steps)
    return (groups) => reached(sidesOf(groups).total)
  }
  const [fit, behaviour] = [reach(grading.fit), reach(grading.behaviour)]
  return (groups) => {
    const sums = sidesOf(groups)
    return fit(sums.fit) + behaviour(sums.behaviour)
  }
}
