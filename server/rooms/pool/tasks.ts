import { inTransaction } from '../../db/db.ts'
import type { Tick } from '../../jobs/tick.ts'
import * as service from './service.ts'

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
