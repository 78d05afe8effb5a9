import { z } from 'zod'
import type { MatchProblem } from './matching-problems.ts'

/**
 * What the likelihood matcher does with an arrival that no rule finds, by how probable it is that the two are one: from
 * `ask` on a person is asked, from `link` on the arrival is linked by itself. Null: never.
 */
export const likelihoodWish = z.strictObject({ ask: z.number().nullable(), link: z.number().nullable() })
export type LikelihoodWish = z.infer<typeof likelihoodWish>

/** Whether anything is asked of the likelihood matcher. */
export function wantsLikelihood(wish: LikelihoodWish | null | undefined): wish is LikelihoodWish {
  return Boolean(wish) && (wish!.ask !== null || wish!.link !== null)
}

/** What is wrong with the two thresholds. */
export function likelihoodProblems(wish: LikelihoodWish | null | undefined): MatchProblem[] {
  if (!wish) return []
  const { ask, link } = wish
  const outside = [ask, link].find((share) => share !== null && !(share > 0 && share < 1))
  if (outside !== undefined && outside !== null)
    return [{ code: 'match.likelihood_range', in: 'likelihood', params: { share: percent(outside) } }]
  return ask !== null && link !== null && ask > link
    ? [
        {
          code: 'match.likelihood_order',
          in: 'likelihood',
          params: { ask: percent(ask), link: percent(link) },
        },
      ]
    : []
}

const percent = (share: number) => Math.round(share * 1000) / 10
