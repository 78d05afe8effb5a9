/**
 * Which row of the file first brought each key, for millions of keys in memory: 12 bytes a slot instead of the
 * hundred and more a Map of texts takes.
 */
export class Twins {
  #hashes = new Float64Array(1 << 14)
  #rows = new Int32Array(1 << 14)
  #held = 0

  /** The row that brought the key, or undefined. */
  rowOf(hash: number): number | undefined {
    const at = this.#find(hash)
    return this.#hashes[at] === 0 ? undefined : this.#rows[at]
  }

  /** Notes the row that brought a key, unless an earlier one did. */
  add(hash: number, row: number): void {
    const at = this.#find(hash)
    if (this.#hashes[at] !== 0) return
    this.#hashes[at] = hash
    this.#rows[at] = row
    this.#held += 1
    if (this.#held * 4 > this.#hashes.length * 3) this.#grow()
  }

  /** The slot that holds the hash or, where none does, the free one it belongs into. */
  #find(hash: number): number {
    const most = this.#hashes.length - 1
    let at = hash % (most + 1)
    while (this.#hashes[at] !== 0 && this.#hashes[at] !== hash) at = (at + 1) & most
    return at
  }

  #grow(): void {
    const [hashes, rows] = [this.#hashes, this.#rows]
    this.#hashes = new Float64Array(hashes.length * 2)
    this.#rows = new Int32Array(rows.length * 2)
    for (let i = 0; i < hashes.length; i++) {
      if (hashes[i] === 0) continue
      const at = this.#find(hashes[i]!)
      this.#hashes[at] = hashes[i]!
      this.#rows[at] = rows[i]!
    }
  }
}

/**
 * A key as a whole number from 1 to 2^53 (cyrb53, by bryc, public domain). Among three million keys two are taken
 * for one in one of two thousand files: a forecast may err that rarely, a decision goes by the keys themselves.
 */
export function hashKey(key: string): number {
  let high = 0xdeadbeef
  let low = 0x41c6ce57
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i)
    high = Math.imul(high ^ code, 2_654_435_761)
    low = Math.imul(low ^ code, 1_597_334_677)
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0) || 1
}
