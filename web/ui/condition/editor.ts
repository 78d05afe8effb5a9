import type { Value } from '../../../rules/condition.ts'
import type { Field } from '../../../rules/fields.ts'

/** What every value editor is given. */
export interface EditorProps {
  field: Field
  value: Value | undefined
  onChange: (value: Value | undefined) => void
}

/** The texts of a value that lists some. */
export function textsOf(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : []
}
