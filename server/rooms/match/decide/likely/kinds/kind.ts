/** What a comparison of two values can find, from the strongest agreement to none. */
export interface Kind<P = unknown> {
  /** The levels in order; the last one is `other`. Level n of `compare` is `levels[n - 1]`. */
  readonly levels: readonly string[]
  /** Where the search for the weights begins: how often one person's two values fall on each level. */
  readonly begin: readonly number[]
  /** Makes one value ready to be compared; null where it says nothing. */
  readonly prepare: (value: string, corpus: Corpus) => P | null
  /** The level, 1 … levels.length, of two values that are not written alike. Symmetric. */
  readonly compare: (a: P, b: P) => number
  /** Everybody at one place shares it: two who share several such things are perhaps only neighbours, or colleagues. */
  readonly ofPlace: boolean
  /**
   * Of records that nothing tells but their name (companies): the last level on which two may be one without a person's
   * being asked, and the levels that keep two apart whatever a third is like.
   */
  readonly sureTo?: number
  readonly apart?: readonly number[]
  /** Under what the value is looked up; two values with no key in common are never compared for this field's sake. */
  readonly keys: (prepared: P) => readonly string[]
}

/** What is known of all values of a column. */
export interface Corpus {
  /** The share of values a word occurs in, above 0 and at most 1. */
  readonly share: (word: string) => number
}

/** For a pair without a table around it: every word is as rare as any other. */
export const noCorpus: Corpus = { share: () => 0.001 }
