import type { Condition } from '../../rules/condition.ts'
import { leavesOf } from '../../rules/condition.ts'
import type { Field, Fields } from '../../rules/fields.ts'
import type { Sight } from '../people/scope.ts'

/** How much each sight shows; of keys and fields, how much is needed. */
export const clarity: Readonly<Record<Sight, number>> = { none: 0, masked: 1, full: 2 }

/** Free text, out of which a masked reader is shown no number or address. */
const freeText: ReadonlySet<string> = new Set(['need', 'note', 'nextStep', 'stageReason'])

/** Whether a reader with this sight is shown the field's values as they are. */
export function shows(sight: Sight, field: Field): boolean {
  if (sight === 'full') return true
  if (field.origin === 'builtin' && field.key === 'name') return sight === 'masked'
  return !field.personal && !(field.origin === 'builtin' && freeText.has(field.key))
}

/**
 * Whether a condition may be asked of leads seen like this. One on a hidden value would tell it, digit by digit
 * ("phone starts with 1380013"); only whether there is a value is seen by everybody.
 */
export function mayAsk(sight: Sight, condition: Condition, fields: Fields): boolean {
  return leavesOf(condition).every(({ field, op }) => {
    const asked = fields.get(field)
    return op === 'is_empty' || !asked || shows(sight, asked)
  })
}
