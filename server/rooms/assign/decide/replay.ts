import type { AssignPolicy, AssignRule } from '../../../../contract/assign.ts'
import { leavesOf } from '../../../../rules/condition.ts'
import type { Fields } from '../../../../rules/fields.ts'
import type { LeadFacts, Moment } from '../../../../rules/matches.ts'
import type { Pointers } from '../../../lead/pointed.ts'
import { type Assignment, assigner } from './assigner.ts'
import type { Field } from './choose.ts'
import { type KeptMerits, meritsKept } from './merits.ts'
import { type Standing, unpacked } from './record.ts'

/** What a decision knew of the lead itself: the facts its rules ask, whom anything pointed at, who had it before. */
export interface KnownThen {
  readonly facts: LeadFacts
  readonly pointers: Pointers
  readonly former: readonly string[]
  /** Where a rule gave by merit: what it was known by, by place in the roster. */
  readonly merits?: KeptMerits
  /** Who was not to get it, whatever the rules said. */
  readonly barred?: readonly string[]
}

/** The lead's properties that a policy may ask, `attrs` among them where a custom field is. */
export function askedBy(policy: AssignPolicy, fields: Fields): readonly string[] {
  const names = policy.rules.flatMap(({ when, who, strategy }) => [
    ...leavesOf(when).map(({ field }) => field),
    ...(who?.fits ?? []).map(({ field }) => field),
    ...(strategy.kind === 'tier' || strategy.kind === 'best' ? ['grade'] : []),
  ])
  const properties = names.flatMap((name) => {
    const field = fields.get(name)
    return field ? [field.origin === 'custom' ? 'attrs' : (field.property ?? field.key)] : []
  })
  return [...new Set(properties)].toSorted()
}

/** Those of a lead's facts, as text; times are kept as such. */
export function keptFacts(known: KnownThen): string {
  return JSON.stringify(known, function (this: Record<string, unknown>, key: string, value: unknown) {
    const raw = this[key]
    return raw instanceof Date ? { time: raw.getTime() } : value
  })
}

/** The same read back. */
export function readFacts(text: string): KnownThen {
  return JSON.parse(text, (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'time' in value && Object.keys(value).length === 1
      ? new Date(value.time as number)
      : value,
  ) as KnownThen
}

export interface Kept {
  readonly leadId: string
  readonly state: Uint8Array
  readonly known: KnownThen
  readonly policy: AssignPolicy
  readonly reps: readonly Standing[]
  readonly day: string
}

/** A decision made once more, from what was kept of it alone; with what each rule saw. */
export function replay(
  { leadId, state, known, policy, reps, day }: Kept,
  fields: Fields,
  at: Moment,
): { readonly assignment: Assignment; readonly looks: readonly { rule: AssignRule; field: Field }[] } {
  const roster = {
    ...unpacked(state, { policy, reps, day }),
    pointers: new Map([[leadId, known.pointers]]),
    former: new Map([[leadId, new Set(known.former)]]),
    ...(known.merits ? { best: meritsKept(known.merits, { leadId, reps }) } : {}),
  }
  const looks: { rule: AssignRule; field: Field }[] = []
  const assignment = assigner(policy, fields, at).assign(
    { facts: known.facts, leadId, ...(known.barred ? { barred: new Set(known.barred) } : {}) },
    roster,
    (rule, field) => looks.push({ rule, field }),
  )
  return { assignment, looks }
}
