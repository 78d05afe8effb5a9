import type { MappedColumn } from '../contract/import.ts'
import { clean } from '../server/rooms/clean/decide/clean.ts'
import { applyMapping, proposeMapping, type RawRow } from '../server/rooms/import/decide/mapping.ts'
import { comparedFields } from '../server/rooms/match/decide/likely/fields.ts'
import type { Given } from '../server/rooms/match/decide/likely/table.ts'

/**
 * A table as the columns a scan compares: mapped as an import proposes, with every custom field it offers, and cleaned as
 * an import cleans. A value that cannot be read (a region that is not in China) is compared as it was written.
 */
export function columnsOf(header: readonly string[], rows: readonly (readonly string[])[]): Given[] {
  const sample = rows.slice(0, 200)
  const mapping = proposeMapping({ columns: header, sample }, []).map(withCustom)
  const custom = mapping.flatMap(({ field, suggest }) =>
    field?.startsWith('custom.') && suggest ? [{ key: suggest.key, type: suggest.type }] : [],
  )
  const leads = rows.map((row) => applyMapping(row, mapping))
  const cleaned = leads.map(cleanedOf)
  return comparedFields(custom)
    .map((field) => ({ ...field, values: cleaned.map((lead) => lead[field.field] ?? null) }))
    .filter(({ values }) => values.some((value) => value !== null))
}

function withCustom(column: MappedColumn): MappedColumn {
  const { field, suggest } = column
  return field === null && suggest ? { ...column, field: `custom.${suggest.key}` } : column
}

function cleanedOf({ custom, ...raw }: RawRow): Record<string, string | null> {
  const { values, rejectedValues } = clean({ ...raw, custom: {} }, { fields: [] })
  const own = Object.entries(values).flatMap(([field, value]): [string, string | null][] => {
    if (field === 'attrs') return []
    const rejected = rejectedValues[field]
    return [[field, typeof value === 'string' ? value : typeof rejected === 'string' ? rejected : null]]
  })
  return Object.fromEntries<string | null>([
    ...own,
    ...Object.entries(custom).map(([key, value]): [string, string] => [`custom.${key}`, value]),
  ])
}
