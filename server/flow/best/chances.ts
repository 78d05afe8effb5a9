import type { LeadFacts } from '../../../rules/matches.ts'
import type { Tx } from '../../db/db.ts'
import { abilitiesAnywhere } from '../../rooms/ability/service.ts'
import { chanceOf } from '../../rooms/assign/decide/best/chance.ts'

/** A lead somebody is to win, with what is known of it whoever has it. */
export interface Winnable {
  readonly facts: LeadFacts
  readonly channel: string
  /** To be won at all, 0 to 1; null where leads are not valued. */
  readonly chance: number | null
}

/**
 * With what chance each of these reps wins a lead: the chance of the lead, by how able the rep is with leads of its channel and
 * segment. Two reads, however many leads and reps there are.
 */
export async function chancesFor(
  tx: Tx,
  userIds: readonly string[],
): Promise<(lead: Winnable) => (userId: string) => number> {
  const abilities = await abilitiesAnywhere(tx, userIds)
  return ({ facts, channel, chance }) => {
    const place = abilities.placeOf(channel, facts)
    return (userId) => chanceOf(chance, abilities.of(userId, place))
  }
}
