import type { ConfirmOutcome } from '../../../contract/confirm.ts'

/** ms a lead of the queue is one person's: a call with its notes, and some more. */
export const TURN = 15 * 60_000
const HOUR = 3_600_000

/**
 * What an outcome counts as: confirming with something put right is completing. Undefined for completing with nothing
 * added, which is none.
 */
export function countedAs(outcome: ConfirmOutcome, changed: boolean): ConfirmOutcome | undefined {
  if (outcome === 'completed' && !changed) return undefined
  return outcome === 'confirmed' && changed ? 'completed' : outcome
}

/** When a lead is tried again that nobody was reached at, or null where it is given up. `tries`: before this one. */
export function nextTry(
  { tries, mostTries, retryHours }: { tries: number; mostTries: number; retryHours: number },
  now: Date,
): Date | null {
  return tries + 1 >= mostTries ? null : new Date(now.getTime() + retryHours * HOUR)
}
