import { eachBlock, fit, type Keyed, mix } from './keys.ts'
import { Numbers } from './pairs.ts'

/** Common keys of one record that are tried two at a time, the rarest first. */
const MOST = 6

/**
 * Keys that more than `cap` records share, two at a time: 王伟 is nobody, 王伟 at one company may be. Returns the pairs of
 * keys as keys of their own.
 */
export function crossedOf(keyed: readonly Keyed[], size: number, cap: number): Keyed {
  const common = commonOf(keyed, cap)
  const { start, order } = byRecord(common, size)
  const [first] = keyed
  const base = first?.base ?? 2
  const entries = new Numbers()
  for (let row = 0; row < size; row++) {
    const mine = order.subarray(start[row], start[row + 1])
    if (mine.length < 2) continue
    const rarest = [...mine]
      .toSorted((a, b) => common.sizes.at(a) - common.sizes.at(b) || common.keys.at(a) - common.keys.at(b))
      .slice(0, MOST)
    for (let i = 0; i < rarest.length; i++)
      for (let j = i + 1; j < rarest.length; j++) {
        const [a, b] = [rarest[i]!, rarest[j]!]
        if (common.columns.at(a) === common.columns.at(b)) continue
        entries.push(fit(both(common.keys.at(a), common.keys.at(b)), base) * base + row)
      }
  }
  return { base, entries: entries.distinct() }
}

function both(a: number, b: number): number {
  return mix(Math.min(a, b) ^ Math.imul(Math.max(a, b), 0x9e3779b1))
}

interface Common {
  readonly rows: Numbers
  readonly keys: Numbers
  readonly sizes: Numbers
  readonly columns: Numbers
}

function commonOf(keyed: readonly Keyed[], cap: number): Common {
  const common = { rows: new Numbers(), keys: new Numbers(), sizes: new Numbers(), columns: new Numbers() }
  keyed.forEach(({ entries, base }, column) =>
    eachBlock({ entries, base }, (from, to) => {
      if (to - from <= cap) return
      const key = Math.floor(entries[from]! / base)
      for (let i = from; i < to; i++) {
        common.rows.push(entries[i]! % base)
        common.keys.push(key)
        common.sizes.push(to - from)
        common.columns.push(column)
      }
    }),
  )
  return common
}

/** The places of each record's entries in the common list. */
function byRecord({ rows }: Common, size: number): { start: Uint32Array; order: Uint32Array } {
  const start = new Uint32Array(size + 1)
  for (let i = 0; i < rows.length; i++) start[rows.at(i) + 1]!++
  for (let row = 0; row < size; row++) start[row + 1]! += start[row]!
  const next = start.slice()
  const order = new Uint32Array(rows.length)
  for (let i = 0; i < rows.length; i++) order[next[rows.at(i)]!++] = i
  return { start, order }
}
