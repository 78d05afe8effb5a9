import { inTransaction } from '../../db/db.ts'
import type { Tick } from '../../jobs/tick.ts'
import { watch } from './service.ts'

/** A source that turns bad is paused within a minute of the arrival that leaves no doubt. */
export const ticks: readonly Tick[] = [
  {
    name: 'quality.watch',
    everySeconds: 60,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => watch(tx, now)),
  },
]
