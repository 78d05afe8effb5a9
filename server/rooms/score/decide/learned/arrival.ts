/**
 * A lead as it was when it arrived: today's values, but for those that were changed since, which its trail tells. A card that
 * learned from what became of a lead would foretell the past.
 */
import type { LeadFacts } from '../../../../../rules/matches.ts'
import type { Asked } from './asked.ts'

/** A change of one field, in the order of the trail. */
export interface Edit {
  readonly at: Date
  readonly field: string
  readonly before: unknown
}

/** The lead's facts at arrival: of each field that was ever changed, what stood before its first change. */
export function atArrival(lead: LeadFacts, edits: readonly Edit[]): LeadFacts {
  if (edits.length === 0) return lead
  const first: Record<string, unknown> = {}
  for (const { field, before } of edits) if (!(field in first)) first[field] = before
  const attrs = { ...(lead['attrs'] as LeadFacts | null) }
  const named: Record<string, unknown> = {}
  for (const [field, before] of Object.entries(first))
    if (field.startsWith('custom.')) attrs[field.slice('custom.'.length)] = before
    else named[field] = before
  return { ...lead, ...named, attrs }
}

/** The fields asked that were set or changed when the outcome was known already, by place. */
export function changedLate(asked: readonly Asked[], edits: readonly Edit[], outcomeAt: Date): boolean[] {
  const late = new Set(edits.filter(({ at }) => at >= outcomeAt).map(({ field }) => field))
  return asked.map(({ key }) => late.has(key))
}
