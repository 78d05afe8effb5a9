/** Sets of records, joined two at a time. */
export class Sets {
  readonly #parent: Int32Array

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, i) => i)
  }

  find(record: number): number {
    let root = record
    while (this.#parent[root] !== root) root = this.#parent[root] = this.#parent[this.#parent[root]!]!
    return root
  }

  /** Joins two sets; the smaller root stays, so that the outcome knows no order. Returns [stays, goes]. */
  join(a: number, b: number): [number, number] {
    const [x, y] = [this.find(a), this.find(b)]
    const [stays, goes] = x < y ? [x, y] : [y, x]
    this.#parent[goes] = stays
    return [stays, goes]
  }
}

/** A pair that may be one; `bits` are its odds. */
export interface Edge {
  readonly a: number
  readonly b: number
  readonly bits: number
}

/** How probable two records are one; null where they are two for certain. */
export type Probability = (a: number, b: number) => number | null

/** How probable members of two clusters must be one, on average, for the clusters to become one. */
const MEAN = 0.3
/** Members of each side that are asked. */
const ASKED = 6

/**
 * Clusters of records that are one, biggest odds first. A chain (a like b, b like c, a unlike c) is cut: two clusters
 * become one only where their members are alike on average, not by one pair, and none of them are two for certain. Each cluster ascending; singles left out.
 */
export function clustersOf(size: number, edges: readonly Edge[], probability: Probability): number[][] {
  const sets = new Sets(size)
  const members = new Map<number, number[]>()
  const of = (root: number) => members.get(root) ?? [root]
  for (const { a, b } of edges.toSorted((x, y) => y.bits - x.bits || x.a - y.a || x.b - y.b)) {
    const [x, y] = [sets.find(a), sets.find(b)]
    if (x === y || !alike(of(x), of(y), probability)) continue
    const both = [...of(x), ...of(y)]
    const [stays, goes] = sets.join(x, y)
    members.delete(goes)
    members.set(stays, both)
  }
  return [...members.values()]
    .map((cluster) => cluster.toSorted((a, b) => a - b))
    .toSorted((a, b) => a[0]! - b[0]!)
}

function alike(xs: readonly number[], ys: readonly number[], probability: Probability): boolean {
  if (xs.length * ys.length === 1) return true
  const [some, others] = [spread(xs), spread(ys)]
  let sum = 0
  for (const x of some)
    for (const y of others) {
      const one = probability(Math.min(x, y), Math.max(x, y))
      if (one === null) return false
      sum += one
    }
  return sum / (some.length * others.length) >= MEAN
}

function spread(members: readonly number[]): readonly number[] {
  if (members.length <= ASKED) return members
  return Array.from({ length: ASKED }, (_, i) => members[Math.floor((i * members.length) / ASKED)]!)
}
