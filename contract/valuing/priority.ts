import type { Fields } from '../../rules/fields.ts'
import { type LeadFacts, matches, type Moment } from '../../rules/matches.ts'
import type { PriorityRules } from '../value.ts'

/** A lead that has priority keeps it down to this share of the value it is given from, in per cent. */
export const KEPT = 80

/** What a lead's value says of its priority: whether it gets it, and whether it keeps it. Who gets it keeps it too. */
export interface Asks {
  readonly enters: boolean
  readonly stays: boolean
}

export const nothingAsked: Asks = { enters: false, stays: false }

/** The rules of priority compiled once for a moment: (lead, expected value) → what they ask. */
export function priorityOf(
  rules: PriorityRules | null,
  fields: Fields,
  at: Moment,
): (lead: LeadFacts, value: number) => Asks {
  if (!rules) return () => nothingAsked
  const { from, when } = rules
  const fits = when ? matches(when, fields, at) : () => true
  const kept = from === null ? null : Math.ceil((from * KEPT) / 100)
  return (lead, value) => {
    if (!fits(lead)) return nothingAsked
    return { enters: from === null || value >= from, stays: kept === null || value >= kept }
  }
}
