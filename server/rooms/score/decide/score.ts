import type { Scorecard } from '../../../../contract/policy.ts'
import type { Fields } from '../../../../rules/fields.ts'
import { type LeadFacts, matches, type Moment } from '../../../../rules/matches.ts'

/** A term that applied: the score is the sum of these points, always. */
export interface Term {
  readonly id: string
  readonly label: string
  readonly points: number
}

export interface Score {
  readonly score: number
  readonly grade: string
  readonly terms: readonly Term[]
}

/** A scorecard compiled once: a lead's facts → its score, its grade, and the terms that made it. */
export function scorer(card: Scorecard | undefined, fields: Fields, at: Moment): (lead: LeadFacts) => Score {
  if (!card) return () => ({ score: 0, grade: '', terms: [] })
  const terms = card.terms.map((term) => ({ term, applies: matches(term.when, fields, at) }))
  const grades = card.grades.toSorted((a, b) => b.from - a.from)
  return (lead) => {
    const applied = terms
      .filter(({ applies }) => applies(lead))
      .map(({ term: { id, label, points } }) => ({ id, label, points }))
    const score = applied.reduce((sum, term) => sum + term.points, 0)
    return { score, grade: grades.find(({ from }) => score >= from)?.grade ?? '', terms: applied }
  }
}
