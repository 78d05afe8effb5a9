/** One line of a policy in words, under a key that stays its own from version to version. */
export interface Line {
  readonly key: string
  readonly text: string
}

export type Change =
  | { readonly kind: 'added'; readonly key: string; readonly after: string }
  | { readonly kind: 'removed'; readonly key: string; readonly before: string }
  | { readonly kind: 'changed'; readonly key: string; readonly before: string; readonly after: string }
  | {
      readonly kind: 'moved'
      readonly key: string
      readonly after: string
      readonly from: number
      readonly to: number
    }

/**
 * What changed from one version to another, in the order of the later one with the removed lines last. A line that both
 * moved and changed is told twice; places count from 1. Of lines that swapped, the fewest are said to have moved.
 */
export function diffLines(before: readonly Line[], after: readonly Line[]): Change[] {
  const old = new Map(before.map((line, at) => [line.key, { ...line, at }]))
  const kept = new Set(after.map(({ key }) => key))
  const still = unmoved(after.flatMap(({ key }) => old.get(key)?.at ?? []))
  const told = after.flatMap(({ key, text }, to): Change[] => {
    const held = old.get(key)
    if (!held) return [{ kind: 'added', key, after: text }]
    const changes: Change[] = []
    if (held.text !== text) changes.push({ kind: 'changed', key, before: held.text, after: text })
    if (!still.has(held.at)) changes.push({ kind: 'moved', key, after: text, from: held.at + 1, to: to + 1 })
    return changes
  })
  const removed = before.filter(({ key }) => !kept.has(key))
  return [...told, ...removed.map(({ key, text }): Change => ({ kind: 'removed', key, before: text }))]
}

/** The longest run of places that still rise: those lines stayed, the others moved around them. */
function unmoved(places: readonly number[]): ReadonlySet<number> {
  const best: number[][] = []
  for (const [at, place] of places.entries()) {
    const before = best.filter((_, earlier) => places[earlier]! < place)
    const longest = before.reduce<number[]>((most, run) => (run.length > most.length ? run : most), [])
    best[at] = [...longest, place]
  }
  return new Set(best.reduce<number[]>((most, run) => (run.length > most.length ? run : most), []))
}
