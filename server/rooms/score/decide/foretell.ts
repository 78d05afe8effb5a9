import type { Foreteller } from '../../../../contract/valuing/value.ts'
import type { Fields } from '../../../../rules/fields.ts'
import type { LeadFacts } from '../../../../rules/matches.ts'
import { askedOf } from './learned/asked.ts'
import { pointsOf } from './learned/card.ts'
import { chanceAt } from './learned/isotonic.ts'
import { type Kept, thawed } from './learned/kept.ts'

/** A learned scorecard made ready to tell chances, whatever fields an organisation has then. */
export function foretellerOf(modelId: string, kept: Kept): (fields: Fields) => Foreteller {
  const { card, calibrator } = thawed(kept)
  const points = pointsOf(card)
  return (fields) => {
    const asked = new Map(askedOf(fields).map((one) => [one.key, one]))
    return {
      modelId,
      chance: (lead: LeadFacts) =>
        chanceAt(
          calibrator,
          points((key) => asked.get(key)?.read(lead)),
        ),
    }
  }
}
