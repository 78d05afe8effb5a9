/** Whom something outside the rules points at for a lead: who has the customer, a referrer, a territory, a cohort's roster. */
export interface Pointed {
  /** The reps it names. Several share in turn; empty: `teamId`'s, else nobody. */
  readonly userIds: readonly string[]
  readonly teamId: string | null
  /** What pointed, for the reason: ids and words, no personal values. */
  readonly because: Readonly<Record<string, string | null>>
}

export type PointerKind = 'held' | 'referral' | 'territory' | 'cohort'

export type Pointers = Readonly<Partial<Record<PointerKind, Pointed>>>
