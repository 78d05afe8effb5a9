import { facts } from '../../../../rules/fields.ts'
import type { LeadValues } from '../../../lead/store.ts'
import type { Change } from '../../../lead/trail.ts'

/**
 * Links a re-enquiry to the lead that is held: what the lead lacks is filled in, what it has stays. Linking the
 * same arrival twice changes nothing the second time. Returns the values and what changed, custom fields as `custom.KEY`.
 */
export function link(held: LeadValues, arrived: LeadValues): { values: LeadValues; changes: Change[] } {
  const changes: Change[] = []
  const values: { -readonly [K in keyof LeadValues]: LeadValues[K] } = { ...held }
  for (const field of facts) {
    if (held[field] || !arrived[field]) continue
    values[field] = arrived[field]
    changes.push({ field, before: null, after: arrived[field] })
  }
  const attrs = { ...held.attrs }
  for (const [key, value] of Object.entries(arrived.attrs)) {
    if (!missing(attrs[key]) || missing(value)) continue
    attrs[key] = value
    changes.push({ field: `custom.${key}`, before: null, after: value })
  }
  return { values: { ...values, attrs }, changes }
}

function missing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
