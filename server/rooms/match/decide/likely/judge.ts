import { compareOf, levelOf } from './compare.ts'
import { kindOf } from './kinds.ts'
import { type Kind } from './kinds/kind.ts'
import { type Evidence, levelName, type Model } from './model.ts'
import { ofCompanies, type Table } from './table.ts'
import { weigh, weightsOf, type Weights } from './weights.ts'

/** By column and value: the share of people who have it, where enough have it for that to be known; else 0. */
export type Rarity = readonly Float32Array[]

/** Most bits a value's being rare or common may add or take, so that no one value decides. */
const MOST = 6

/** Weighs pairs of one table by one model. */
export class Judge {
  readonly #table: Table
  readonly #weights: Weights
  readonly #model: Model
  readonly #compares: readonly ReturnType<typeof compareOf>[]
  readonly #levels: Uint8Array
  readonly #bits: Float64Array
  /** The most that the columns from here on can still add. */
  readonly #rest: Float64Array
  /** No field tells persons apart: the records are of companies or shops. */
  readonly #nameless: boolean
  #rarity: Rarity | null = null

  constructor(table: Table, model: Model) {
    this.#table = table
    this.#model = model
    this.#weights = weightsOf(model)
    this.#compares = table.columns.map(compareOf)
    this.#nameless = ofCompanies(table)
    this.#levels = new Uint8Array(table.columns.length)
    this.#bits = new Float64Array(table.columns.length)
    this.#rest = new Float64Array(table.columns.length + 1)
    for (let c = table.columns.length - 1; c >= 0; c--)
      this.#rest[c] = this.#rest[c + 1]! + Math.max(0, ...this.#weights.plain[c]!)
  }

  /** From now on a shared value counts by how many have it. */
  know(rarity: Rarity): void {
    this.#rarity = rarity
  }

  /** The odds of the pair's being one, in bits; −Infinity once it is sure to stay below `floor`. */
  bits(a: number, b: number, floor = -Infinity): number {
    const { columns } = this.#table
    const { plain, prior } = this.#weights
    let hope = prior
    for (let c = 0; c < columns.length; c++) {
      const level = levelOf(columns[c]!, this.#compares[c]!, a, b)
      this.#levels[c] = level
      hope += plain[c]![level]!
      if (hope + this.#rest[c + 1]! < floor) return -Infinity
    }
    return prior + weigh(this.#weights, this.#levels, 0, this.#bits) + this.#rare(a, b)
  }

  /**
   * Whether the pair weighed last may be one without a person's being asked: where both tell who they are, one of these
   * fields at least speaks for it. Colleagues share all that goes with their firm, and are two. Where no field tells persons
   * apart, a name that is only like another is asked about.
   */
  told(): boolean {
    if (this.#nameless) return this.#named(({ sureTo = Infinity }, level) => level <= sureTo)
    let asked = false
    for (const [c, { ofPlace }] of this.#table.columns.entries()) {
      if (ofPlace || this.#levels[c] === 0) continue
      if (this.#bits[c]! > 0) return true
      asked = true
    }
    return !asked
  }

  /** Whether the pair weighed last is two for certain: of one name in two places, a company and its branch. */
  apart(): boolean {
    return this.#nameless && !this.#named(({ apart = [] }, level) => !apart.includes(level))
  }

  #named(holds: (kind: Kind, level: number) => boolean): boolean {
    return this.#table.columns.every(({ kind }, c) => holds(kindOf(kind), this.#levels[c]!))
  }

  /** Adjusts the weights of shared values, in place; returns what that adds in all. */
  #rare(a: number, b: number): number {
    if (!this.#rarity) return 0
    let sum = 0
    for (let c = 0; c < this.#bits.length; c++) {
      const { ids } = this.#table.columns[c]!
      const share = ids[a] === ids[b] && ids[a]! >= 0 ? this.#rarity[c]![ids[a]!]! : 0
      if (share === 0 || this.#bits[c]! <= 0) continue
      // What a tie has taken away is not given back: a common value only loses what is left of it
      const whole = this.#weights.plain[c]![1]!
      const more = Math.max(-MOST, Math.min(MOST, Math.log2(this.#model.u[c]![1]! / share)))
      const now = Math.max(
        0,
        Math.min(this.#bits[c]!, whole) + (this.#bits[c]! < whole ? Math.min(0, more) : more),
      )
      sum += now - this.#bits[c]!
      this.#bits[c] = now
    }
    return sum
  }

  /** What speaks for and against the pair's being one; with the prior it sums to `bits`. Missing values say nothing. */
  evidence(a: number, b: number): { bits: number; prior: number; evidence: Evidence[] } {
    const bits = this.bits(a, b)
    const evidence = this.#model.fields.flatMap(({ field, kind }, c) => {
      const level = this.#levels[c]!
      return level === 0 ? [] : [{ field, level: levelName(kind, level), weight: this.#bits[c]! }]
    })
    return { bits, prior: this.#weights.prior, evidence }
  }
}
