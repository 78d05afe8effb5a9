import { kindOf } from './kinds.ts'
import { Numbers } from './pairs.ts'
import type { Column, Table } from './table.ts'

/** The keys of one column's values with the records that have them, ascending: key × base + record. */
export interface Keyed {
  readonly entries: Float64Array
  readonly base: number
}

/** A run of entries with one key. */
export type Told = (from: number, to: number) => void

/** Records are below it; a key × base is still exact in a double. */
export function baseOf(size: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(2, size)))
}

/** A key as far as it fits beside a record's number. */
export function fit(key: number, base: number): number {
  return base > 2 ** 21 ? Math.floor(key / (base / 2 ** 21)) : key
}

export function keyedOf({ columns, size }: Table): Keyed[] {
  const base = baseOf(size)
  return columns.map((column, salt) => ({ base, entries: entriesOf(column, salt, base) }))
}

function entriesOf({ kind, ids, prepared }: Column, salt: number, base: number): Float64Array {
  const keysOf = kindOf(kind).keys
  const start = new Uint32Array(prepared.length + 1)
  const keys = new Numbers()
  prepared.forEach((value, id) => {
    if (value !== null) for (const key of new Set(keysOf(value))) keys.push(fit(hash(key, salt), base))
    start[id + 1] = keys.length
  })
  const entries = new Numbers()
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row]!
    if (id < 0) continue
    for (let at = start[id]!; at < start[id + 1]!; at++) entries.push(keys.at(at) * base + row)
  }
  return entries.distinct()
}

/** FNV-1a, mixed: the order of keys is no order of values. Two keys that share a hash only cost a comparison. */
function hash(text: string, salt: number): number {
  let state = 0x811c9dc5 ^ Math.imul(salt + 1, 0x9e3779b1)
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193)
  return mix(state)
}

/** Spreads a number over 32 bits (the finalizer of MurmurHash3). */
export function mix(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}

/** Tells each run of two or more records with one key. */
export function eachBlock({ entries, base }: Keyed, told: Told): void {
  for (let from = 0; from < entries.length;) {
    const end = (Math.floor(entries[from]! / base) + 1) * base
    let to = from + 1
    while (to < entries.length && entries[to]! < end) to++
    if (to - from > 1) told(from, to)
    from = to
  }
}
