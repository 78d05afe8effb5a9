import { sql } from 'kysely'
import type { Outcome } from '../../../contract/capture.ts'
import { inTransaction, rows, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { decideReceived } from '../../flow.ts'
import type { House } from '../../house.ts'
import { tell } from '../../jobs/tell.ts'
import { deliverOutbox } from '../../lead/announce.ts'
import { newSealingKey } from '../../lead/seal.ts'
import * as capturing from '../../rooms/capture/store.ts'
import { differs } from '../../rooms/import/decide/fate.ts'
import * as importing from '../../rooms/import/store.ts'
import { decideAlone, type Watch } from '../capture.ts'
import type { Arrived, Decision } from '../decision.ts'
import { receive } from '../decision.ts'
import { readSetup, type Setup } from '../setup.ts'
import { digest } from './digest.ts'
import { incomingOf, inSlices, paced, type Reading, readingOf } from './rows.ts'

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

/**
 * Makes the staged rows leads, batch by batch through the same decision as any capture. How far it is stands in the
 * batch's own transaction, so that it goes on exactly there after a crash; whoever else runs it meanwhile gives way.
 */
export async function runImport(house: Pick<House, 'db'>, run: Run): Promise<void> {
  const { db } = house
  const begun = await inTransaction(db, run.orgId, async (tx) => {
    const held = await importing.lockImport(tx, run.importId)
    if (held?.state !== 'running') return undefined
    return { held, reading: await readingOf(tx, held), setup: await readSetup(tx, new Date()) }
  })
  if (!begun) return
  const pace: Pace = { progress: paced(PROGRESS), delivery: paced(DELIVERY) }
  // While a batch is written the next one is read and cleaned.
  let next = readAhead(house, run, { ...begun, after: begun.held.rowsDone })
  for (;;) {
    const batch = await next
    if (batch.rows.length === 0) break
    next = readAhead(house, run, { ...begun, after: batch.to })
    next.catch(() => undefined) // it is awaited above, if this batch succeeds
    await decideRows(house, run, { batch, pace })
  }
  await finish(house, run)
}

interface Pace {
  readonly progress: () => boolean
  readonly delivery: () => boolean
}

/** Rows with what could be said of them beforehand, by the fields of `setup`. */
interface Batch {
  readonly after: number
  readonly to: number
  readonly rows: readonly importing.StagedRow[]
  readonly arrivals: readonly Arrived[]
  readonly fields: string
}

interface Ahead {
  readonly after: number
  readonly reading: Reading
  readonly setup: Setup
}

async function readAhead(
  { db }: Pick<House, 'db'>,
  run: Run,
  { after, reading, setup }: Ahead,
): Promise<Batch> {
  const staged = await inTransaction(db, run.orgId, (tx) =>
    importing.rowsAfter(tx, run.importId, { after, most: BATCH }),
  )
  const now = new Date()
  const arrivals = await inSlices(staged, (row) => receive(incomingOf(row, reading, now), setup), run.signal)
  return { after, to: staged.at(-1)?.rowNo ?? after, rows: staged, arrivals, fields: fieldsOf(setup) }
}

const fieldsOf = ({ cleaning }: Setup) => JSON.stringify(cleaning)

interface Deciding {
  readonly batch: Batch
  readonly pace: Pace
}

async function decideRows(house: Pick<House, 'db'>, run: Run, { batch, pace }: Deciding): Promise<void> {
  try {
    const { differed: _, ...outcomes } = await inTransaction(house.db, run.orgId, (tx) =>
      decideTogether(tx, run, { batch, pace }),
    )
    run.decided(outcomes)
  } catch (error) {
    if (error instanceof Overtaken || run.signal.aborted) throw error
    run.failed(error, batch.rows.length)
    let after = batch.after
    for (const [i, row] of batch.rows.entries()) {
      await decideRow(house, run, { row, arrival: batch.arrivals[i]!, after })
      after = row.rowNo
    }
  }
}

async function decideTogether(tx: Tx, run: Run, { batch, pace }: Deciding): Promise<importing.Counts> {
  // A batch that a crash of the database takes back is decided again: it need not wait for the disk.
  // And tables grow so fast that a plan made a moment ago still reads them whole: each statement is planned again.
  await rows(
    tx,
    sql`select set_config('synchronous_commit', 'off', true), set_config('plan_cache_mode', 'force_custom_plan', true)`,
  )
  await takeTurn(tx, run, batch.after)
  const setup = await readSetup(tx, new Date())
  const known = fieldsOf(setup) === batch.fields
  const readable = batch.arrivals.filter((_, i) => batch.rows[i]!.fate !== 'unreadable')
  const arrivals = known ? readable : readable.map(({ incoming }) => receive(incoming, setup))
  const decisions = await decideReceived(tx, arrivals, setup)
  await journalUnread(tx, batch, setup.moment.now)
  const counts = countOutcomes(batch, decisions)
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

/** Rows that could not be read become no leads, but they are journalled like all that came. */
async function journalUnread(tx: Tx, { rows: staged, arrivals }: Batch, now: Date): Promise<void> {
  const unread = staged.flatMap(({ fate, reasons }, i) =>
    fate === 'unreadable' ? [{ incoming: arrivals[i]!.incoming, reasons: reasons ?? [] }] : [],
  )
  const journalled = unread.map(({ incoming, reasons }) => ({
    incoming,
    status: 'rejected' as const,
    leadId: null,
    reasons,
    personId: uuidv7(),
    key: newSealingKey(),
  }))
  await capturing.keepKeys(tx, new Map(journalled.map(({ personId, key }) => [personId, key])))
  await capturing.journal(tx, journalled, now)
}

function countOutcomes({ rows: staged }: Batch, decisions: readonly Decision[]): Record<string, number> {
  const counts: Record<string, number> = {}
  const count = (name: string) => (counts[name] = (counts[name] ?? 0) + 1)
  const decided = new Map(decisions.map((decision) => [decision.incoming.rowNo, decision]))
  for (const { rowNo, fate } of staged) {
    const { status, reasons } = decided.get(rowNo) ?? { status: 'rejected' as const, reasons: [] }
    count(status)
    if (differs(fate, status, reasons)) count('differed')
  }
  return counts
}

interface One {
  readonly row: importing.StagedRow
  readonly arrival: Arrived
  /** The row before it. */
  readonly after: number
}

/** Decides one row of a batch that failed as a whole; what still fails is journalled as undecided, and tried again later. */
async function decideRow({ db }: Pick<House, 'db'>, run: Run, { row, arrival, after }: One): Promise<void> {
  const { incoming } = arrival
  const moveOn = async (tx: Tx, status: Outcome, reasons: Decision['reasons'] = []) => {
    await takeTurn(tx, run, after)
    const differed = differs(row.fate, status, reasons)
    const counts = { [status]: 1, ...(differed ? { differed: 1 } : {}) }
    await importing.moveOn(tx, run.importId, { to: row.rowNo, counts })
  }
  if (row.fate === 'unreadable') {
    const batch = { after, to: row.rowNo, rows: [row], arrivals: [arrival], fields: '' }
    return inTransaction(db, run.orgId, async (tx) => {
      await journalUnread(tx, batch, new Date())
      await moveOn(tx, 'rejected')
    })
  }
  const [result] = await decideAlone(db, run.orgId, {
    incoming,
    watch: run,
    beside: (tx, { status, reasons }) => moveOn(tx, status, reasons),
  })
  if (result) run.decided({ [result.status]: 1 })
}

async function finish({ db }: Pick<House, 'db'>, run: Run): Promise<void> {
  await inTransaction(db, run.orgId, async (tx) => {
    const held = await importing.lockImport(tx, run.importId)
    if (held?.state !== 'running') return
    const finishedAt = new Date()
    await importing.changeImport(tx, run.importId, { state: 'done', finishedAt })
    await digest(tx, held, finishedAt)
    await deliverOutbox(tx)
    await tell(tx, { topic: 'import', ids: [run.importId] })
    await tell(tx, { topic: 'lead' })
  })
}
