import type { Verdict } from '../../../../contract/profile.ts'
import { verdicts } from '../../../../contract/profile.ts'
import { rateOf } from '../../../../contract/rate.ts'

/** Leads of one first verdict that had one outcome so far. */
export interface Count {
  readonly verdict: Verdict
  readonly kept: boolean
  readonly outcome: 'won' | 'lost' | 'open'
  readonly n: number
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
    return { judged: won + lost + open, won, lost, open, rate: rateOf(won, won + lost) }
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
    recall: rateOf(fit.won, all.won),
    rejects: {
      rejected,
      kept: kept.won + kept.lost,
      keptWon: kept.won,
      rate: kept.rate,
      falseRejects:
        enough && kept.rate
          ? {
              count: kept.rate.share * rejected,
              from: kept.rate.lower * rejected,
              to: kept.rate.upper * rejected,
            }
          : null,
      enough: ENOUGH_KEPT,
    },
  }
}
