/** A lead of a batch, and with what chance each rep would win it. */
export interface Waiting {
  readonly leadId: string
  /** What winning it counts: 1 each, or what it would bring. Never negative. */
  readonly value: number
  /** Whether it is one of the good leads, of which everybody gets some. */
  readonly good: boolean
  /** By the place of the rep in the batch: 0 to 1; null: they may not have it. */
  readonly chances: readonly (number | null)[]
}

export interface Taker {
  readonly userId: string
  /** Leads they can be given now. */
  readonly capacity: number
  /** At least so many of the good leads. */
  readonly floor: number
  /** Leads they had already of those that were to be shared evenly. */
  readonly had: number
}

export interface Batch {
  readonly leads: readonly Waiting[]
  readonly reps: readonly Taker[]
  /** 0: equal shares, 1: wins alone. */
  readonly dial: number
  /** Decides between what is equally good. */
  readonly seed: number
}

/** By the place of a lead in the batch: the place of the rep it goes to, −1 for nobody. */
export type Dealing = readonly number[]

/** How many leads each rep gets. */
export function countsOf(dealing: Dealing, reps: number): number[] {
  const counts = Array.from({ length: reps }, () => 0)
  for (const rep of dealing) if (rep >= 0) counts[rep]! += 1
  return counts
}

/** Expected wins of a dealing, and what they count by the leads' values. */
export function winsOf(dealing: Dealing, { leads }: Pick<Batch, 'leads'>): { wins: number; worth: number } {
  let [wins, worth] = [0, 0]
  for (const [at, rep] of dealing.entries()) {
    if (rep < 0) continue
    const chance = leads[at]!.chances[rep] ?? 0
    wins += chance
    worth += chance * leads[at]!.value
  }
  return { wins, worth }
}

/** The number of leads each rep would have to get now for all to have had as many. */
export function sharesOf({ leads, reps }: Pick<Batch, 'leads' | 'reps'>): number[] {
  const all = reps.reduce((sum, { had }) => sum + had, leads.length)
  return reps.map(({ had }) => all / reps.length - had)
}

/** What the mean lead is worth with the mean rep: the unit in which a lead too many is counted. 1 where nobody wins anything. */
export function unitOf(leads: readonly Waiting[]): number {
  let [sum, count] = [0, 0]
  for (const { value, chances } of leads)
    for (const chance of chances) {
      if (chance === null) continue
      sum += chance * value
      count += 1
    }
  return sum > 0 ? sum / count : 1
}

/** A dial below that still tells equal shares apart by what they win: nobody loses by it. */
export const LEAST_DIAL = 1e-6

/**
 * What a dealing is judged by, in mean leads: λ Σ chance × value ÷ unit − (1 − λ) ½ Σ (got − equal share)². At λ = 0 the
 * first part still decides among dealings that are equally even.
 */
export function meritOf(dealing: Dealing, batch: Batch): number {
  const dial = Math.max(batch.dial, LEAST_DIAL)
  const counts = countsOf(dealing, batch.reps.length)
  const shares = sharesOf(batch)
  const apart = counts.reduce((sum, count, rep) => sum + (count - shares[rep]!) ** 2, 0)
  return (dial * winsOf(dealing, batch).worth) / unitOf(batch.leads) - ((1 - dial) * apart) / 2
}
