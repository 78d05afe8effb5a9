import type { AssignPolicy } from '../../../../contract/assign.ts'
import { choose, type Term } from './best/single.ts'
import type { Asking } from './candidates.ts'
import type { Rep, Roster } from './roster.ts'
import { owedOf, sumsOf } from './shares.ts'
import { hashed } from './ties.ts'
import { payBack, type Rotation, takeShare } from './turn.ts'

/** What a rule that gives to the likeliest to win leans on; absent: equal shares, no floor, nothing at random. */
export type Manner = Pick<NonNullable<AssignPolicy['mode']>, 'dial' | 'floor' | 'explore'>

export const plainManner: Manner = { dial: 1, floor: { share: 0, days: 7, grades: [] }, explore: 0 }

/** Why somebody got a lead by merit, and with what chance they did, over all seeds. */
export interface ByMerit {
  readonly by: Term | 'owed'
  readonly propensity: number
  /** To win it, as it was known; null: it was not. */
  readonly chance: number | null
}

interface Choosing {
  readonly lead: Asking
  readonly roster: Roster
  readonly manner: Manner
}

/**
 * Whoever of the free is to have a lead by merit: who is owed one first, then who stands below the floor of good leads, then by
 * the dial between the chance to win it and equal shares, but for the share that goes to anybody. Counted.
 */
export function takeByMerit(
  rotation: Rotation,
  { lead, roster, manner }: Choosing,
): { readonly rep: Rep; readonly merit: ByMerit } {
  const { free } = rotation
  const { dial, floor, explore } = manner
  const isGood = floor.grades.includes(lead.facts['grade'] as string)
  const owed = payBack(rotation, roster.turns)
  const chances = roster.best?.chances.get(lead.leadId)
  let merit: Omit<ByMerit, 'chance'> = { by: 'owed', propensity: 1 }
  const rep =
    owed ??
    takeShare(rotation, roster.turns, (shares) => {
      const sums = sumsOf(shares)
      const candidates = free.map(({ userId }, i) => ({
        userId,
        chance: chances?.get(userId) ?? UNKNOWN,
        debt: owedOf(shares[i]!, sums) / 1_000_000,
        good: roster.best?.good.get(userId) ?? 0,
      }))
      const at = { dial, floor: isGood ? floor.share : 0, explore, seed: hashed(lead.leadId) }
      const chosen = choose(candidates, at)
      const place = candidates.findIndex(({ userId }) => userId === chosen.userId)
      merit = { by: chosen.by, propensity: chosen.propensities[place]! }
      return place
    })
  if (isGood) countGood(rep, roster)
  return { rep, merit: { ...merit, chance: chances?.get(rep.userId) ?? null } }
}

/** Of whom nothing is known all are alike. */
const UNKNOWN = 0.5

function countGood({ userId }: Rep, { best }: Roster): void {
  best?.good.set(userId, (best.good.get(userId) ?? 0) + 1)
}
