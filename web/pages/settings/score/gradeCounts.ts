import type { ScorePolicy } from '../../../../contract/scorecard.ts'
import { allGrades } from '../../../../contract/scoring/grades.ts'
import { scorer } from '../../../../contract/scoring/score.ts'
import { leavesOf } from '../../../../rules/condition.ts'
import type { Fields } from '../../../../rules/fields.ts'
import type { LeadFacts, Moment } from '../../../../rules/matches.ts'
import { finished } from './cards.ts'

interface Compared {
  before: ScorePolicy
  after: ScorePolicy
  leads: readonly LeadFacts[]
}

/** For each grade of either policy, best first and ungraded last: how many of the leads have it by each. */
export function gradeCounts({ before, after, leads }: Compared, ground: { fields: Fields; at: Moment }) {
  const gradesBy = (policy: ScorePolicy) => {
    const score = scorer(finished(policy, ground.fields), ground.fields, ground.at)
    return leads.map((lead) => score(lead).grade)
  }
  const [had, would] = [gradesBy(before), gradesBy(after)]
  const grades = allGrades([after, before], [...had, ...would])
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

/** The fields these policies ask for that a list does not show. */
export function unseenIn(policies: readonly ScorePolicy[]): string[] {
  const conditions = policies.flatMap(({ cards }) =>
    cards.flatMap(({ when, groups }) => [
      ...(when ? [when] : []),
      ...groups.flatMap(({ criteria }) => criteria.flatMap((one) => (one.kind === 'fact' ? [one.when] : []))),
    ]),
  )
  const asked = conditions.flatMap((when) => leavesOf(when).map(({ field }) => field))
  return [...new Set(asked)].filter((field) => unlisted.has(field))
}

/** Whether they ask what leads did, which a list does not show either. */
export function asksBehaviour(policies: readonly ScorePolicy[]): boolean {
  return policies.some(({ cards }) =>
    cards.some(({ groups }) => groups.some(({ criteria }) => criteria.some(({ kind }) => kind === 'event'))),
  )
}
