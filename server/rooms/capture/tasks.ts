import { inTransaction } from '../../db/db.ts'
import type { Tick } from '../../jobs/tick.ts'
import { forgetKeys } from './store.ts'

const AT_ONCE = 10_000

/** Idempotency keys live for a week; after that they only make the table larger. */
export const ticks: readonly Tick[] = [
  {
    name: 'capture.forget',
    everySeconds: 300,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => forgetKeys(tx, now, AT_ONCE)),
  },
]
