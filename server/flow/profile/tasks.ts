import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { task, type Task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import { place } from './place.ts'
import { PLACE } from './stand.ts'

/** Pages of one turn: what is left waits for the next. */
const PAGES = 20

async function placeAll({ db, stopping }: House, orgId: string, now: Date): Promise<void> {
  for (let page = 0; page < PAGES && !stopping.aborted; page++)
    if ((await inTransaction(db, orgId, (tx) => place(tx, now))) === 0) return
}

/** `profile.place` follows whatever judged leads anew and found one that stands against its verdict. */
export function tasks(house: House): Task[] {
  return [task(PLACE, ({ orgId }) => placeAll(house, orgId, new Date()))]
}

export const ticks: readonly Tick[] = [
  { name: 'profile.turn', everySeconds: 30, run: (house, orgId, now) => placeAll(house, orgId, now) },
]
