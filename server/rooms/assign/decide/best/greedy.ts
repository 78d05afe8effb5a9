import type { Batch, Dealing } from './batch.ts'
import { drawn } from './dice.ts'

/** One lead after the other, the most valuable first, to the likeliest to win it who is free: what matching is held against. */
export function greedy({ leads, reps, seed }: Batch): Dealing {
  const repOrder = drawn(
    reps.map(({ userId }) => userId),
    seed,
  )
  const order = drawn(
    leads.map(({ leadId }) => leadId),
    seed,
  ).sort((a, b) => bestOf(leads[b]!) - bestOf(leads[a]!))
  const room = reps.map(({ capacity }) => capacity)
  const dealing = leads.map(() => -1)
  for (const at of order) {
    const { chances } = leads[at]!
    let best = -1
    for (const rep of repOrder) {
      const chance = chances[rep] ?? null
      if (chance !== null && room[rep]! > 0 && (best < 0 || chance > chances[best]!)) best = rep
    }
    if (best < 0) continue
    dealing[at] = best
    room[best]! -= 1
  }
  return dealing
}

const bestOf = ({ value, chances }: Batch['leads'][number]) =>
  value * Math.max(0, ...chances.map((chance) => chance ?? 0))
