/** What of a company's name is its own, and what says only its trade: 青禾 of 青禾网络科技. */
import { formsAt } from './place-forms.ts'
import { startsTrade, tradesAt } from './trades.ts'

/** A character of the tail that belongs to no known word costs this, against a character of the brand beyond the fourth. */
const STRANGE = 1
const LONG = 0.5
const SINGLE = 1.5
/** The form of a house before another word (百货商场淘宝店). */
const HOUSE = 0.3

/** 第三, 大型: of no house in particular. */
const ordinal = /^第[一二三四五六七八九十]{1,3}|^[大中小]型/

/** What may stand between trade words and is none: a city behind the brand (中节能秦皇岛环保), 第三, 大型. */
function asideAt(core: string, at: number): number {
  if (at > 1)
    for (const { text, ranked, codes } of formsAt(core, at))
      if (ranked || codes.some((code) => code.length < 6)) return text.length
  return ordinal.exec(core.slice(at, at + 4))?.[0].length ?? 0
}

interface Tail {
  cost: number
  words: readonly string[]
}

/** For every place the cheapest reading of the rest as trade words, places and strange characters. */
function readTails(core: string): Tail[] {
  const tails: Tail[] = Array.from({ length: core.length + 1 }, () => ({ cost: 0, words: [] }))
  for (let at = core.length - 1; at >= 0; at--) {
    const after = tails[at + 1]!
    let best: Tail = { cost: after.cost + STRANGE, words: after.words }
    for (const word of tradesAt(core, at)) {
      const rest = tails[at + word.text.length]!
      const cost = rest.cost + (word.house ? HOUSE : 0)
      if (cost < best.cost || (cost === best.cost && rest.words.length < best.words.length))
        best = { cost, words: [word.text, ...rest.words] }
    }
    const aside = asideAt(core, at)
    if (aside && tails[at + aside]!.cost < best.cost) best = tails[at + aside]!
    tails[at] = best
  }
  return tails
}

/** The brand and the trade words behind it: the shortest brand of two characters or more that leaves known words only. */
export function splitBrand(core: string): { brand: string; trades: readonly string[] } {
  if (core.length > LONGEST) return { brand: core, trades: [] }
  const tails = readTails(core)
  if (core.length > 1 && tails[0]!.cost < STRANGE) return { brand: '', trades: tails[0]!.words }
  let [best, end] = [Number.POSITIVE_INFINITY, core.length]
  for (let at = 1; at <= core.length; at++) {
    const cost = tails[at]!.cost + (at === 1 ? SINGLE : Math.max(0, at - 4) * LONG)
    if (cost < best) [best, end] = [cost, at]
  }
  return { brand: core.slice(0, end), trades: tails[end]!.words }
}

/** No registered name is longer; a cell of a megabyte is none. */
export const LONGEST = 100

/** Whether a core is trade words and nothing else (房地产开发): such a name is told from others by its place alone. */
export function isBrandless(core: string): boolean {
  if (core.length < 2 || core.length > LONGEST || !(startsTrade(core, 0) || ordinal.test(core))) return false
  return readTails(core)[0]!.cost < STRANGE
}
