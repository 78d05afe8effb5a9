import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { task, type Task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import { catchUp, join, type Joining } from './join.ts'

/** Leads folded again in one transaction. */
const AT_ONCE = 20

export function tasks({ db }: House): Task[] {
  return [
    task<{ joins: Joining[] }>('behaviour.join', async ({ orgId, joins }) => {
      for (const each of joins) await inTransaction(db, orgId, (tx) => join(tx, each, new Date()))
    }),
  ]
}

export const ticks: readonly Tick[] = [
  {
    name: 'behaviour.catchUp',
    everySeconds: 5,
    run: async ({ db, stopping }, orgId, now) => {
      let done = AT_ONCE
      while (done === AT_ONCE && !stopping.aborted)
        done = await inTransaction(db, orgId, (tx) => catchUp(tx, now, AT_ONCE))
    },
  },
]
