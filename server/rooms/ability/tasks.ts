import { inTransaction, type Tx } from '../../db/db.ts'
import type { Tick } from '../../jobs/tick.ts'
import { dayIn } from '../../lead/clock.ts'
import { refresh } from './service.ts'
import { readRun, zoneOf } from './store.ts'

const HOUR = 3_600_000 // ms
/** Hours after midnight, when the day's last leads have ended and nobody waits for the database. */
const NIGHT = 2

/** Once a night, by the organisation's own clock; true where it was due. A server that was off catches up at once. */
export async function refreshNightly(tx: Tx, now: Date): Promise<boolean> {
  const { reckonedAt } = await readRun(tx)
  const zone = await zoneOf(tx)
  const nightOf = (at: Date) => dayIn(zone, new Date(+at - NIGHT * HOUR))
  if (reckonedAt && nightOf(reckonedAt) >= nightOf(now)) return false
  await refresh(tx, now)
  return true
}

export const ticks: readonly Tick[] = [
  {
    name: 'ability.refresh',
    everySeconds: 900,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => refreshNightly(tx, now)),
  },
]
