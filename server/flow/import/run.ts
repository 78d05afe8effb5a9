import { sql } from 'kysely'
import type { Outcome } from '../../../contract/capture.ts'
import { inTransaction, rows, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { tell } from '../../jobs/tell.ts'
import { deliverOutbox } from '../../lead/announce.ts'
import { differs } from '../../rooms/import/decide/fate.ts'
import * as importing from '../../rooms/import/store.ts'
import type { Watch } from '../capture.ts'
import type { Decision } from '../decision.ts'
import { paced } from './rows.ts'
import { customerWork } from './run-customers.ts'
import { leadWork } from './run-leads.ts'

/** Rows decided in one transaction: few enough that a capture that waits for it hardly notices. */
const BATCH = 1_000
/** Milliseconds between two messages of progress, and between two calls of whoever delivers webhooks. */
const PROGRESS = 250
const DELIVERY = 2_000

export interface Run {
  readonly orgId: string
  readonly importId: string
  readonly signal: AbortSignal
  /** Told of what deciding failed on, and of how many rows became what. */
  readonly failed: Watch['failed']
  readonly decided: (counts: Readonly<Partial<Record<Outcome, number>>>) => void
}

/** What became of one row, told in the transaction that it was decided in. */
export type MoveOn = (tx: Tx, status: importing.RowOutcome, reasons?: Decision['reasons']) => Promise<void>

/** What the rows of one kind of import become. */
export interface Work<Ahead = unknown> {
  /** What can be done of a batch before its transaction, while another one is written. */
  ahead(staged: readonly importing.StagedRow[]): Promise<Ahead>
  /** Decides a batch and writes what it becomes; returns outcomes, and how many `differed` from the forecast. */
  together(tx: Tx, staged: readonly importing.StagedRow[], ahead: Ahead): Promise<importing.Counts>
  /** Decides one row of a batch that failed as a whole, in a transaction of its own in which it calls `moveOn`. */
  alone(row: importing.StagedRow, moveOn: MoveOn): Promise<void>
  /** Told of a batch that is committed. */
  decided?(counts: importing.Counts): void
  /** What is written once all rows are decided. */
  finish(tx: Tx, held: importing.Import, at: Date): Promise<void>
}

/**
 * Makes the staged rows leads, or customers, batch by batch. How far it is stands in the batch's own transaction, so
 * that it goes on exactly there after a crash; whoever else runs it meanwhile gives way.
 */
export async function runImport(house: Pick<House, 'db'>, run: Run): Promise<void> {
  const { db } = house
  const begun = await inTransaction(db, run.orgId, async (tx) => {
    const held = await importing.lockImport(tx, run.importId)
    return held?.state === 'running' ? { held, work: await workOf(house, tx, { run, held }) } : undefined
  })
  if (!begun) return
  const { work } = begun
  const pace: Pace = { progress: paced(PROGRESS), delivery: paced(DELIVERY) }
  // While a batch is written the next one is read and cleaned.
  let next = readAhead(house, run, { work, after: begun.held.rowsDone })
  for (;;) {
    const batch = await next
    if (batch.rows.length === 0) break
    next = readAhead(house, run, { work, after: batch.to })
    next.catch(() => undefined) // it is awaited above, if this batch succeeds
    await decideRows(house, run, { batch, pace, work })
  }
  await finish(house, run, work)
}

function workOf(house: Pick<House, 'db'>, tx: Tx, at: { run: Run; held: importing.Import }): Promise<Work> {
  return at.held.kind === 'customers' ? customerWork(house, tx, at) : leadWork(house, tx, at)
}

interface Pace {
  readonly progress: () => boolean
  readonly delivery: () => boolean
}

/** Rows with what could be said of them beforehand. */
interface Batch {
  readonly after: number
  readonly to: number
  readonly rows: readonly importing.StagedRow[]
  readonly ahead: unknown
}

async function readAhead(
  { db }: Pick<House, 'db'>,
  run: Run,
  { after, work }: { after: number; work: Work },
): Promise<Batch> {
  const staged = await inTransaction(db, run.orgId, (tx) =>
    importing.rowsAfter(tx, run.importId, { after, most: BATCH }),
  )
  return { after, to: staged.at(-1)?.rowNo ?? after, rows: staged, ahead: await work.ahead(staged) }
}

interface Deciding {
  readonly batch: Batch
  readonly pace: Pace
  readonly work: Work
}

async function decideRows(house: Pick<House, 'db'>, run: Run, deciding: Deciding): Promise<void> {
  const { batch, work } = deciding
  try {
    const counts = await inTransaction(house.db, run.orgId, (tx) => decideTogether(tx, run, deciding))
    work.decided?.(counts)
  } catch (error) {
    if (error instanceof Overtaken || run.signal.aborted) throw error
    run.failed(error, batch.rows.length)
    let { after } = batch
    for (const row of batch.rows) {
      await work.alone(row, movingOn(run, row, after))
      after = row.rowNo
    }
  }
}

async function decideTogether(tx: Tx, run: Run, { batch, pace, work }: Deciding): Promise<importing.Counts> {
  // A batch that a crash of the database takes back is decided again: it need not wait for the disk.
  // And tables grow so fast that a plan made a moment ago still reads them whole: each statement is planned again.
  await rows(
    tx,
    sql`select set_config('synchronous_commit', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true)`,
  )
  await takeTurn(tx, run, batch.after)
  const counts = await work.together(tx, batch.rows, batch.ahead)
  await importing.moveOn(tx, run.importId, { to: batch.to, counts })
  // Last, since whoever else calls these waits until this transaction ends.
  if (pace.delivery()) {
    await deliverOutbox(tx)
    await tell(tx, { topic: 'lead' })
  }
  if (pace.progress()) await tell(tx, { topic: 'import', ids: [run.importId] })
  return counts
}

/** Somebody else has taken the import on from where this run stood. */
class Overtaken extends Error {}

/** Locks the import and makes sure that it still stands where this run left it. */
async function takeTurn(tx: Tx, { importId }: Run, after: number): Promise<void> {
  const held = await importing.lockImport(tx, importId)
  if (held?.state !== 'running' || held.rowsDone !== after)
    throw new Overtaken('the import was taken on by somebody else')
}

function movingOn(run: Run, row: importing.StagedRow, after: number): MoveOn {
  return async (tx, status, reasons = []) => {
    await takeTurn(tx, run, after)
    const counts = { [status]: 1, ...(differs(row.fate, status, reasons) ? { differed: 1 } : {}) }
    await importing.moveOn(tx, run.importId, { to: row.rowNo, counts })
  }
}

async function finish({ db }: Pick<House, 'db'>, run: Run, work: Work): Promise<void> {
  await inTransaction(db, run.orgId, async (tx) => {
    const held = await importing.lockImport(tx, run.importId)
    if (held?.state !== 'running') return
    const finishedAt = new Date()
    await importing.changeImport(tx, run.importId, { state: 'done', finishedAt })
    await work.finish(tx, held, finishedAt)
    await tell(tx, { topic: 'import', ids: [run.importId] })
  })
}
