import type { RecyclePolicy } from '../../contract/policy.ts'
import type { Fields } from '../../rules/fields.ts'
import { type LeadFacts, matches } from '../../rules/matches.ts'

const DAY = 86_400_000

/** When a held lead falls back to a pool unless somebody follows up, and when its holder is reminded. */
export interface Deadline {
  readonly dueAt: Date | null
  readonly remindAt: Date | null
  readonly ruleId: string | null
  readonly poolId: string | null
}

export const noDeadline: Deadline = { dueAt: null, remindAt: null, ruleId: null, poolId: null }

/** The fallback clock of a policy, compiled once: (lead, from) → deadline by the first rule that fits. */
export function clockOf(
  policy: RecyclePolicy | undefined,
  fields: Fields,
  at: { now: Date; zone: string },
): (lead: LeadFacts, from: Date) => Deadline {
  const rules = (policy?.rules ?? [])
    .filter((rule) => rule.active)
    .map((rule) => ({ rule, fits: matches(rule.when, fields, at) }))
  return (lead, from) => {
    if (lead['protected'] === true || isRostered(lead, at.now)) return noDeadline
    const rule = rules.find(({ fits }) => fits(lead))?.rule
    if (!rule) return noDeadline
    const due = from.getTime() + rule.days * DAY
    return {
      dueAt: new Date(due),
      remindAt: rule.remindDays > 0 ? new Date(Math.max(from.getTime(), due - rule.remindDays * DAY)) : null,
      ruleId: rule.id,
      poolId: rule.poolId,
    }
  }
}

/** Whether the roster of a group says who has the lead: then nothing else takes it from them. */
export function isRostered({ rosterUntil }: LeadFacts, now: Date): boolean {
  return rosterUntil instanceof Date && rosterUntil > now
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** The day a moment falls on in a zone, 'YYYY-MM-DD'. */
export function dayIn(zone: string, at: Date): string {
  let format = formats.get(zone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    formats.set(zone, format)
  }
  return format.format(at)
}
