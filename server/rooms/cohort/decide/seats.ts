/** A group as far as seats go. */
export interface Seats {
  readonly groupId: string
  readonly capacity: number
  readonly taken: number
}

export type Fill = 'inOrder' | 'evenly'

/**
 * Seats leads of one cohort one after another: the first group with a seat left, or the one that is least full (of
 * equals the first). Answers a group's id, or null once all are full. What it has seated counts for the next one.
 */
export function seater(groups: readonly Seats[], fill: Fill): () => string | null {
  const taken = new Map(groups.map((group) => [group.groupId, group.taken]))
  const takenIn = (group: Seats) => taken.get(group.groupId) ?? 0
  return () => {
    const open = groups.filter((group) => takenIn(group) < group.capacity)
    const [first, ...others] = open
    if (!first) return null
    const found =
      fill === 'inOrder'
        ? first
        : others.reduce(
            // Multiplied across, so that equal shares are equal.
            (best, each) => (takenIn(each) * best.capacity < takenIn(best) * each.capacity ? each : best),
            first,
          )
    taken.set(found.groupId, takenIn(found) + 1)
    return found.groupId
  }
}
