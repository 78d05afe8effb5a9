import { inTransaction } from '../db/db.ts'
import type { Tick } from '../jobs/tick.ts'
import { publishDue } from './schedule.ts'

export const ticks: readonly Tick[] = [
  {
    name: 'policy.scheduled',
    everySeconds: 5,
    run: async ({ db, publishGates, stopping }, orgId, now) => {
      const next = () => inTransaction(db, orgId, (tx) => publishDue(tx, publishGates, now))
      while (!stopping.aborted) if (!(await next())) return
    },
  },
]
