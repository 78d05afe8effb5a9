import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Task, task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import * as service from './service.ts'

/** `pool.reckon` follows the publishing of other rules on falling back. */
export function tasks({ db, stopping }: House): Task[] {
  return [
    task('pool.reckon', async ({ orgId }) => {
      let after: string | null = null
      do {
        stopping.throwIfAborted()
        const from: string | null = after
        after = await inTransaction(db, orgId, (tx) => service.reckon(tx, { after: from, now: new Date() }))
      } while (after)
    }),
  ]
}

/** Deadlines are an indexed column swept in sets: at most 20 s after its moment a lead has fallen back. */
export const ticks: readonly Tick[] = [
  {
    name: 'pool.recycle',
    everySeconds: 20,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => service.recycle(tx, now)),
  },
  {
    name: 'pool.remind',
    everySeconds: 60,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => service.remind(tx, now)),
  },
]
