/** Pairs of records as numbers: a × size + b, a < b. They sort, and a list of ten million is one array. */

/** A list of numbers that grows. */
export class Numbers {
  length = 0
  #held = new Float64Array(1024)

  push(value: number): void {
    if (this.length === this.#held.length) this.reserve(1)
    this.#held[this.length++] = value
  }

  /** Makes room for so many more. */
  reserve(many: number): void {
    const need = this.length + many
    if (need <= this.#held.length) return
    const wider = new Float64Array(Math.max(need, this.#held.length * 2))
    wider.set(this.#held)
    this.#held = wider
  }

  at(place: number): number {
    return this.#held[place]!
  }

  /** Ascending; what was in the list is sorted in place. */
  sorted(): Float64Array {
    return this.#held.subarray(0, this.length).sort()
  }

  /** Ascending, each once. */
  distinct(): Float64Array {
    const sorted = this.sorted()
    let kept = 0
    for (let i = 0; i < sorted.length; i++)
      if (i === 0 || sorted[i] !== sorted[kept - 1]) sorted[kept++] = sorted[i]!
    return sorted.slice(0, kept)
  }
}

/** How many pairs so many records have. */
export const pairsAmong = (size: number) => (size * (size - 1)) / 2

/** Pairs drawn blindly, `most` of them; all there are where those are fewer. The same for the same seed. */
export function randomPairs(size: number, seed: number, most: number): Float64Array {
  const out = new Numbers()
  if (pairsAmong(size) <= most) {
    for (let a = 0; a < size; a++) for (let b = a + 1; b < size; b++) out.push(a * size + b)
    return out.sorted()
  }
  const roll = chance(seed)
  while (out.length < most) {
    const [a, b] = [Math.floor(roll() * size), Math.floor(roll() * size)]
    if (a !== b) out.push(Math.min(a, b) * size + Math.max(a, b))
  }
  return out.sorted()
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** At most so many of them, spread evenly. */
export function thinned(pairs: Float64Array, most: number): Float64Array {
  if (pairs.length <= most) return pairs
  const step = pairs.length / most
  return Float64Array.from({ length: most }, (_, i) => pairs[Math.floor(i * step)]!)
}
