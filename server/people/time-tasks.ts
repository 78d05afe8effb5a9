import { inTransaction } from '../db/db.ts'
import type { Tick } from '../jobs/tick.ts'
import { tellEnding } from './time.ts'

export const ticks: readonly Tick[] = [
  {
    name: 'calendar.ending',
    everySeconds: 3600,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => tellEnding(tx, now)),
  },
]
