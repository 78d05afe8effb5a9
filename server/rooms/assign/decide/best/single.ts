import { dice } from './dice.ts'

/** A rep who may get the lead now: free, and named by its rule. */
export interface Candidate {
  readonly userId: string
  /** To win it, 0 to 1. */
  readonly chance: number
  /** Leads they are owed by equal shares: the sum of 1 ÷ candidates over the leads they were candidates for, less what they got. */
  readonly debt: number
  /** Good leads they got in the window of the floor. */
  readonly good: number
}

export interface Occasion {
  readonly dial: number
  /** Its share of an equal part, where this lead is a good one; 0: no floor holds of it. */
  readonly floor: number
  readonly explore: number
  readonly seed: number
}

/** What decided: somebody was under the floor, chance for the sake of knowing, wins and shares by the dial. */
export type Term = 'floor' | 'explore' | 'merit'

export interface Chosen {
  readonly userId: string
  readonly by: Term
  /** Of every candidate, in the order they came in: the chance that the lead goes to them, over all seeds. They add up to 1. */
  readonly propensities: readonly number[]
}

/**
 * Gives one lead to one of its candidates, of whom there is at least one. Who has less than their floor of the good leads comes
 * first, whoever lacks most of it. Else, for a share of leads, anybody, so that abilities are not only ever measured on
 * whom they favour (ε-greedy; Sutton and Barto, Reinforcement Learning, ch. 2). Else whoever is first by λ × chance ÷ mean chance +
 * (1 − λ) × debt: what `meritOf` gains by one lead more. Ties by the seed.
 */
export function choose(candidates: readonly Candidate[], at: Occasion): Chosen {
  const roll = dice(at.seed)
  const [lot, pick] = [roll(), roll()]
  const under = shortest(candidates, at.floor)
  if (under.length > 0) {
    return { ...chosen(candidates, under, { lot: pick, explore: 0, explored: false }), by: 'floor' }
  }
  const best = first(candidates, at.dial)
  return chosen(candidates, best, { lot: pick, explore: at.explore, explored: lot < at.explore })
}

interface Lots {
  readonly lot: number
  readonly explore: number
  readonly explored: boolean
}

function chosen(
  candidates: readonly Candidate[],
  best: readonly number[],
  { lot, explore, explored }: Lots,
): Chosen {
  const among = explored ? candidates.map((_, at) => at) : best
  const each = explore / candidates.length
  const propensities = candidates.map(() => each)
  for (const at of best) propensities[at]! += (1 - explore) / best.length
  const { userId } = candidates[among[Math.floor(lot * among.length)]!]!
  return { userId, by: explored ? 'explore' : 'merit', propensities }
}

/** Places of those who lack most of their floor, once this lead is counted. */
function shortest(candidates: readonly Candidate[], floor: number): number[] {
  const all = candidates.reduce((sum, { good }) => sum + good, 1)
  const lacks = candidates.map(({ good }) => (floor * all) / candidates.length - good)
  return greatest(lacks).filter((at) => lacks[at]! > 0)
}

function first(candidates: readonly Candidate[], dial: number): number[] {
  const mean = candidates.reduce((sum, { chance }) => sum + chance, 0) / candidates.length || 1
  return greatest(candidates.map(({ chance, debt }) => (dial * chance) / mean + (1 - dial) * debt))
}

/** Sums of thirds and sevenths differ by that where they are meant to be equal. */
const NEAR = 1e-9

function greatest(values: readonly number[]): number[] {
  const most = Math.max(...values)
  return values.flatMap((value, at) => (value >= most - NEAR ? [at] : []))
}
