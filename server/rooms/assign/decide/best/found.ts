import { estimate, type Interval } from './ips.ts'

/** A lead that a rule gave by merit, and what came of it. */
export interface Given {
  readonly ruleId: string
  readonly userId: string
  readonly by: 'merit' | 'explore'
  /** With what chance it went to this rep, above 0. */
  readonly propensity: number
  /** Null: not known yet. */
  readonly won: boolean | null
}

interface Counted {
  readonly leads: number
  /** Of these the outcome is known. */
  readonly known: number
  readonly won: number
}

export interface Found {
  readonly ruleId: string
  /** What went to somebody drawn at random, and what to whoever was likeliest: two samples of the same leads. */
  readonly drawn: Counted
  readonly chosen: Counted
  readonly reps: readonly (Counted & {
    readonly userId: string
    /** What they would win of all leads the rule gave, were all theirs. */
    readonly estimate: Interval
    /** Leads that say as much without weights. */
    readonly effective: number
  })[]
}

/**
 * What exploration found, by rule. Who gets a lead by merit is no random sample of reps: what is likeliest to be won by somebody is
 * theirs. Weighting each outcome with one over the chance it had to be theirs (ips.ts) undoes that, so reps can be compared.
 * Leads the floor or a debt gave away are not in it: nobody else had a chance of those.
 */
export function found(given: readonly Given[]): Found[] {
  return [...Map.groupBy(given, ({ ruleId }) => ruleId)].map(([ruleId, all]) => {
    const known = all.filter(({ won }) => won !== null)
    const by = (way: Given['by']) => counted(all.filter((each) => each.by === way))
    const theirs = [...Map.groupBy(all, ({ userId }) => userId)]
    return {
      ruleId,
      drawn: by('explore'),
      chosen: by('merit'),
      reps: theirs.map(([userId, own]) => {
        const { steady, effective } = estimate(
          known.map(({ propensity, won, userId: got }) => ({
            propensity,
            target: got === userId ? 1 : 0,
            reward: won ? 1 : 0,
          })),
        )
        return { userId, ...counted(own), estimate: scored(steady.mean, effective), effective }
      }),
    }
  })
}

function counted(given: readonly Given[]): Counted {
  return {
    leads: given.length,
    known: given.filter(({ won }) => won !== null).length,
    won: given.filter(({ won }) => won === true).length,
  }
}

const Z = 1.959964

/**
 * A rate with its 95 % interval by so many leads: the score interval (Wilson 1927), which does not say that none of twenty is never.
 * With weights the leads they are worth stand for how many there were.
 */
function scored(mean: number, leads: number): Interval {
  if (leads === 0) return { mean, low: 0, high: 1 }
  const z = (Z * Z) / leads
  const middle = (mean + z / 2) / (1 + z)
  const half = (Z * Math.sqrt((mean * (1 - mean) + (Z * Z) / (4 * leads)) / leads)) / (1 + z)
  return { mean, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
