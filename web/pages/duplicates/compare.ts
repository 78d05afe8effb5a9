import type { Pair } from './usePairs.ts'

type Lead = Pair['a']
export type Mark = 'equal' | 'unequal' | 'onlyOne' | 'hidden' | 'none'

const contacts: ReadonlySet<string> = new Set(['phone', 'email', 'wechat'])
const always = [
  'name',
  'company',
  'title',
  'phone',
  'email',
  'wechat',
  'creditCode',
  'region',
  'address',
  'need',
]

/** What of the two leads is put side by side: what any lead has, and what else was compared; nothing neither has. */
export function comparedFields(a: Lead, b: Lead, also: readonly string[]): readonly string[] {
  const fields = [...new Set([...always, ...also])]
  return fields.filter((field) => valueOf(a, field) !== '' || valueOf(b, field) !== '')
}

/** A fact as text; '' where it is not there. */
export function valueOf(lead: Lead, field: string): string {
  const value = field.startsWith('custom.')
    ? lead.custom[field.slice(7)]
    : (lead as Readonly<Record<string, unknown>>)[field]
  if (Array.isArray(value)) return value.map(textOf).join(', ')
  return textOf(value)
}

/** Whether the two say the same of a field, letter for letter; of a masked contact nobody can tell. */
export function markOf(a: Lead, b: Lead, field: string): Mark {
  const [one, two] = [valueOf(a, field), valueOf(b, field)]
  if (one === '' && two === '') return 'none'
  if (one === '' || two === '') return 'onlyOne'
  if (contacts.has(field) && (a.masked || b.masked)) return 'hidden'
  return one === two ? 'equal' : 'unequal'
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? `${value}`
    : ''
}
