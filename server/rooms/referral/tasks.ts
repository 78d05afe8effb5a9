import { inTransaction } from '../../db/db.ts'
import type { Tick } from '../../jobs/tick.ts'
import { settleRewards } from './service.ts'

export const ticks: readonly Tick[] = [
  {
    name: 'referral.due',
    everySeconds: 60,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => settleRewards(tx, now)),
  },
]
