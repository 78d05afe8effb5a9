import { inTransaction } from '../../db/db.ts'
import type { Tick } from '../../jobs/tick.ts'
import { carryOut } from './handover.ts'

/** Planned hand-overs: the map changes by itself at its moment, and at most 20 s later its leads have moved. */
export const ticks: readonly Tick[] = [
  {
    name: 'territory.handover',
    everySeconds: 20,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => carryOut(tx, now)),
  },
]
