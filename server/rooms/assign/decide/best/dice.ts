/** Numbers in [0, 1) that are the same in every run for a seed (mulberry32, Tommy Ettinger 2017). */
export function dice(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Where each of these ids comes in an order that a seed alone decides, whatever order they are given in. */
export function drawn(ids: readonly string[], seed: number): number[] {
  const lots = ids.map((id) => lot(id, seed))
  return ids
    .map((_, at) => at)
    .sort((a, b) => lots[a]! - lots[b]! || (ids[a]! < ids[b]! ? -1 : Number(ids[a]! > ids[b]!)))
}

/** FNV-1a over the seed and the id, mixed once more so that ids alike in all but the end lie apart. */
function lot(id: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) | 0
  for (let at = 0; at < id.length; at++) hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193)
  return dice(hash)()
}
