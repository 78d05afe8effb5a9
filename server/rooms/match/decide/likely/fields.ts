import { mailbox } from '../../../../lead/keys.ts'
import { MOST_COLUMNS } from './compare.ts'
import { BETWEEN } from './kinds/several.ts'
import type { Given } from './table.ts'

/** A field that records are compared by. */
export type Compared = Pick<Given, 'field' | 'type'>

/** A custom field, as far as comparing looks at it. */
interface Custom {
  readonly key: string
  readonly type: string
  readonly archived?: boolean
}

/** What is compared of a lead; need and note are talk. */
const own: readonly Compared[] = [
  { field: 'name', type: 'name' },
  { field: 'company', type: 'company' },
  { field: 'phone', type: 'phone' },
  { field: 'email', type: 'email' },
  { field: 'wechat', type: 'id' },
  { field: 'creditCode', type: 'id' },
  { field: 'address', type: 'text' },
  { field: 'region', type: 'region' },
  { field: 'title', type: 'text' },
]

const types: Readonly<Record<string, Given['type']>> = {
  text: 'text',
  number: 'number',
  date: 'date',
  choice: 'choice',
  boolean: 'choice',
  region: 'region',
}

/** The fields that leads are compared by: the lead's own, then custom ones in their order, at most 16. Lists are left out. */
export function comparedFields(custom: readonly Custom[]): Compared[] {
  const more = custom.flatMap(({ key, type, archived }) => {
    const as = archived ? undefined : types[type]
    return as ? [{ field: `custom.${key}`, type: as }] : []
  })
  return [...own, ...more].slice(0, MOST_COLUMNS)
}

/** A lead's values in the order of the fields; null is missing. */
export function comparedValues(
  lead: Readonly<Record<string, unknown>>,
  fields: readonly Pick<Compared, 'field'>[],
): (string | null)[] {
  const attrs = (lead['attrs'] ?? {}) as Readonly<Record<string, unknown>>
  return fields.map(({ field }) => {
    const value = field.startsWith('custom.') ? attrs[field.slice(7)] : lead[field]
    if (typeof value === 'string') return value === '' ? null : value
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null
  })
}

/** A lead with all its phones and mailboxes where the one of each stands, by the exact keys it is found by (`p:` `e:`). */
export function withSpares<L extends { readonly phone: string | null; readonly email: string | null }>(
  lead: L,
  keys: readonly string[],
): L {
  const of = (letter: string, own: string | null, ownKey: string | null) => {
    const spare = keys.filter((key) => key.startsWith(letter) && key !== ownKey)
    const all = [...(own === null ? [] : [own]), ...spare.map((key) => key.slice(letter.length))]
    return all.length > 0 ? all.join(BETWEEN) : null
  }
  const { phone, email } = lead
  return {
    ...lead,
    phone: of('p:', phone, phone && `p:${phone}`),
    email: of('e:', email, email && `e:${mailbox(email)}`),
  }
}
