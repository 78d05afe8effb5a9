import { caps } from './condition.ts'
import type { Field } from './fields.ts'
import { dayIn } from './matches.ts'
import { fold } from './probe.ts'

/** A row of `lead_fast` without its keys. `dateValue` stays empty: a custom date is a day, kept as text. */
export interface FastValue {
  readonly textValue: string | null
  readonly numberValue: number | null
  readonly dateValue: Date | null
}

/** Letters: more than any value of a condition has, in fewer bytes than one index entry takes (2,704). */
export const KEPT = 2 * caps.textLength

/** True where a custom field can live in `lead_fast`: one value a lead, so not a list. */
export function canBeFast(field: Field): boolean {
  return field.origin === 'custom' && field.id !== undefined && field.type !== 'list'
}

/**
 * What `lead_fast` holds for a custom field whose value in `attrs` is `raw`; null where there is to be no row.
 * Who writes `attrs` writes this beside it, or lists and rules disagree.
 */
export function fastValue(field: Field, raw: unknown): FastValue | null {
  if (field.type === 'number') {
    return typeof raw === 'number' && Number.isFinite(raw) ? { ...nothing, numberValue: raw } : null
  }
  const text = textFor(field, raw)
  return text === undefined ? null : { ...nothing, textValue: text }
}

const nothing: FastValue = { textValue: null, numberValue: null, dateValue: null }

function textFor(field: Field, raw: unknown): string | undefined {
  if (field.type === 'date') return dayIn(raw)
  if (field.type === 'boolean') return typeof raw === 'boolean' ? String(raw) : undefined
  if (typeof raw !== 'string' || raw === '') return undefined
  const kept = raw.slice(0, KEPT).replace(/[\uD800-\uDBFF]$/, '') // half a character is none
  return field.type === 'text' ? fold(kept) : kept
}
