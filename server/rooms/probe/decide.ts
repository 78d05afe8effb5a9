/** What one call of a provider is to ask, and when it is asked again after a trouble. */

const DAY = 86_400_000
const MINUTE = 60_000
/** Days "we do not know" counts: servers that put us off today may talk tomorrow. */
const UNKNOWN_DAYS = 1
const LONGEST = 6 * 60 * MINUTE

interface Purse {
  /** Minor units. */
  readonly price: number
  readonly dailyBudget: number
  readonly spentToday: number
}

/** How many checks the day's budget still pays for; what costs nothing is not counted. */
export function affordable({ price, dailyBudget, spentToday }: Purse): number {
  if (price === 0) return Number.POSITIVE_INFINITY
  return Math.max(0, Math.floor((dailyBudget - spentToday) / price))
}

/** The values to ask about: each once, those known left out, no more than the call takes and the budget pays. */
export function toAsk(values: readonly string[], known: ReadonlySet<string>, most: number): string[] {
  return [...new Set(values)].filter((value) => !known.has(value)).slice(0, most)
}

/** Until when an answer counts. */
export function countsUntil(outcome: 'reachable' | 'bad' | 'unknown', at: Date, keepDays: number): Date {
  return new Date(at.getTime() + (outcome === 'unknown' ? UNKNOWN_DAYS : keepDays) * DAY)
}

/** When a provider is asked again after `tries` troubles in a row: later and later, at most six hours. */
export function afterTrouble(tries: number, at: Date): Date {
  return new Date(at.getTime() + Math.min(5 * MINUTE * 2 ** Math.min(tries, 20), LONGEST))
}
