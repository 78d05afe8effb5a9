import type { readLead } from '../../../contract/lead.ts'
import type { Condition } from '../../../rules/condition.ts'
import type { Fields } from '../../../rules/fields.ts'
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

/** A lead as conditions see it, out of its page: moments as dates, custom values under `attrs`. */
export function factsOf(lead: Reply<typeof readLead>): LeadFacts {
  const dates = moments.map((key) => [key, lead[key] ? new Date(lead[key]) : null])
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
