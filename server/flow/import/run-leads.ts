import { inTransaction, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { decideReceived } from '../../flow.ts'
import type { House } from '../../house.ts'
import { tell } from '../../jobs/tell.ts'
import { deliverOutbox } from '../../lead/announce.ts'
import { newSealingKey } from '../../lead/seal.ts'
import * as capturing from '../../rooms/capture/store.ts'
import type * as importing from '../../rooms/import/store.ts'
import { decideAlone } from '../capture.ts'
import { type Arrived, receive } from '../decision.ts'
import { readSetup, type Setup } from '../setup.ts'
import { digest } from './digest.ts'
import { countOutcomes } from './outcomes.ts'
import { incomingOf, inSlices, readingOf } from './rows.ts'
import type { Run, Work } from './run.ts'

/** Arrivals received beforehand, and the custom fields they were read by. */
interface Ahead {
  readonly arrivals: readonly Arrived[]
  readonly fields: string
}

/** Rows become leads, through the same decision as any capture. */
export async function leadWork(
  { db }: Pick<House, 'db'>,
  tx: Tx,
  { run, held }: { run: Run; held: importing.Import },
): Promise<Work<Ahead>> {
  const [reading, setup] = [await readingOf(tx, held), await readSetup(tx, new Date())]
  return {
    async ahead(staged) {
      const now = new Date()
      const arrivals = await inSlices(
        staged,
        (row) => receive(incomingOf(row, reading, now), setup),
        run.signal,
      )
      return { arrivals, fields: fieldsOf(setup) }
    },
    together: (batch, staged, ahead) => decide(batch, staged, ahead),
    async alone(row, moveOn) {
      const incoming = incomingOf(row, reading, new Date())
      if (row.fate === 'unreadable')
        return inTransaction(db, run.orgId, async (own) => {
          await journalUnread(own, [{ incoming, row }], new Date())
          await moveOn(own, 'rejected')
        })
      const [result] = await decideAlone(db, run.orgId, {
        incoming,
        watch: run,
        beside: (own, { status, reasons }) => moveOn(own, status, reasons),
      })
      if (result) run.decided({ [result.status]: 1 })
    },
    decided: ({ differed: _, ...outcomes }) => run.decided(outcomes),
    async finish(own, ended, at) {
      await digest(own, ended, at)
      await deliverOutbox(own)
      await tell(own, { topic: 'lead' })
    },
  }
}

const fieldsOf = ({ cleaning }: Setup) => JSON.stringify(cleaning)

async function decide(
  tx: Tx,
  staged: readonly importing.StagedRow[],
  { arrivals, fields }: Ahead,
): Promise<importing.Counts> {
  const setup = await readSetup(tx, new Date())
  const readable = arrivals.filter((_, i) => staged[i]!.fate !== 'unreadable')
  const known = fieldsOf(setup) === fields
  const received = known ? readable : readable.map(({ incoming }) => receive(incoming, setup))
  const decisions = await decideReceived(tx, received, setup)
  const unread = staged.flatMap((row, i) =>
    row.fate === 'unreadable' ? [{ row, incoming: arrivals[i]!.incoming }] : [],
  )
  await journalUnread(tx, unread, setup.moment.now)
  const decided = new Map(decisions.map((decision) => [decision.incoming.rowNo, decision]))
  return countOutcomes(staged, (rowNo) => decided.get(rowNo))
}

interface Unread {
  readonly incoming: ReturnType<typeof incomingOf>
  readonly row: importing.StagedRow
}

/** Rows that could not be read become no leads, but they are journalled like all that came. */
async function journalUnread(tx: Tx, unread: readonly Unread[], now: Date): Promise<void> {
  const journalled = unread.map(({ incoming, row }) => ({
    incoming,
    status: 'rejected' as const,
    leadId: null,
    reasons: row.reasons ?? [],
    personId: uuidv7(),
    key: newSealingKey(),
  }))
  await capturing.keepKeys(tx, new Map(journalled.map(({ personId, key }) => [personId, key])))
  await capturing.journal(tx, journalled, now)
}
