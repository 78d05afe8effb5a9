import { kinds, type KindName } from './kinds.ts'

/** By field and level (0 is `missing` and stays 0): a share of pairs. */
export type Shares = readonly (readonly number[])[]

/**
 * Two fields that go together among strangers: who shares a switchboard shares the address. `shares[l][k]` of the pairs
 * of two that are on level l of the `parent` are on level k of the `child`.
 */
export interface Tie {
  readonly parent: number
  readonly child: number
  readonly shares: Shares
}

export interface FieldModel {
  readonly field: string
  readonly kind: KindName
}

/**
 * What was learnt of an organisation's records, without a value of anybody: fit to be kept as JSON. `m` and `u` are the
 * shares of pairs that are one, and of pairs that are two, on each level of each field.
 */
export interface Model {
  readonly fields: readonly FieldModel[]
  readonly m: Shares
  readonly u: Shares
  readonly ties: readonly Tie[]
  /** Of all pairs of records, the share that is one twice. */
  readonly rate: number
}

/** Why two records may be one: a field, how alike it is, and what that weighs in bits (log2 of the odds). */
export interface Evidence {
  readonly field: string
  readonly level: string
  readonly weight: number
}

/** Odds in bits as a probability. */
export function probabilityOf(bits: number): number {
  return 1 / (1 + 2 ** -bits)
}

/** The probability as odds in bits. */
export function bitsOf(probability: number): number {
  return Math.log2(probability / (1 - probability))
}

/** What a level is called; level 0 is missing. */
export function levelName(kind: KindName, level: number): string {
  return kinds[kind].levels[level - 1] ?? 'missing'
}

/**
 * Two thresholds, the same for all data. From CERTAIN on two records are put into one cluster, from ASK on a person is
 * asked. Set where pairs of four public sets with known truth were told best; see docs/decisions/likelihood-matcher.md.
 */
export const CERTAIN = 0.8
export const ASK = 0.2
