import { dayOf } from '../../rules/days.ts'
import type { Fields } from '../../rules/fields.ts'
import { type LeadFacts, matches, type Moment } from '../../rules/matches.ts'
import { type Turns, turns } from '../../rules/turns.ts'
import type { Card, Criterion, CriterionGroup, Grading, ScorePolicy } from '../scorecard.ts'
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
  const cards = (policy?.cards ?? []).map((card) => ({
    fits: card.when ? matches(card.when, fields, at) : () => true,
    turns: (card.when && turns(card.when, fields, at)) ?? never,
    score: cardScorer(card, fields, present),
  }))
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

function by(moment: number, score: Score): Score {
  return moment < Number(score.changesAt ?? Infinity) ? { ...score, changesAt: new Date(moment) } : score
}

/** The event criteria of every card, for `fold`. */
export function eventCriteria(policy: ScorePolicy | undefined): EventCriterion[] {
  return (policy?.cards ?? []).flatMap(({ groups }) =>
    groups.flatMap(({ criteria }) => criteria.filter((one) => one.kind === 'event')),
  )
}

type Asked = (lead: LeadFacts, tally: Tally) => Given

function cardScorer(card: Card, fields: Fields, present: Present): Scorer {
  const groups = card.groups.map((group) => ({
    group,
    criteria: group.criteria.map((criterion) => ({ criterion, asked: asker(criterion, fields, present) })),
  }))
  return (lead, tally = nothingDone) => {
    const sums = groups.map(({ group, criteria }) =>
      sumOf(
        group,
        criteria.map(({ criterion, asked }) => ({ criterion, given: asked(lead, tally) })),
      ),
    )
    const moments = sums.map(({ until }) => until).filter((moment) => moment !== null)
    return {
      card: card.id,
      score: sums.reduce((total, { sum }) => total + sum, 0),
      grade: gradeOf(
        card.grading,
        card.groups.map(({ kind }, i) => ({ kind, sum: sums[i]!.sum })),
      ),
      terms: sums.flatMap(({ terms }) => terms),
      changesAt: moments.length === 0 ? null : new Date(Math.min(...moments.map(Number))),
    }
  }
}

function asker(criterion: Criterion, fields: Fields, present: Present): Asked {
  if (criterion.kind === 'event')
    return (_, { counted }) => worthOf(criterion, counted[criterion.id], present)
  if (criterion.kind === 'silence')
    return (lead, { last }) => silenceOf(criterion, heardLast(lead, last), present)
  const applies = matches(criterion.when, fields, present)
  const given = { points: criterion.points, exact: criterion.points, until: null }
  const not = { points: 0, exact: 0, until: null }
  const turn = turns(criterion.when, fields, present)
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
  readonly sum: number
  readonly terms: readonly Term[]
  readonly until: Date | null
}

function sumOf(
  { id, label, least = -Infinity, most = Infinity }: CriterionGroup,
  all: readonly { criterion: Criterion; given: Given }[],
): Sum {
  const terms = all
    .filter(({ criterion, given }) => given.points !== 0 || (criterion.kind === 'fact' && given.exact !== 0))
    .map(({ criterion, given }): Term => ({ id: criterion.id, label: criterion.label, points: given.points }))
  const whole = terms.reduce((total, { points }) => total + points, 0)
  const sum = Math.min(most, Math.max(least, whole))
  const moments = all.flatMap(({ given }) => (given.until ? [given.until.getTime()] : []))
  return {
    sum,
    // What the cap takes or gives is a term of its own: the sum of the explanation is the score
    terms: sum === whole ? terms : [...terms, { id: `cap:${id}`, label, points: sum - whole }],
    until: moments.length === 0 ? null : new Date(Math.min(...moments)),
  }
}

const reached = (steps: readonly { grade: string; from: number }[], sum: number) =>
  steps.toSorted((a, b) => b.from - a.from).find(({ from }) => sum >= from)?.grade ?? ''

function gradeOf(grading: Grading, groups: readonly { kind: CriterionGroup['kind']; sum: number }[]): string {
  const total = (kinds: readonly CriterionGroup['kind'][]) =>
    groups.filter(({ kind }) => kinds.includes(kind)).reduce((all, { sum }) => all + sum, 0)
  if (grading.kind === 'scale') return reached(grading.steps, total(['fit', 'who', 'behaviour', 'other']))
  return reached(grading.fit, total(['fit', 'who'])) + reached(grading.behaviour, total(['behaviour']))
}
