import { type Db, inTransaction } from '../db/db.ts'
import { decideBatch } from '../flow.ts'
import * as capturing from '../rooms/capture/store.ts'

const AT_ONCE = 100

/**
 * Tries undecided arrivals again, each in its own transaction and with its true arrival time; later and later,
 * up to twenty times. Returns how many are decided now.
 */
export async function retryUndecided(db: Db, orgId: string): Promise<number> {
  const waiting = await inTransaction(db, orgId, (tx) => capturing.takeUndecided(tx, AT_ONCE))
  let decided = 0
  for (const incoming of waiting) {
    try {
      await inTransaction(db, orgId, async (tx) => {
        await capturing.withdrawUndecided(tx, incoming.arrivalId)
        await decideBatch(tx, [incoming], new Date())
      })
      decided += 1
    } catch {
      await inTransaction(db, orgId, (tx) => capturing.countTry(tx, incoming.arrivalId))
    }
  }
  return decided
}
