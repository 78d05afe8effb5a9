/** Whether a learned scorecard says what people say: counted, never learned from. */

export const claims = ['high', 'low', 'up', 'down'] as const
/** Said to be too high or too low; set higher or lower by hand. */
export type Claim = (typeof claims)[number]

export interface Claimed {
  readonly claim: Claim
  /** The chance to win that the model gives the lead. */
  readonly chance: number
  /** The share won of leads with the grade that was questioned. */
  readonly usual: number
}

/** Of each kind of claim how many there are, and of how many the model says the same: a chance on that side of the usual one. */
export function agreement(all: readonly Claimed[]): { claim: Claim; count: number; agree: number }[] {
  return claims.map((claim) => {
    const own = all.filter((each) => each.claim === claim)
    const below = claim === 'high' || claim === 'down'
    const agree = own.filter(({ chance, usual }) => (below ? chance < usual : chance > usual)).length
    return { claim, count: own.length, agree }
  })
}
