import { type CustomerValues, nobody } from './customer.ts'
import { type Change, changesBetween } from './merge.ts'

/** A customer's values with one field set; custom ones are called `custom.KEY`. */
function withField(values: CustomerValues, field: string, value: unknown): CustomerValues {
  if (!field.startsWith('custom.')) return { ...values, [field]: value }
  const attrs: Record<string, unknown> = { ...values.attrs, [field.slice(7)]: value }
  if (value === null || value === undefined) delete attrs[field.slice(7)]
  return { ...values, attrs }
}

function fieldOf(values: CustomerValues, field: string): unknown {
  return field.startsWith('custom.') ? values.attrs[field.slice(7)] : values[field as keyof CustomerValues]
}

/** Takes changes back, the fields that are still as the changes left them; `left` says how many were changed since. */
export function takeBack(
  held: CustomerValues,
  changes: readonly Change[],
): { values: CustomerValues; left: number } {
  let values = held
  let left = 0
  for (const { field, before, after } of changes) {
    const asLeft = JSON.stringify(fieldOf(values, field) ?? null) === JSON.stringify(after ?? null)
    if (asLeft) values = withField(values, field, before)
    else left += 1
  }
  return { values, left }
}

/** Whether a customer is still exactly what these changes made of nobody. */
export function isUntouched(held: CustomerValues, made: readonly Change[]): boolean {
  const { attrs, ...rest } = made.reduce(
    (values, { field, after }) => withField(values, field, after),
    nobody,
  )
  return changesBetween({ ...rest, attrs }, held).length === 0
}
