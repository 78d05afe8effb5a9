import type { Gate } from '../../../../contract/policy.ts'
import { check } from '../../../../rules/check.ts'
import { addressOf, facts } from '../../../../rules/fields.ts'
import type { Field, Fields } from '../../../../rules/fields.ts'

export type Requirement = Gate['requirements'][number]

const brought: readonly string[] = facts

/** The fields a requirement may ask for. */
export function askable(fields: Fields): Field[] {
  return [...fields.values()].filter((field) => field.origin === 'custom' || brought.includes(field.key))
}

/** Whether the server would take it: something is asked for, as many as there are at most, and its case makes sense. */
export function isSound({ need, atLeast, when }: Requirement, fields: Fields): boolean {
  const count = atLeast === undefined || (atLeast >= 1 && atLeast <= need.length)
  return need.length > 0 && count && (when === undefined || check(when, fields).length === 0)
}

export function isSoundGate(gate: Gate, fields: Fields): boolean {
  const named = (gate.kinds ?? []).every(
    ({ name, when }) => name.trim() !== '' && check(when, fields).length === 0,
  )
  return named && gate.requirements.every((requirement) => isSound(requirement, fields))
}

/** What the requirements ask for that the organisation has no field for. */
export function unknownIn(gate: Gate, fields: Fields): string[] {
  const known = new Set([...fields.values()].map(addressOf))
  return [...new Set(gate.requirements.flatMap(({ need }) => need))].filter((key) => !known.has(key))
}
