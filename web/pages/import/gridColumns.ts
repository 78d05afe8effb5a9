import type { Fields } from '../../../rules/fields.ts'
import type { Lang } from '../../app/language.tsx'
import type { ImportRow, Job } from './job.ts'
import { addressOf } from './mapping.ts'

/** A column of the file that is imported. */
export interface GridColumn {
  /** Where its cells stand in a row. */
  index: number
  /** What the file calls it: the name it is mended by. */
  column: string
  /** The field it fills, for the eye. */
  label: string
  address: string | undefined
}

/** The columns worth looking at: those that are imported, in the file's order. */
export function gridColumns({ mapping }: Pick<Job, 'mapping'>, fields: Fields, lang: Lang): GridColumn[] {
  return mapping.flatMap((mapped) => {
    const address = addressOf(mapped)
    if (!address) return []
    const label = fields.get(address)?.label[lang] ?? mapped.column
    return [
      { index: mapped.index, column: mapped.column, label: mapped.part ? mapped.column : label, address },
    ]
  })
}

/** What a row's reasons say of a column: it is to be mended, worth a look, or what another lead or row has too. */
export function markOf(
  row: Pick<ImportRow, 'reasons'>,
  column: GridColumn,
): 'wrong' | 'hint' | 'same' | undefined {
  const about = row.reasons.filter(({ field }) => field === column.address || field === column.column)
  if (about.length === 0) return undefined
  if (about.some((reason) => !isSameness(reason) && !reason.hint)) return 'wrong'
  return about.some(({ hint }) => hint) ? 'hint' : 'same'
}

/** Says that the person is known already, not that anything is amiss. */
export const isSameness = ({ code }: ImportRow['reasons'][number]): boolean => code.startsWith('match.')

/** Fields a row lacks that no column of the file goes to: they cannot be mended here. */
export function beyondReach(
  { reasons }: Pick<ImportRow, 'reasons'>,
  columns: readonly GridColumn[],
): readonly string[] {
  const here = new Set(columns.flatMap(({ address, column }) => [address, column]))
  return reasons
    .filter((reason) => !isSameness(reason) && !reason.hint)
    .flatMap(({ field }) => (field !== undefined && !here.has(field) ? [field] : []))
}

/** What a suggestion writes into which columns; undefined where one of its fields has no column of its own. */
export function meantCells(
  { patch }: Pick<ImportRow['suggestions'][number], 'patch'>,
  columns: readonly GridColumn[],
): Record<string, string> | undefined {
  const cells: Record<string, string> = {}
  for (const [field, text] of Object.entries(patch)) {
    const theirs = columns.filter(({ address }) => address === field)
    if (theirs.length !== 1 || !theirs[0]) return undefined
    cells[theirs[0].column] = text
  }
  return cells
}
