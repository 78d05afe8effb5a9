/** What is kept of a learned card, as JSON: a range without an end is told by null there. */
import type { Bin } from './bins.ts'
import type { LearnedCard } from './card.ts'
import type { Spread } from './drift.ts'
import type { Studied } from './study.ts'

/** A column that was asked about, and what of those that were not. */
export interface Kept extends Studied {
  /** Fields that no card is learned from, since their choices would name what is personal, or their past is not known. */
  readonly unasked: readonly { readonly key: string; readonly why: 'personal' | 'past_unknown' }[]
}

/** As it was before it went through JSON. */
export function thawed(kept: Kept): Kept {
  return { ...kept, card: thawedCard(kept.card), spreads: kept.spreads.map(thawedSpread) }
}

function thawedCard({ base, groups }: LearnedCard): LearnedCard {
  const lines = groups.map((group) =>
    group.map((line) => ({
      ...line,
      bin: thawedBin(line.bin),
      ...(line.with ? { with: { ...line.with, bin: thawedBin(line.with.bin) } } : {}),
    })),
  )
  return { base, groups: lines }
}

const thawedSpread = (spread: Spread): Spread => ({ ...spread, bins: spread.bins.map(thawedBin) })

function thawedBin(bin: Bin): Bin {
  if (bin.kind !== 'range') return bin
  const { from, below } = bin as { from: number | null; below: number | null }
  return { kind: 'range', from: from ?? -Infinity, below: below ?? Infinity }
}
