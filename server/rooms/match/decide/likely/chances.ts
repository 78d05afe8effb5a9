import type { Compared } from './compare.ts'
import { type Model, probabilityOf } from './model.ts'
import { weigh, weightsOf } from './weights.ts'

/** How many pairs of each pattern are one, by what is believed now. */
export function onesOf(
  { levels, columns, count, times }: Compared,
  model: Omit<Model, 'fields'>,
): Float64Array {
  const weights = weightsOf(model)
  const out = new Float64Array(columns)
  const ones = new Float64Array(count)
  for (let i = 0; i < count; i++)
    ones[i] = times[i]! * probabilityOf(weights.prior + weigh(weights, levels, i * columns, out))
  return ones
}
