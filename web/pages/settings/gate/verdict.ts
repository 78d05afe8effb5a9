import type { Gate } from '../../../../contract/policy.ts'
import { check } from '../../../../rules/check.ts'
import type { Condition } from '../../../../rules/condition.ts'
import type { Fields } from '../../../../rules/fields.ts'
import { matches } from '../../../../rules/matches.ts'
import type { Moment } from '../../../../rules/matches.ts'

/** What a lead lacks by one requirement; `least` and `have` where not all of the fields are needed. */
export interface Shortfall {
  readonly missing: readonly string[]
  readonly least?: number
  readonly have: number
  readonly of: readonly string[]
}

/** The facts of a made-up lead by field address, as it would arrive, well-formed. */
export type Brought = Readonly<Record<string, string>>

/** What the gate would find lacking in a lead that brings these facts; empty where it passes. */
export function shortfalls(
  { requirements, kinds = [] }: Pick<Gate, 'requirements' | 'kinds'>,
  brought: Brought,
  { fields, at }: { fields: Fields; at: Moment },
): Shortfall[] {
  const facts = factsOf(brought)
  // A condition still being written binds nobody yet.
  const holds = (when: Condition | undefined) =>
    when === undefined || (check(when, fields).length === 0 && matches(when, fields, at)(facts))
  return requirements.flatMap(({ need, atLeast, when, kind }) => {
    if (!holds(when) || !holds(kinds.find(({ id }) => id === kind)?.when)) return []
    const missing = need.filter((field) => field !== 'source' && !brought[field])
    const have = need.length - missing.length
    if (have >= (atLeast ?? need.length)) return []
    return [{ missing, have, of: need, ...(atLeast === undefined ? {} : { least: atLeast }) }]
  })
}

function factsOf(brought: Brought): Record<string, unknown> {
  const attrs = Object.entries(brought)
    .filter(([key]) => key.startsWith('custom.'))
    .map(([key, value]) => [key.slice('custom.'.length), value])
  return { ...brought, attrs: Object.fromEntries(attrs) as Record<string, unknown>, stage: 'new', tags: [] }
}
