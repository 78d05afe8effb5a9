import type { Scorecard } from '../../../../contract/policy.ts'
import { leavesOf } from '../../../../rules/condition.ts'
import type { Fields } from '../../../../rules/fields.ts'
import type { LeadFacts, Moment } from '../../../../rules/matches.ts'
import { tally } from './tally.ts'

interface Compared {
  before: Scorecard
  after: Scorecard
  leads: readonly LeadFacts[]
}

/** For each grade of either card, best first and ungraded last: how many of the leads have it by each. */
export function gradeCounts({ before, after, leads }: Compared, ground: { fields: Fields; at: Moment }) {
  const gradesOf = (card: Scorecard) => leads.map((lead) => tally(card, lead, ground).grade)
  const [had, would] = [gradesOf(before), gradesOf(after)]
  const named = [...after.grades, ...before.grades].toSorted((one, other) => other.from - one.from)
  const grades = [...new Set([...named.map(({ grade }) => grade), ''])]
  const count = (all: readonly string[], grade: string) => all.filter((each) => each === grade).length
  return grades
    .map((grade) => ({ grade, now: count(had, grade), later: count(would, grade) }))
    .filter(({ grade, now, later }) => grade !== '' || now + later > 0)
}

/** What a line of a list does not bring along, so that a card asking for it cannot be tried on lists. */
const unlisted = new Set([
  'note',
  'stageReason',
  'stageAt',
  'closedAs',
  'amount',
  'currency',
  'protected',
  'duplicateOf',
  'externalId',
  'createdAt',
  'pool',
])

/** The fields these cards ask for that a list does not show. */
export function unseenIn(cards: readonly Scorecard[]): string[] {
  const asked = cards.flatMap(({ terms }) => terms.flatMap(({ when }) => leavesOf(when)))
  return [...new Set(asked.map(({ field }) => field))].filter((field) => unlisted.has(field))
}
