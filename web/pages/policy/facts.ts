import type { listLeads, readLead } from '../../../contract/lead.ts'
import type { Condition, Leaf } from '../../../rules/condition.ts'
import type { Field, Fields } from '../../../rules/fields.ts'
import { matches } from '../../../rules/matches.ts'
import type { LeadFacts, Moment } from '../../../rules/matches.ts'
import type { Reply } from '../../app/api.ts'

const moments = [
  'arrivedAt',
  'assignedAt',
  'firstFollowupAt',
  'lastFollowupAt',
  'nextAt',
  'dueAt',
  'stageAt',
  'updatedAt',
] as const

type Line = Reply<typeof listLeads>['items'][number]

/** A lead as conditions see it, out of its page or a list's line: moments as dates, custom values under `attrs`. */
export function factsOf(lead: Line & { stageAt?: Reply<typeof readLead>['stageAt'] }): LeadFacts {
  const dates: [string, Date | null][] = moments.map((key) => [key, lead[key] ? new Date(lead[key]) : null])
  const { holder, custom } = lead
  return {
    ...lead,
    ...Object.fromEntries(dates),
    attrs: custom,
    holderKind: holder.kind,
    holderId: holder.id,
  }
}

/** The parts of a condition that this lead fails; empty where it passes. */
export function failing(
  when: Condition,
  lead: LeadFacts,
  { fields, at }: { fields: Fields; at: Moment },
): readonly Condition[] {
  const fits = (part: Condition) => matches(part, fields, at)(lead)
  if (fits(when)) return []
  return 'all' in when ? when.all.filter((part) => !fits(part)) : [when]
}

/** What the lead has where a test asks, as a test it passes: “region is in Shanghai”. Moments are not said. */
export function instead({ field: address }: Leaf, lead: LeadFacts, fields: Fields): Leaf | undefined {
  const field = fields.get(address)
  if (!field || field.type === 'date') return undefined
  const value = valueOf(field, lead)
  if (value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0))
    return { field: address, op: 'is_empty' }
  switch (field.type) {
    case 'number':
      return { field: address, op: 'equals', value: Number(value) }
    case 'region':
      return { field: address, op: 'in', value: [value as string] }
    case 'list':
      return { field: address, op: 'has_all', value: (value as unknown[]).map(String) }
    case 'boolean':
      return { field: address, op: value === true ? 'is_true' : 'is_false' }
    default:
      return { field: address, op: 'is', value: value as string }
  }
}

function valueOf({ key, property, origin }: Field, lead: LeadFacts): unknown {
  if (origin === 'builtin') return lead[property ?? key]
  return (lead['attrs'] as LeadFacts | undefined)?.[key]
}
