/**
 * A grade or score that a person set by hand. It is a term of the score like any other: what is missing to where the person
 * put it, or too much, reckoned anew whenever the rest of the score moves. So a score is still the sum of its explanation.
 */
import type { LeadFacts } from '../../rules/matches.ts'
import type { FeedbackReason } from '../score-feedback.ts'
import type { CriterionGroup, Grading } from '../scorecard.ts'
import type { Term } from './score.ts'

/** As it stands with the lead, JSON. The person's own sentence is kept elsewhere: terms stand in the open. */
export interface Override {
  readonly id: string
  readonly to: { readonly grade: string } | { readonly score: number }
  readonly reason: FeedbackReason
  /** Who set it, by name. */
  readonly by: string
  /** ISO moments: since when, and until when it holds; null: until it is taken back. */
  readonly at: string
  readonly until: string | null
}

/** Points by hand on one side of a card. */
export interface Forced {
  readonly kind: CriterionGroup['kind']
  readonly sum: number
  readonly terms: readonly Term[]
  /** ms; Infinity: for ever. */
  readonly until: number
}

/** What the groups add up to. */
export interface Sides {
  readonly total: number
  readonly fit: number
  readonly behaviour: number
}

const prefix = 'override:'
const sides = { other: 'total', fit: 'fit', behaviour: 'behaviour' } as const

/** Whether a term is a person's, and why they set it: `override:total:noBudget`. */
export function overrideReason(termId: string): string | undefined {
  return termId.startsWith(prefix) ? termId.slice(termId.lastIndexOf(':') + 1) : undefined
}

/** Whether a score rests on somebody's hand as well. */
export function isOverridden(terms: readonly Pick<Term, 'id'>[]): boolean {
  return terms.some(({ id }) => id.startsWith(prefix))
}

/** The override a lead has at a moment. */
export function overrideOf(lead: LeadFacts, now: Date): Override | null {
  const held = lead['scoreOverride'] as Override | null | undefined
  if (!held || now.getTime() < Date.parse(held.at)) return null
  return held.until !== null && now.getTime() >= Date.parse(held.until) ? null : held
}

/**
 * The points that bring a lead where it was put, by the smallest step: up to the lowest score of the grade, or down to its
 * highest. In a grid each side is brought into its own letter or digit. A score by hand counts for the total alone, so that
 * in a grid it moves no grade. Nothing where the card has no such grade.
 */
export function forcing(grading: Grading): (override: Override, sums: Sides) => Forced[] {
  return (override, sums) => {
    const given = (kind: keyof typeof sides, points: number): Forced[] => [
      {
        kind,
        sum: points,
        terms:
          points === 0
            ? []
            : [{ id: `${prefix}${sides[kind]}:${override.reason}`, label: override.by, points }],
        until: override.until === null ? Infinity : Date.parse(override.until),
      },
    ]
    if ('score' in override.to) return given('other', override.to.score - sums.total)
    const { grade } = override.to
    if (grading.kind === 'scale') {
      const band = bandOf(grading.steps, grade)
      return band ? given('other', within(band, sums.total) - sums.total) : []
    }
    const cell = cellOf(grading, grade)
    if (!cell) return []
    return [
      ...given('fit', within(cell.fit, sums.fit) - sums.fit),
      ...given('behaviour', within(cell.behaviour, sums.behaviour) - sums.behaviour),
    ]
  }
}

type Steps = readonly { readonly grade: string; readonly from: number }[]
type Band = readonly [least: number, most: number]

const within = ([least, most]: Band, sum: number) => Math.min(most, Math.max(least, sum))

/** The scores that have a grade; '' stands for none. */
function bandOf(steps: Steps, grade: string): Band | undefined {
  const rising = steps.toSorted((a, b) => a.from - b.from)
  const at = grade === '' ? -1 : rising.findIndex((step) => step.grade === grade)
  if (at === -1 && grade !== '') return undefined
  return [rising[at]?.from ?? -Infinity, (rising[at + 1]?.from ?? Infinity) - 1]
}

function cellOf({ fit, behaviour }: Extract<Grading, { kind: 'grid' }>, grade: string) {
  for (const row of ['', ...fit.map((step) => step.grade)])
    for (const column of ['', ...behaviour.map((step) => step.grade)])
      if (row + column === grade) {
        const [down, across] = [bandOf(fit, row), bandOf(behaviour, column)]
        return down && across ? { fit: down, behaviour: across } : undefined
      }
  return undefined
}

/** Every grade a lead can be put to, the best first; the last is none. */
export function gradesOf(grading: Grading): string[] {
  const falling = (steps: Steps) => steps.toSorted((a, b) => b.from - a.from).map(({ grade }) => grade)
  if (grading.kind === 'scale') return [...falling(grading.steps), '']
  const across = [...falling(grading.behaviour), '']
  return [...new Set([...falling(grading.fit), ''].flatMap((row) => across.map((column) => row + column)))]
}
