import { Refusal } from '../../../contract/refusals.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { tell } from '../../jobs/tell.ts'
import { openSheet } from '../../rooms/import/adapters/sheet.ts'
import type { Row } from '../../rooms/import/decide/row.ts'
import { fileOf } from '../../rooms/import/service.ts'
import * as importing from '../../rooms/import/store.ts'
import { stagedRow, unreadable } from './forecast.ts'
import { type Foreteller, foretellerOf } from './foretell.ts'
import { inSlices, paced } from './rows.ts'

/** The database, and where uploaded files lie. */
type Reach = Pick<House, 'db' | 'config'>

interface Job {
  readonly orgId: string
  readonly importId: string
  readonly signal: AbortSignal
}

/** Milliseconds between two messages of progress. */
const PROGRESS = 250

/**
 * Reads the file row by row, tells each row's fate by the decision it will meet, and stages it: all before any lead, or
 * customer, is written. Begun again, it begins from the start. What the reader refuses ends it as failed, with the reason.
 */
export async function checkImport(house: Reach, job: Job): Promise<void> {
  const { db } = house
  const { orgId, importId } = job
  const begun = await inTransaction(db, orgId, async (tx) => {
    const held = await importing.lockImport(tx, importId)
    if (held?.state !== 'checking') return undefined
    await importing.clearRows(tx, importId)
    return { held, foreteller: await foretellerOf(tx, held) }
  })
  if (!begun) return
  try {
    const total = await stageAll(house, job, begun)
    await inTransaction(db, orgId, async (tx) => {
      await importing.changeImport(tx, importId, { ...total, state: 'ready' })
      await tell(tx, { topic: 'import', ids: [importId] })
    })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const { code, params } = error
    await failCheck(house, job, { code, params })
  }
}

/** Ends a check as failed, with what to tell its maker. */
export async function failCheck(
  { db }: Reach,
  { orgId, importId }: Omit<Job, 'signal'>,
  problem: NonNullable<importing.Import['problem']>,
): Promise<void> {
  await inTransaction(db, orgId, async (tx) => {
    const held = await importing.lockImport(tx, importId)
    if (held?.state !== 'checking') return
    await importing.changeImport(tx, importId, { state: 'failed', problem })
    await tell(tx, { topic: 'import', ids: [importId] })
  })
}

interface Begun {
  readonly held: importing.Import
  readonly foreteller: Foreteller
}

type Total = Pick<importing.Import, 'rowsTotal' | 'forecast'>

async function stageAll(house: Reach, job: Job, begun: Begun): Promise<Total> {
  const { held } = begun
  const sheet = await openSheet(fileOf(house, job.importId), held.understood.options)
  const shown = {
    columns: held.understood.columns,
    used: new Set(held.mapping.flatMap(({ field, index }) => (field === null ? [] : [index]))),
  }
  const twins = begun.foreteller.begin()
  const forecast: Record<string, number> = {}
  const due = paced(PROGRESS)
  let rowsTotal = 0
  // While a chunk is written the next one is read and cleaned.
  let writing = Promise.resolve()
  try {
    for await (const rows of sheet.rows) {
      const staged = await foretellRows(house, job, { rows, begun, twins, shown })
      await writing
      rowsTotal += staged.length
      for (const { fate } of staged) forecast[fate] = (forecast[fate] ?? 0) + 1
      const estimate = Math.max(rowsTotal, estimateRows(held, rows))
      writing = stage(house, job, {
        staged,
        told: due() && { rowsTotal: estimate, forecast: { ...forecast } },
      })
      writing.catch(() => undefined) // it is awaited below, whatever comes between
    }
    await writing
  } finally {
    sheet.close()
  }
  return { rowsTotal, forecast }
}

interface Chunk {
  readonly rows: readonly Row[]
  readonly begun: Begun
  readonly twins: unknown
  readonly shown: Parameters<typeof unreadable>[1]
}

async function foretellRows(
  { db }: Reach,
  { orgId, signal }: Job,
  chunk: Chunk,
): Promise<importing.StagedRow[]> {
  const { foreteller } = chunk.begun
  const read = await inSlices(
    chunk.rows,
    (row) => unreadable(row, chunk.shown) ?? { row, read: foreteller.read(row) },
    signal,
  )
  const reads = read.flatMap((each) => ('read' in each ? [each.read] : []))
  const held = await inTransaction(db, orgId, (tx) => foreteller.look(tx, reads))
  return read.map((each) => {
    if (!('read' in each)) return each
    const foretold = foreteller.tell(each.read, each.row.rowNo, { held, twins: chunk.twins })
    return stagedRow(each.row, foretold, chunk.shown)
  })
}

interface Staging {
  readonly staged: readonly importing.StagedRow[]
  readonly told: Total | false
}

async function stage({ db }: Reach, { orgId, importId }: Job, { staged, told }: Staging): Promise<void> {
  await inTransaction(db, orgId, async (tx) => {
    await importing.stageRows(tx, importId, staged)
    if (!told) return
    await importing.changeImport(tx, importId, told)
    await tell(tx, { topic: 'import', ids: [importId] })
  })
}

/** How many rows a text file may have, by the length of these; 0 for a workbook, which is packed. */
function estimateRows({ byteSize, understood }: importing.Import, rows: readonly Row[]): number {
  if (understood['kind'] !== 'csv') return 0
  const bytes = rows.reduce((sum, { cells }) => sum + Buffer.byteLength(cells.join(',')) + 2, 0)
  return Math.round((byteSize / Math.max(bytes, 1)) * rows.length)
}
