/** What scorecards ask of a lead, so that a million leads need not be read whole. */
import type { ScorePolicy } from '../../../../contract/scorecard.ts'
import { eventCriteria } from '../../../../contract/scoring/score.ts'
import { leavesOf } from '../../../../rules/condition.ts'
import type { Fields } from '../../../../rules/fields.ts'

export interface Asks {
  /** Properties of the lead's row; `attrs` among them where a custom field is asked. */
  readonly properties: readonly string[]
  /** Fields by the name conditions call them. */
  readonly fields: readonly string[]
  /** Whether what leads did, or when they last did anything, counts. */
  readonly deeds: boolean
}

/** What any of the policies asks. */
export function asksOf(policies: readonly ScorePolicy[], fields: Fields): Asks {
  const cards = policies.flatMap((policy) => policy.cards)
  const criteria = cards.flatMap(({ groups }) => groups.flatMap((group) => group.criteria))
  const conditions = [
    ...cards.flatMap(({ when }) => (when ? [when] : [])),
    ...criteria.flatMap((one) => (one.kind === 'fact' ? [one.when] : [])),
  ]
  const asked = [...new Set(conditions.flatMap((when) => leavesOf(when).map(({ field }) => field)))]
  const properties = asked.flatMap((name) => {
    const field = fields.get(name)
    return field ? [field.origin === 'custom' ? 'attrs' : (field.property ?? field.key)] : []
  })
  return {
    properties: [...new Set(['arrivedAt', 'lastFollowupAt', ...properties])],
    fields: asked,
    deeds: criteria.some(({ kind }) => kind !== 'fact'),
  }
}

/** Whether what was folded by one policy answers all that another asks of what leads did. */
export function foldedAlike(held: ScorePolicy | undefined, asked: ScorePolicy | null): boolean {
  const known = new Set(eventCriteria(held).map(folding))
  return eventCriteria(asked ?? undefined).every((one) => known.has(folding(one)))
}

/** What of a criterion decides how it is folded; its points do not. */
const folding = ({ id, event, about, withinDays, fading }: ReturnType<typeof eventCriteria>[number]) =>
  JSON.stringify([id, event, about ?? null, withinDays ?? null, fading ?? null])

/** What is not known of a lead at its arrival, though it may have been something. All else was empty then, or its trail tells. */
const forgotten = new Set([
  'tags',
  'score',
  'grade',
  'phoneStatus',
  'emailStatus',
  'customerStage',
  'customerSpend',
  'customerLastPurchase',
  'protected',
  'duplicateOf',
])

/** The fields asked whose value at arrival is not known. */
export function unknownThen({ fields }: Asks): string[] {
  return fields.filter((field) => forgotten.has(field))
}
