import type { Batch } from './batch.ts'

/**
 * How much of each rep's floor can be kept together with all the others: by the place of the rep. Everybody's first good lead
 * is seen to before anybody's second, so that what has to give way gives way evenly. What reps may be given one by one always
 * extends what others were given (a transversal matroid), so the sum is the greatest there is.
 */
export function keepable({ leads, reps }: Pick<Batch, 'leads' | 'reps'>): number[] {
  const good = leads.filter((lead) => lead.good)
  const holder = new Int32Array(good.length).fill(-1)
  const kept = reps.map(() => 0)
  const most = reps.map(({ floor, capacity }) => Math.max(0, Math.min(floor, capacity)))
  const open = new Set(most.flatMap((floor, rep) => (floor > 0 ? [rep] : [])))
  while (open.size > 0)
    for (const rep of open) {
      if (kept[rep]! < most[rep]! && found(rep, good, holder)) kept[rep]! += 1
      else open.delete(rep)
    }
  return kept
}

/** Gives a rep one more good lead, moving others on where that is needed (augmenting paths, the shortest first). */
function found(rep: number, good: Batch['leads'], holder: Int32Array): boolean {
  const by = new Map<number, number>()
  const gives = new Map([[rep, -1]])
  for (const asker of gives.keys())
    for (let lead = 0; lead < good.length; lead++) {
      if (by.has(lead) || typeof good[lead]!.chances[asker] !== 'number') continue
      by.set(lead, asker)
      const has = holder[lead]!
      if (has >= 0) {
        if (!gives.has(has)) gives.set(has, lead)
        continue
      }
      for (let moved = lead; moved >= 0; moved = gives.get(holder[moved]!)!) holder[moved] = by.get(moved)!
      return true
    }
  return false
}
