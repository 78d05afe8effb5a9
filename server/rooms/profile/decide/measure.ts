import type { Rate, Verdict } from '../../../../contract/profile.ts'
import { verdicts } from '../../../../contract/profile.ts'

/** Leads of one first verdict that had one outcome so far. */
export interface Count {
  readonly verdict: Verdict
  readonly kept: boolean
  readonly outcome: 'won' | 'lost' | 'open'
  readonly n: number
}

/** Of a normal distribution, what 95 % lie within. */
const Z = 1.959964

/**
 * The share won of those decided with its 95 % interval: E. B. Wilson, "Probable inference, the law of succession, and
 * statistical inference", JASA 22 (1927), which is right for few and for shares near 0 and 1, where the usual one is not.
 */
export function wilson(won: number, decided: number): Rate {
  if (decided === 0) return null
  const share = won / decided
  const shrunk = 1 + Z ** 2 / decided
  const middle = (share + Z ** 2 / (2 * decided)) / shrunk
  const half = (Z / shrunk) * Math.sqrt((share * (1 - share)) / decided + Z ** 2 / (4 * decided ** 2))
  return { share, from: Math.max(0, middle - half), to: Math.min(1, middle + half) }
}

/** Rejects that went on at random and are decided, before anything is said of those that were set aside. */
export const ENOUGH_KEPT = 30

/** What a version of the profile is worth, from what became of the leads it judged. */
export function measured(counts: readonly Count[]) {
  const count = (fits: (count: Count) => boolean) => counts.filter(fits).reduce((sum, { n }) => sum + n, 0)
  const tally = (fits: (count: Count) => boolean) => {
    const [won, lost, open] = (['won', 'lost', 'open'] as const).map((outcome) =>
      count((one) => one.outcome === outcome && fits(one)),
    ) as [number, number, number]
    return { judged: won + lost + open, won, lost, open, rate: wilson(won, won + lost) }
  }
  const all = tally(() => true)
  const fit = tally(({ verdict }) => verdict === 'fits')
  const kept = tally((one) => one.kept)
  const rejected = count(({ verdict, kept: goesOn }) => verdict === 'unfit' && !goesOn)
  const enough = kept.rate !== null && kept.won + kept.lost >= ENOUGH_KEPT
  return {
    lines: verdicts.map((verdict) => ({ verdict, ...tally((one) => one.verdict === verdict) })),
    all,
    lift: fit.rate && all.rate && all.rate.share > 0 ? fit.rate.share / all.rate.share : null,
    precision: fit.rate,
    recall: wilson(fit.won, all.won),
    rejects: {
      rejected,
      kept: kept.won + kept.lost,
      keptWon: kept.won,
      rate: kept.rate,
      falseRejects:
        enough && kept.rate
          ? {
              count: kept.rate.share * rejected,
              from: kept.rate.from * rejected,
              to: kept.rate.to * rejected,
            }
          : null,
      enough: ENOUGH_KEPT,
    },
  }
}
