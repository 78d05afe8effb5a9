import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Task, task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import * as service from './service.ts'

/** `notice.send` lines new notices up at mailboxes and robots; `notice.tell` tells one of those what waits there. */
export function tasks(house: House): Task[] {
  return [
    task('notice.send', (payload) => service.send(house, payload)),
    task<{ outletId: string; robot: boolean }>('notice.tell', (payload) =>
      service.tellOutlet(house, payload),
    ),
  ]
}

export const ticks: readonly Tick[] = [
  {
    name: 'notice.sweep',
    everySeconds: 3_600,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => service.sweep(tx, now)),
  },
]
