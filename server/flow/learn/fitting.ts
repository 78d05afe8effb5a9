import { refuse } from '../../../contract/refusals.ts'
import { type Card, MOST_CRITERIA } from '../../../contract/scorecard.ts'

/** A card that can be published; refuses `score.too_many` here, not after an hour of editing. */
export function fitting(card: Card): Card {
  const count = card.groups.reduce((sum, { criteria }) => sum + criteria.length, 0)
  if (count > MOST_CRITERIA) throw refuse('score.too_many', { count, most: MOST_CRITERIA })
  return card
}
