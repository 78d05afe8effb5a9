/** What came of one try to deliver: an HTTP status, or the code of a call that brought no answer. */
export type Outcome = { readonly status: number } | { readonly trouble: string }

/** How a webhook's receiver has fared so far. */
export interface Fare {
  /** Tries of this very delivery before this one. */
  readonly tries: number
  /** Failures of the receiver in a row, of whatever delivery. */
  readonly failures: number
}

/**
 * What to do after a try. delivered: the next one; later: this one is refused and comes again, those behind it go on;
 * wait: the receiver is ill, so the whole line waits and keeps its order; gone: the receiver wants no more.
 */
export type Verdict =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'later' | 'wait'; readonly at: Date; readonly problem: string }
  | { readonly kind: 'gone'; readonly problem: string }

const FIRST = 5_000 // ms
const LONGEST = 4 * 3_600_000 // ms

/** Judges a try. `jitter` from 0 to 1 spreads those who failed together over a quarter of the pause. */
export function judge(outcome: Outcome, fare: Fare, moment: { now: Date; jitter: number }): Verdict {
  const problem = 'status' in outcome ? `HTTP ${outcome.status}` : outcome.trouble
  if ('status' in outcome) {
    const { status } = outcome
    if (status >= 200 && status < 300) return { kind: 'delivered' }
    if (status === 410) return { kind: 'gone', problem }
    if (isAboutThisOne(status)) return { kind: 'later', at: after(fare.tries, moment), problem }
  }
  return { kind: 'wait', at: after(fare.failures, moment), problem }
}

// A receiver that is there, and not overloaded, says no to what it was sent; anything else would befall the next one too.
const isAboutThisOne = (status: number) =>
  status >= 400 && status < 500 && ![401, 403, 404, 408, 429].includes(status)

/** 5 s, 15 s, 45 s … up to 4 hours, and up to a quarter more. */
function after(before: number, { now, jitter }: { now: Date; jitter: number }): Date {
  const pause = Math.min(LONGEST, FIRST * 3 ** Math.min(before, 20))
  return new Date(now.getTime() + Math.round(pause * (1 + jitter / 4)))
}

/** A delivery that could not be made for this long is given up. */
export const PATIENCE_DAYS = 3
