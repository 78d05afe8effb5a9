import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Task, task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import type { SecretConfig } from '../../lead/secrets.ts'
import type { Way } from './decide/choice.ts'
import * as service from './service.ts'
import * as robots from './store/robots.ts'

/** `notice.send` lines new notices up at their outlets; `notice.tell` tells one of those what waits there. */
export function tasks(house: House): Task[] {
  return [
    task('notice.send', (payload) => service.send(house, payload)),
    // A job from before there were channels says `robot`.
    task<{ outletId: string; channel?: Way; robot?: boolean }>(
      'notice.tell',
      ({ channel, robot, ...outlet }) =>
        service.tellOutlet(house, { ...outlet, channel: channel ?? (robot ? 'robot' : 'mail') }),
    ),
  ]
}

export const onStart = (tx: Tx, config: SecretConfig): Promise<void> =>
  robots.sealOpen(tx, (open) => service.sealDoor(config, tx.orgId, open))

export const ticks: readonly Tick[] = [
  {
    name: 'notice.sweep',
    everySeconds: 3_600,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => service.sweep(tx, now)),
  },
]
