import {
  type ImportKind,
  importTargets,
  manyTargets,
  type MappedColumn,
} from '../../../../contract/import.ts'
import { refuse } from '../../../../contract/refusals.ts'
import type { Remembered, Target } from './mapping.ts'
import { plainName } from './synonyms.ts'

/**
 * The mapping as the user wants it: theirs by column, the proposal where they said nothing. Refuses
 * `import.mapping_invalid` for a field there is not, and for one that two columns would fill but may not.
 */
export function chooseMapping(
  proposed: readonly MappedColumn[],
  wanted: readonly MappedColumn[],
  { kind, custom }: { kind: ImportKind; custom: ReadonlySet<string> },
): MappedColumn[] {
  const byIndex = new Map(wanted.map((column) => [column.index, column]))
  const taken = new Set<string>()
  return proposed.map((column) => {
    const { field, part, create, suggest = column.suggest } = byIndex.get(column.index) ?? column
    const { part: _, ...plain } = column
    const chosen = {
      ...plain,
      field,
      ...(part && { part }),
      ...(suggest && { suggest }),
      create: create && !field,
    }
    if (field !== null && !isField(field, kind, custom)) throw invalid(column, field)
    const place = `${field}/${part ?? ''}`
    if (field !== null && taken.has(place) && !manyTargets[kind].includes(field)) throw invalid(column, field)
    taken.add(place)
    return chosen
  })
}

const consent = /^consent\.[a-z][a-z0-9_]{0,39}$/

function isField(field: string, kind: ImportKind, custom: ReadonlySet<string>): boolean {
  if (field.startsWith('consent.')) return kind === 'leads' && consent.test(field)
  return field.startsWith('custom.') ? custom.has(field.slice(7)) : importTargets[kind].includes(field)
}

function invalid({ column }: MappedColumn, field: string) {
  return refuse('import.mapping_invalid', { column, field }, { place: { column } })
}

/** A mapping as it is remembered for the next file with these columns; columns left out are left out again. */
export function rememberable(mapping: readonly MappedColumn[]): Remembered {
  return Object.fromEntries(
    mapping.map(({ column, field, part }) => [
      plainName(column),
      field ? { field: field as Target, ...(part && { part }) } : null,
    ]),
  )
}
