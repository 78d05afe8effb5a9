import { type Db, inTransaction, type Tx } from '../db/db.ts'
import { decideBatch } from '../flow.ts'
import * as capturing from '../rooms/capture/store.ts'
import { differs } from '../rooms/import/decide/fate.ts'
import * as importing from '../rooms/import/store.ts'
import type { Decision } from './decision.ts'

const AT_ONCE = 100

/**
 * Tries undecided arrivals again, each in its own transaction and with its true arrival time. Returns how many are
 * decided now; `failed` hears why the others are not.
 */
export async function retryUndecided(
  db: Db,
  orgId: string,
  failed: (error: unknown) => void,
): Promise<number> {
  const waiting = await inTransaction(db, orgId, (tx) => capturing.takeUndecided(tx, AT_ONCE))
  let decided = 0
  for (const incoming of waiting) {
    try {
      await inTransaction(db, orgId, async (tx) => {
        await capturing.withdrawUndecided(tx, incoming.arrivalId)
        const decisions = await decideBatch(tx, [incoming], new Date())
        for (const decision of decisions) await recount(tx, decision)
      })
      decided += 1
    } catch (error) {
      failed(error)
      await inTransaction(db, orgId, (tx) => capturing.countTry(tx, incoming.arrivalId))
    }
  }
  return decided
}

/** What an import counted as undecided is counted as what it has become. */
async function recount(tx: Tx, { incoming, status, reasons }: Decision): Promise<void> {
  const { importId, rowNo } = incoming
  if (!importId || rowNo === undefined) return
  const [row] = await importing.rowsAfter(tx, importId, { after: rowNo - 1, most: 1 })
  const asForecast = row?.rowNo === rowNo && !differs(row.fate, status, reasons)
  const counts = { undecided: -1, [status]: 1, ...(asForecast ? { differed: -1 } : {}) }
  await importing.moveOn(tx, importId, { to: null, counts })
}
