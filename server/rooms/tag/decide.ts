import type { TagPolicy } from '../../../contract/policy.ts'
import type { Fields } from '../../../rules/fields.ts'
import { type LeadFacts, matches, type Moment } from '../../../rules/matches.ts'

const DAY = 86_400_000

export interface GivenTag {
  readonly tag: string
  readonly rule: string
  readonly expiresAt: Date | null
}

/** A tag policy compiled once: a lead's facts → the tags its rules give, each once, by the first rule that does. */
export function tagger(
  policy: TagPolicy | undefined,
  fields: Fields,
  at: Moment,
): (lead: LeadFacts) => GivenTag[] {
  const rules = (policy?.rules ?? [])
    .filter((rule) => rule.active)
    .map((rule) => ({ rule, fits: matches(rule.when, fields, at) }))
  return (lead) => {
    const given = new Map<string, GivenTag>()
    for (const { rule, fits } of rules) {
      if (!fits(lead)) continue
      const expiresAt = rule.days === null ? null : new Date(at.now.getTime() + rule.days * DAY)
      for (const tag of rule.tags) {
        if (!given.has(tag)) given.set(tag, { tag, rule: rule.id, expiresAt })
      }
    }
    return [...given.values()]
  }
}
