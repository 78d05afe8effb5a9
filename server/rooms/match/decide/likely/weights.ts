import type { Model, Shares } from './model.ts'

/** A model as weights in bits, ready for millions of pairs. */
export interface Weights {
  /** By column and level: log2(m/u); 0 where it is missing. */
  readonly plain: readonly Float64Array[]
  readonly losses: readonly Loss[]
  /** The odds before anything is looked at. */
  readonly prior: number
}

/** What agreement of the child loses where the parent agrees: `bits[level of parent × width + level of child]`. */
export interface Loss {
  readonly parent: number
  readonly child: number
  readonly width: number
  readonly bits: Float64Array
}

export function weightsOf({ m, u, ties, rate }: Omit<Model, 'fields'>): Weights {
  const plain = m.map((shares, c) =>
    Float64Array.from(shares, (share, level) => (level === 0 ? 0 : Math.log2(share / u[c]![level]!))),
  )
  return { plain, losses: ties.map((tie) => lossOf(tie, u, plain)), prior: Math.log2(rate / (1 - rate)) }
}

function lossOf(
  { parent, child, shares }: Model['ties'][number],
  u: Shares,
  plain: readonly Float64Array[],
): Loss {
  const width = u[child]!.length
  const bits = new Float64Array(u[parent]!.length * width)
  for (let above = 1; above < u[parent]!.length; above++)
    for (let level = 1; level < width; level++)
      if (plain[parent]![above]! > 0 && plain[child]![level]! > 0)
        bits[above * width + level] = Math.max(0, Math.log2(shares[above]![level]! / u[child]![level]!))
  return { parent, child, width, bits }
}

/**
 * Writes each column's weight for the levels at `at` into `out`, and returns their sum. Agreement that the agreement of
 * another field explains counts for what is left of it, never against.
 */
export function weigh({ plain, losses }: Weights, levels: Uint8Array, at: number, out: Float64Array): number {
  for (let c = 0; c < plain.length; c++) out[c] = plain[c]![levels[at + c]!]!
  for (const { parent, child, width, bits } of losses) {
    const lost = bits[levels[at + parent]! * width + levels[at + child]!]!
    if (lost === 0) continue
    // The strongest tie alone: what two ties explain is mostly the same.
    const left = Math.max(0, plain[child]![levels[at + child]!]! - lost)
    if (left < out[child]!) out[child] = left
  }
  let sum = 0
  for (let c = 0; c < plain.length; c++) sum += out[c]!
  return sum
}
