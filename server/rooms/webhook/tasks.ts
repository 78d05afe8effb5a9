import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Task, task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import type { SecretConfig } from '../../lead/secrets.ts'
import * as service from './service.ts'
import * as store from './store.ts'

/** `webhook.deliver` spreads the outbox over the webhooks' lines; `webhook.post` works off one of them. */
export function tasks(house: House): Task[] {
  return [
    task('webhook.deliver', ({ orgId }) => service.spreadOutbox(house, orgId)),
    task<{ webhookId: string }>('webhook.post', (payload, { signal }) =>
      service.workLine(house, payload, signal),
    ),
  ]
}

export const onStart = (tx: Tx, config: SecretConfig): Promise<void> =>
  store.sealOpen(tx, (open) => service.sealWebhook(config, tx.orgId, open))

export const ticks: readonly Tick[] = [
  {
    name: 'webhook.retry',
    everySeconds: 5,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => service.wake(tx, now)),
  },
  {
    name: 'webhook.sweep',
    everySeconds: 600,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => service.sweep(tx, now)),
  },
]
