import { type Batch, LEAST_DIAL, sharesOf, unitOf } from './batch.ts'

/** A batch as whole numbers to be made least: arrays by lead and rep, in the order in which ties are broken. */
export interface Costs {
  readonly leads: number
  readonly reps: number
  /** Of lead × reps + rep; Infinity: they may not have it. */
  readonly cost: Float64Array
  readonly good: Uint8Array
  readonly room: readonly number[]
  /** Good leads each must get: such as can all be kept together. */
  readonly floors: readonly number[]
  /** What one lead more costs a rep who has so many of this batch: never less than the one before. */
  readonly more: (rep: number, got: number) => number
  /** Of a lead that nobody gets: more than all that moving others about could save. */
  readonly nobody: number
  /** Of a good lead that a floor lacks: more than that again. */
  readonly floor: number
}

/** Sums stay below that: every whole number is exact there. */
const EXACT = 2 ** 51

/** Rounds what `meritOf` weighs to whole steps, as fine as sums allow (for 500 × 100 a hundred-thousandth of a mean lead). */
export function costsOf(batch: Batch, floors: readonly number[]): Costs {
  const { leads, reps } = batch
  const dial = Math.max(batch.dial, LEAST_DIAL)
  const shares = sharesOf(batch)
  const unit = unitOf(leads)
  const room = reps.map(({ capacity }) => Math.max(0, Math.min(capacity, leads.length)))
  const uneven = (rep: number, got: number) => (1 - dial) * (got + 0.5 - shares[rep]!)
  const gain = (value: number, chance: number) => (dial * chance * value) / unit
  const gains = leads.map(({ value, chances }) => gain(value, Math.max(0, ...chances.map((p) => p ?? 0))))
  const most = Math.max(
    1,
    ...gains,
    ...reps.flatMap((_, j) => [0, room[j]!].map((n) => Math.abs(uneven(j, n)))),
  )
  // A path or a cycle goes through each of a rep's two doors once; each arc moves a lead: two costs.
  const arcs = 4 * reps.length + 2
  const step = EXACT / (4 * arcs * arcs * most)
  const cost = new Float64Array(leads.length * reps.length).fill(Infinity)
  for (const [at, { value, chances }] of leads.entries())
    for (const [rep, chance] of chances.entries())
      if (chance !== null) cost[at * reps.length + rep] = -Math.round(step * gain(value, chance))
  const nobody = Math.ceil(arcs * (most * step + 1))
  return {
    leads: leads.length,
    reps: reps.length,
    cost,
    good: Uint8Array.from(leads, (lead) => Number(lead.good)),
    room,
    floors,
    more: (rep, got) => Math.round(step * uneven(rep, got)),
    nobody,
    floor: 2 * nobody,
  }
}
