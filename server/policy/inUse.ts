import { refuse } from '../../contract/refusals.ts'
import type { ScorePolicy } from '../../contract/scorecard.ts'

/**
 * A scorecard that was published stays, retired at most: leads' history and their terms name it. Refuses
 * `score.card_in_use` with its name.
 */
export function refuseLost(held: ScorePolicy | undefined, next: ScorePolicy): void {
  const kept = new Set(next.cards.map(({ id }) => id))
  const lost = held?.cards.find(({ id }) => !kept.has(id))
  if (lost) throw refuse('score.card_in_use', { card: lost.name })
}
