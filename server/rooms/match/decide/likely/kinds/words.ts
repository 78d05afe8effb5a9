/** Texts of several words: addresses, names of places and shops, products. Rare words weigh more than common ones. */
import { hasHan } from '../../../../../lead/han.ts'
import { edits, folded, jaroWinkler } from '../strings.ts'
import type { Kind } from './kind.ts'
import { skeleton } from './person.ts'

export interface Words {
  readonly squeezed: string
  readonly words: readonly string[]
  /** −log2 of each word's share. */
  readonly weights: readonly number[]
  readonly total: number
}

const MOST_WORDS = 24
const pieces = /\p{Script=Han}+|\d+|[^\p{Script=Han}\d\s]+/gu

/** The words of a folded text; Chinese, which has no spaces, as pairs of neighbours. */
export function wordsOf(text: string): string[] {
  if (!hasHan(text)) return text.split(' ').slice(0, MOST_WORDS)
  const found: string[] = []
  for (const [piece] of text.matchAll(pieces)) {
    if (!hasHan(piece) || piece.length === 1) found.push(piece)
    else for (let i = 0; i + 1 < piece.length; i++) found.push(piece.slice(i, i + 2))
    if (found.length >= MOST_WORDS) break
  }
  return found.slice(0, MOST_WORDS)
}

const levels = ['same', 'squeezed', 'nearly', 'mostly', 'half', 'some', 'other'] as const
/** The share of the words' weight that must be found again for `nearly`, `mostly`, `half`, `some`. */
const bands = [0.9, 0.75, 0.55, 0.35] as const

function compare(a: Words, b: Words): number {
  if (a.squeezed === b.squeezed) return 2
  const shared = likeness(a, b)
  for (let i = 0; i < bands.length; i++) if (shared >= bands[i]!) return i + 3
  return levels.length
}

/** The common words' weight over the mean of both; 0 to 1. A word with a slip counts for most of itself. */
export function likeness(a: Words, b: Words): number {
  const [short, long] = a.words.length <= b.words.length ? [a, b] : [b, a]
  let used = 0
  let common = 0
  for (let i = 0; i < short.words.length; i++) {
    let best = 0
    let twin = -1
    for (let j = 0; j < long.words.length; j++) {
      if (used & (1 << j)) continue
      const alike = wordLikeness(short.words[i]!, long.words[j]!)
      if (alike > best) [best, twin] = [alike, j]
      if (best === 1) break
    }
    if (twin < 0) continue
    used |= 1 << twin
    common += (best * (short.weights[i]! + long.weights[twin]!)) / 2
  }
  const shared = common / Math.sqrt(a.total * b.total)
  return shared >= 0.55 ? shared : Math.max(shared, runTogether(a.squeezed, b.squeezed))
}

/** Two words, one of which was parted or run together (tings lpa, tingalpa), are still like as a whole. */
function runTogether(a: string, b: string): number {
  const [short, long] = [Math.min(a.length, b.length), Math.max(a.length, b.length)]
  if (short < 5 || long - short > 3) return 0
  const many = edits(a, b, 3)
  return many > 3 ? 0 : Math.max(0, 1 - (many * 2) / long)
}

function wordLikeness(a: string, b: string): number {
  if (a === b) return 1
  const [short, long] = a.length <= b.length ? [a.length, b.length] : [b.length, a.length]
  if (short < 3 || isDigit(a) || isDigit(b)) return isDigit(a) && short > 2 && edits(a, b, 1) === 1 ? 0.6 : 0
  if (a.startsWith(b) || b.startsWith(a)) return 0.85
  if (a.charCodeAt(0) !== b.charCodeAt(0) && long < 5) return 0
  if (long - short > 3) return 0
  const alike = jaroWinkler(a, b)
  return alike >= 0.85 ? alike : 0
}

function isDigit(word: string): boolean {
  const unit = word.charCodeAt(0)
  return unit >= 48 && unit <= 57
}

/** Makes a text of words ready; one wholly of marks says nothing. */
export function prepareWords(value: string, corpus: Parameters<Kind['prepare']>[1]): Words | null {
  const text = folded(value)
  if (!text) return null
  const words = wordsOf(text)
  const weights = words.map((word) => Math.max(0.5, -Math.log2(corpus.share(word))))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return { squeezed: text.replaceAll(' ', ''), words, weights, total }
}

/** Its whole, and its three rarest words, each as written and by its consonants. */
function keys({ squeezed, words, weights }: Words): string[] {
  const rare = words
    .map((word, i) => ({ word, weight: weights[i]! }))
    .filter(({ word }) => word.length > 1)
    .toSorted((a, b) => b.weight - a.weight)
    .slice(0, 3)
  return [
    `q${squeezed}`,
    ...rare.flatMap(({ word }) => [
      `w${word}`,
      ...(word.length > 3 && !isDigit(word) && !hasHan(word) ? [`k${skeleton(word)}`] : []),
    ]),
  ]
}

export const words: Kind<Words> = {
  ofPlace: true,
  levels,
  begin: [0.6, 0.05, 0.12, 0.08, 0.06, 0.04, 0.05],
  prepare: prepareWords,
  compare,
  keys,
}
