import type { LeadFacts } from '../../../../../rules/matches.ts'

/** A change of one field, in the order of the trail. */
export interface Edit {
  readonly at: Date
  readonly field: string
  readonly before: unknown
}

/** A lead before some edits: of each field they changed, what stood before the first of them. */
export function undone(lead: LeadFacts, edits: readonly Edit[]): LeadFacts {
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
