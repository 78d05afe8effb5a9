/**
 * Which pairs are worth comparing: those that share a key of some field. Keys too many records share are skipped by
 * themselves and tried two at a time.
 */
import { crossedOf } from './crossed.ts'
import { eachBlock, type Keyed, keyedOf } from './keys.ts'
import { Numbers } from './pairs.ts'
import type { Table } from './table.ts'

export interface Blocked {
  /** Ascending, each pair once. */
  readonly pairs: Float64Array
  /** By column: pairs its own keys make, to learn from what the other fields do. */
  readonly sessions: readonly Float64Array[]
  /** Records that may share a key and still all be compared with each other. */
  readonly cap: number
  /** Keys, and pairs of keys, that more records share than that: who shares nothing else is not compared. */
  readonly skipped: number
}

/** Most pairs compared: of few records nearly all, of many so many each. */
const FEW = 3_000_000
const EACH = 10
/** The part of them that single keys may use. */
const SINGLE = 0.7
const LARGEST_CAP = 2000
/** Pairs of one field's keys to learn from. */
const SESSION = 60_000

export function blocksOf(table: Table): Blocked {
  const keyed = keyedOf(table)
  const budget = Math.max(FEW, EACH * table.size)
  const cap = capOf(keyed, budget * SINGLE)
  const pairs = new Numbers()
  const single = keyed.map((each) => gather(each, { cap, size: table.size, pairs }))
  const crossed = crossedOf(keyed, table.size, cap)
  const most = Math.min(cap, capOf([crossed], budget * (1 - SINGLE)))
  const { skipped } = gather(crossed, { cap: most, size: table.size, pairs })
  return {
    pairs: pairs.distinct(),
    sessions: single.map(({ session }) => session),
    cap,
    skipped: single.reduce((sum, each) => sum + each.skipped, skipped),
  }
}

interface Gathering {
  readonly cap: number
  readonly size: number
  readonly pairs: Numbers
}

function gather(keyed: Keyed, { cap, size, pairs }: Gathering): { session: Float64Array; skipped: number } {
  const session = new Numbers()
  let skipped = 0
  eachBlock(keyed, (from, to) => {
    if (to - from > cap) return skipped++
    pairUp(keyed, { from, to, size }, pairs)
    // Keys come in the order of their hashes: the first ones are as good as drawn
    if (session.length < SESSION) pairUp(keyed, { from, to, size }, session)
    return skipped
  })
  return { session: session.distinct(), skipped }
}

function pairUp(
  { entries, base }: Keyed,
  { from, to, size }: Record<'from' | 'to' | 'size', number>,
  out: Numbers,
): void {
  out.reserve(((to - from) * (to - from - 1)) / 2)
  for (let i = from; i < to; i++) {
    const row = (entries[i]! % base) * size
    for (let j = i + 1; j < to; j++) out.push(row + (entries[j]! % base))
  }
}

/** The largest size of a block whose pairs, with those of all smaller ones, the budget allows. */
function capOf(keyed: readonly Keyed[], budget: number): number {
  const pairs = new Float64Array(LARGEST_CAP + 1)
  for (const each of keyed)
    eachBlock(each, (from, to) => {
      const size = to - from
      if (size <= LARGEST_CAP) pairs[size]! += (size * (size - 1)) / 2
    })
  let sum = 0
  for (let size = 2; size <= LARGEST_CAP; size++) {
    sum += pairs[size]!
    if (sum > budget) return Math.max(2, size - 1)
  }
  return LARGEST_CAP
}
