import type { Term } from './belong.ts'

/** Counts leads by the territory they lie in: those its own reps hold, and those others do. */
export function count(map: readonly Term[], repsOf: (term: Term) => readonly string[]) {
  const own = new Map(map.map((term) => [term.territoryId, new Set(repsOf(term))]))
  const counts = new Map(map.map(({ territoryId }) => [territoryId, { own: 0, others: 0 }]))
  let nowhere = 0
  return {
    add(territoryId: string | undefined, holderId: string | null): void {
      const held = territoryId === undefined ? undefined : counts.get(territoryId)
      if (!held || territoryId === undefined) nowhere += 1
      else if (own.get(territoryId)?.has(holderId ?? '')) held.own += 1
      else held.others += 1
    },
    result: () => ({ items: [...counts].map(([territoryId, held]) => ({ territoryId, ...held })), nowhere }),
  }
}
