import { inTransaction } from '../../db/db.ts'
import type { Tick } from '../../jobs/tick.ts'
import * as service from './service.ts'

export const ticks: readonly Tick[] = [
  {
    name: 'tag.lapse',
    everySeconds: 60,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => service.lapse(tx, now)),
  },
]
