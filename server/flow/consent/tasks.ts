import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { task, type Task } from '../../jobs/task.ts'
import { system } from '../../lead/trail.ts'
import { barred } from '../../rooms/consent/store.ts'
import { lockToDeal } from '../roster.ts'
import { readSetup } from '../setup.ts'
import { judgeAgain } from './judge.ts'

/** Leads judged in one transaction: reps' loads are locked meanwhile. */
const AT_ONCE = 200

/** Once a licence or a compliance policy has changed, all that compliance kept is judged again. */
export function tasks({ db }: House): Task[] {
  return [
    task('compliance.judge', async ({ orgId }, { signal }) => {
      const ids = await inTransaction(db, orgId, barred)
      for (let from = 0; from < ids.length && !signal.aborted; from += AT_ONCE) {
        await inTransaction(db, orgId, async (tx) => {
          const some = ids.slice(from, from + AT_ONCE)
          const { setup, roster, leads } = await lockToDeal(tx, some, { setup: readSetup(tx, new Date()) })
          await judgeAgain(tx, leads, { setup, roster, actor: system, data: { complies: true } })
        })
      }
    }),
  ]
}
