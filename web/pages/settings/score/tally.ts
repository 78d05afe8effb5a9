import type { Scorecard } from '../../../../contract/policy.ts'
import { check } from '../../../../rules/check.ts'
import type { Fields } from '../../../../rules/fields.ts'
import { matches } from '../../../../rules/matches.ts'
import type { LeadFacts, Moment } from '../../../../rules/matches.ts'

export interface Tally {
  readonly score: number
  readonly grade: string
  readonly met: Scorecard['terms']
  readonly unmet: Scorecard['terms']
}

/** What a scorecard would give a lead: the sum of the lines it meets, and the grade. An unfinished line gives nothing. */
export function tally(
  card: Scorecard,
  lead: LeadFacts,
  { fields, at }: { fields: Fields; at: Moment },
): Tally {
  const fits = (term: Scorecard['terms'][number]) =>
    check(term.when, fields).length === 0 && matches(term.when, fields, at)(lead)
  const met = card.terms.filter(fits)
  const score = met.reduce((sum, { points }) => sum + points, 0)
  const grades = card.grades.toSorted((one, other) => other.from - one.from)
  return {
    score,
    grade: grades.find(({ from }) => score >= from)?.grade ?? '',
    met,
    unmet: card.terms.filter((term) => !met.includes(term)),
  }
}
