import { inTransaction } from '../../db/db.ts'
import type { Tick } from '../../jobs/tick.ts'
import { sweepProofs } from './store.ts'

export const ticks: readonly Tick[] = [
  {
    name: 'form.sweep',
    everySeconds: 600,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => sweepProofs(tx, now)),
  },
]
