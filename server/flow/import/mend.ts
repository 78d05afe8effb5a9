import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import type { Caller } from '../../people/caller.ts'
import { reach } from '../../rooms/import/service.ts'
import * as importing from '../../rooms/import/store.ts'
import { foretellerOf } from './foretell.ts'

interface Mend {
  readonly importId: string
  readonly rowNo: number
  /** Column name → text. */
  readonly cells: Readonly<Record<string, string>>
}

/**
 * Changes cells of a staged row and tells its fate again, and that of every row of the file that is, or was, the same
 * person. Refuses `not_found`, `import.state`, `import.column_unknown`.
 */
export async function mendRow(tx: Tx, caller: Caller, { importId, rowNo, cells }: Mend): Promise<void> {
  const held = await reach(tx, caller, { importId, states: ['ready'] })
  const [row] = await importing.rowsAfter(tx, importId, { after: rowNo - 1, most: 1 })
  if (row?.rowNo !== rowNo) throw refuse('not_found')
  const mended = { ...row, cells: mendCells(row.cells, cells, held.understood.columns) }
  const [problem] = row.fate === 'unreadable' ? (row.reasons ?? []) : []
  if (problem?.field && !(problem.field in cells)) return importing.restageRows(tx, importId, [mended])
  const foreteller = await foretellerOf(tx, held)
  const read = foreteller.read(mended)
  const related = (await relatedTo(tx, importId, [...row.keys, ...foreteller.keysOf(read)])).filter(
    (each) => each.rowNo !== rowNo && each.fate !== 'unreadable',
  )
  const group = [...related, mended].toSorted((a, b) => a.rowNo - b.rowNo)
  const reads = group.map((each) => (each === mended ? read : foreteller.read(each)))
  const foresight = { held: await foreteller.look(tx, reads), twins: foreteller.begin() }
  const staged = group.map((each, i) => ({ ...each, ...foreteller.tell(reads[i], each.rowNo, foresight) }))
  await importing.restageRows(tx, importId, staged)
  const forecast = recount(held.forecast, { before: [...related, row], after: staged })
  await importing.changeImport(tx, importId, { forecast })
  await tell(tx, { topic: 'import', ids: [importId] })
}

function mendCells(
  held: readonly string[],
  cells: Mend['cells'],
  columns: readonly string[],
): readonly string[] {
  const mended = [...held]
  for (const [column, text] of Object.entries(cells)) {
    const at = columns.indexOf(column)
    if (at < 0) {
      const known = columns.slice(0, 20).join('、')
      throw refuse('import.column_unknown', { column, known }, { place: { column } })
    }
    mended[at] = text.replaceAll('\0', '')
  }
  return mended
}

/** Rounds of looking for rows that share a key with a row that shares a key: real files need one or two. */
const ROUNDS = 5

async function relatedTo(tx: Tx, importId: string, keys: readonly number[]): Promise<importing.StagedRow[]> {
  let known = new Set(keys)
  let found: importing.StagedRow[] = []
  for (let round = 0; round < ROUNDS && known.size > 0; round++) {
    found = await importing.rowsSharing(tx, importId, [...known])
    const all = new Set([...known, ...found.flatMap((row) => row.keys)])
    if (all.size === known.size) break
    known = all
  }
  return found
}

interface Told {
  readonly before: readonly importing.StagedRow[]
  readonly after: readonly importing.StagedRow[]
}

function recount(forecast: importing.Counts, { before, after }: Told): importing.Counts {
  const counts: Record<string, number> = { ...forecast }
  for (const { fate } of before) counts[fate] = (counts[fate] ?? 0) - 1
  for (const { fate } of after) counts[fate] = (counts[fate] ?? 0) + 1
  return Object.fromEntries(Object.entries(counts).filter(([, many]) => many > 0))
}
