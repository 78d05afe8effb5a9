import { inTransaction } from '../../db/db.ts'
import type { Tick } from '../../jobs/tick.ts'
import { followAll } from './service.ts'

/** A shift's end is a moment nobody asks for: at most 20 s after it the group is with the next one. */
export const ticks: readonly Tick[] = [
  {
    name: 'cohort.follow',
    everySeconds: 20,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => followAll(tx, now)),
  },
]
