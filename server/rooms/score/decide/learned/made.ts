/** Leads made up for tests, with a truth that is known. */
import type { Cell, History } from './history.ts'

/** Mulberry32. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** `many` leads: size and source matter by themselves, wants and asked only together, noise not at all. */
export function madeHistory(many: number, seed = 1): History & { readonly chances: Float64Array } {
  const random = dice(seed)
  const pick = (all: readonly string[]) => all[Math.floor(random() * all.length)]!
  const rows = Array.from({ length: many }, (): Record<string, Cell> => ({
    size: random() < 0.2 ? null : Math.floor(random() * 1000),
    source: pick(['web', 'ad', 'fair', 'referral']),
    wants: pick(['yes', 'no']),
    asked: pick(['yes', 'no']),
    noise: pick(['x', 'y', 'z']),
  }))
  const chances = Float64Array.from(rows, ({ size, source, wants, asked }) => {
    const bySize = size === null ? -0.5 : Number(size) / 400 - 1
    const bySource = source === 'referral' ? 1.5 : source === 'ad' ? -1 : 0
    return 1 / (1 + Math.exp(-(bySize + bySource + (wants === asked ? 1.2 : -1.2))))
  })
  const columns = ['size', 'source', 'wants', 'asked', 'noise'].map((key) => ({
    key,
    kind: key === 'size' ? ('number' as const) : ('choice' as const),
    values: rows.map((row) => row[key]!),
  }))
  return { columns, labels: Uint8Array.from(chances, (chance) => Number(random() < chance)), chances }
}
