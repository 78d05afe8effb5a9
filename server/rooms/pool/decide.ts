import type { RefusalCode } from '../../../contract/refusals.ts'

/** What a claim is measured against. null: no limit. */
export interface Limits {
  readonly dailyLimit: number | null
  readonly holdingLimit: number | null
}

export interface Taken {
  readonly claimedToday: number
  readonly holding: number
}

/** How many more leads somebody may claim, and the refusal for the one after that. */
export interface Allowance {
  readonly more: number
  readonly beyond: { readonly code: RefusalCode; readonly params: { used: number; limit: number } } | null
}

/** What is left of a member's limits: the tighter one counts and is named. */
export function allowance({ dailyLimit, holdingLimit }: Limits, { claimedToday, holding }: Taken): Allowance {
  const daily = dailyLimit === null ? Infinity : Math.max(0, dailyLimit - claimedToday)
  const held = holdingLimit === null ? Infinity : Math.max(0, holdingLimit - holding)
  if (daily === Infinity && held === Infinity) return { more: Infinity, beyond: null }
  if (daily <= held) {
    const used = claimedToday + daily
    return {
      more: daily,
      beyond: { code: 'pool.daily_limit', params: { used, limit: dailyLimit as number } },
    }
  }
  return {
    more: held,
    beyond: { code: 'pool.holding_limit', params: { used: holding + held, limit: holdingLimit as number } },
  }
}

/**
 * A pool's limits where claims are limited: half of them a day, at least one. How much somebody may hold is no matter of how
 * open claims are.
 */
export function narrowed<L extends Limits>(limits: L, claims: 'open' | 'limited' | 'barred'): L {
  if (claims !== 'limited' || limits.dailyLimit === null) return limits
  return {
    ...limits,
    dailyLimit: Math.min(limits.dailyLimit, Math.max(1, Math.floor(limits.dailyLimit / 2))),
  }
}

/** The tighter of two limits where null is none. */
export function tighter(a: number | null, b: number | null): number | null {
  if (a === null) return b
  return b === null ? a : Math.min(a, b)
}
