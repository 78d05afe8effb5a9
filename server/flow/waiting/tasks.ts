import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import type { Tick } from '../../jobs/tick.ts'
import { wakeDue } from './wake.ts'

/** Pages of one turn: what is left waits for the next. */
const PAGES = 20

async function wakeAll({ db, stopping }: House, orgId: string, now: Date): Promise<void> {
  for (let page = 0; page < PAGES && !stopping.aborted; page++)
    if ((await inTransaction(db, orgId, (tx) => wakeDue(tx, now))).looked === 0) return
}

export const ticks: readonly Tick[] = [{ name: 'waiting.wake', everySeconds: 60, run: wakeAll }]
