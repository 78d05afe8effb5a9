/** Seeded chance (mulberry32, public domain by Tommy Ettinger): the same seed makes the same demo everywhere. */
export interface Chance {
  /** In [0, 1). */
  next(): number
  /** Whole, from 0 to below `below`. */
  whole(below: number): number
  /** True with this probability. */
  yes(probability: number): boolean
  pick<T>(from: readonly T[]): T
  /** One of the keys, by weight. */
  weighed<K extends string>(weights: Readonly<Record<K, number>>): K
}

export function chance(seed: number): Chance {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (below: number) => Math.floor(next() * below)
  return {
    next,
    whole,
    yes: (probability) => next() < probability,
    pick: (from) => from[whole(from.length)] as (typeof from)[number],
    weighed(weights) {
      const entries = Object.entries(weights) as [keyof typeof weights, number][]
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries[0] ?? ['' as never])[0]
    },
  }
}
