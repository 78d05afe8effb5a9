/** What a provider says of one value. `unknown` is no finding: nothing changes by it. */
export interface Checked {
  readonly value: string
  readonly outcome: 'reachable' | 'bad' | 'unknown'
  /** Why, as a code: `empty`, `suspended`, `no_mailbox` … */
  readonly reason: string | null
  /** Minor units. */
  readonly cost: number
}

/** A provider that could not be asked, or refused to answer; `charged` where it may have cost something all the same. */
export class ProviderTrouble extends Error {
  /** What it complained of, for people; never a value that was asked about. */
  readonly code: string
  readonly charged: boolean
  constructor(code: string, { charged }: { charged: boolean }) {
    super(`the provider did not answer: ${code}`)
    this.name = 'ProviderTrouble'
    this.code = code
    this.charged = charged
  }
}

/** Somebody who can tell whether values reach anybody. */
export interface Provider {
  readonly name: string
  /** Values a call takes. */
  readonly most: number
  /** Whether it can be asked about this value at all. */
  readonly takes: (value: string) => boolean
  /** Asks about at most `most` values and answers for each of them, in any order. Throws ProviderTrouble. */
  readonly check: (values: readonly string[]) => Promise<Checked[]>
}
