import { inTransaction } from '../../db/db.ts'
import type { Tick } from '../../jobs/tick.ts'
import { MOST_WEEKS, tellStale, watch } from './service.ts'
import { zoneOf } from './store.ts'

/** Milliseconds of one turn. */
const BUDGET = 2_000

/** A source that turns bad is paused within a minute of the arrival that leaves no doubt; its weeks are told beforehand. */
export const ticks: readonly Tick[] = [
  {
    name: 'quality.watch',
    everySeconds: 60,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => watch(tx, now)),
  },
  {
    name: 'quality.tell',
    everySeconds: 60,
    run: ({ db }, orgId, now) =>
      inTransaction(db, orgId, async (tx) =>
        tellStale(tx, { zone: await zoneOf(tx), now, many: MOST_WEEKS, budget: BUDGET }),
      ),
  },
]
