import type { Batch, Dealing } from './batch.ts'
import { costsOf } from './costs.ts'
import { drawn } from './dice.ts'
import { keepable } from './floors.ts'
import { leastCost } from './flow.ts'

export interface Matched {
  readonly dealing: Dealing
  /** By the place of the rep: good leads their floor is lowered to, where not all floors can be kept at once. */
  readonly floors: readonly number[]
}

/**
 * Deals a batch best to best. In this order: nobody above their capacity and no lead to whom it may not go; floors kept, as many
 * good leads of them as can be; as many leads dealt as can be; `meritOf` at its greatest. Among equals the seed decides, never
 * the order leads or reps come in.
 */
export function match(batch: Batch): Matched {
  const leadOrder = drawn(
    batch.leads.map(({ leadId }) => leadId),
    batch.seed,
  )
  const repOrder = drawn(
    batch.reps.map(({ userId }) => userId),
    ~batch.seed,
  )
  const leads = leadOrder.map((at) => {
    const lead = batch.leads[at]!
    return { ...lead, chances: repOrder.map((rep) => lead.chances[rep] ?? null) }
  })
  const shuffled = { ...batch, leads, reps: repOrder.map((at) => batch.reps[at]!) }
  const kept = keepable(shuffled)
  const holder = leastCost(costsOf(shuffled, kept))
  const dealing = batch.leads.map(() => -1)
  for (const [at, rep] of holder.entries()) if (rep >= 0) dealing[leadOrder[at]!] = repOrder[rep]!
  const floors = batch.reps.map(() => 0)
  for (const [at, rep] of repOrder.entries()) floors[rep] = kept[at]!
  return { dealing, floors }
}
