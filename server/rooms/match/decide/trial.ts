import type { Fields } from '../../../../rules/fields.ts'
import type { MatchPolicy, MatchRule } from '../../../../rules/matching.ts'
import { type Asked, type Held, type Holders, isAgainst, isEarlier, readyRule } from './match.ts'

/** What one rule says of somebody: of whom it holds, or, where of nobody, who came closest. */
export interface Tried {
  readonly rule: MatchRule
  readonly holds: boolean
  /** Null where nobody that was found agrees in any of its terms. */
  readonly held: Held | null
  /** Its terms by name: those in which the two agree, and those in which they do not. */
  readonly agreed: readonly string[]
  readonly apart: readonly string[]
}

interface Rules {
  readonly policy: MatchPolicy
  readonly fields: Fields
}

/** What each active rule of a policy that `checkMatching` passed says of somebody, among those who were looked up. */
export function trial({ policy, fields }: Rules, asked: Asked, holders: Holders): Tried[] {
  const found = [...new Set([...holders.values()].flat())]
  return policy.rules
    .filter(({ active }) => active)
    .map((rule) => {
      const ready = readyRule(rule, policy, fields)
      const compared = found
        .filter((held) => isAgainst(rule, held))
        .map((held) => ({
          held,
          holds: ready.holds(asked.known, held.known),
          agreed: ready.agreed(asked.known, held.known).map(({ name }) => name),
        }))
        .filter(({ holds, agreed }) => holds || agreed.length > 0)
        .toSorted(
          (a, b) =>
            Number(b.holds) - Number(a.holds) ||
            b.agreed.length - a.agreed.length ||
            (isEarlier(a.held, b.held) ? -1 : 1),
        )
      const [best] = compared
      const agreed = best?.agreed ?? []
      const apart = [...ready.terms.keys()].filter((name) => !agreed.includes(name))
      return { rule, holds: best?.holds ?? false, held: best?.held ?? null, agreed, apart }
    })
}
