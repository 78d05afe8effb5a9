import type { Fields } from '../../rules/fields.ts'
import type { LeadFacts, Moment } from '../../rules/matches.ts'
import { turns } from '../../rules/turns.ts'
import type { ValuePolicy } from '../value.ts'

/** From when on (ms) a lead may be valued otherwise although nothing happens; Infinity: never. Undefined where time plays no part. */
export function valueTurns(
  { worth, cost, priority }: ValuePolicy,
  fields: Fields,
  at: Moment,
): ((lead: LeadFacts) => number) | undefined {
  const conditions = [...worth.lines, ...cost.lines].map(({ when }) => when)
  if (priority?.when) conditions.push(priority.when)
  const all = conditions.flatMap((when) => turns(when, fields, at) ?? [])
  return all.length === 0 ? undefined : (lead) => Math.min(...all.map((turn) => turn(lead)))
}
