import { inTransaction, type Tx } from '../../db/db.ts'
import type { Tick } from '../../jobs/tick.ts'
import type { SecretConfig } from '../../lead/secrets.ts'
import * as service from './service.ts'
import { sweepKeys } from './store/events.ts'
import * as hooks from './store/hooks.ts'

const DAY = 86_400_000
/** How long a sender may send an event again without its counting twice, in days. */
const REMEMBERED = 40
const MONTHS_AHEAD = 2
const MOST = 50_000

export const onStart = (tx: Tx, config: SecretConfig): Promise<void> =>
  hooks.sealOpen(tx, (open) => service.sealHook(config, tx.orgId, open))

export const ticks: readonly Tick[] = [
  {
    name: 'behaviour.months',
    everySeconds: 3_600,
    // As the owner: a month is one for all organisations, and the app role makes no tables.
    run: ({ db }, _, now) =>
      db.ownerPool.query(
        `select make_behaviour_month($1::timestamptz + months * interval '1 month') from generate_series(0, $2::int) months`,
        [now, MONTHS_AHEAD],
      ),
  },
  {
    name: 'behaviour.sweep',
    everySeconds: 3_600,
    run: ({ db }, orgId, now) =>
      inTransaction(db, orgId, (tx) => sweepKeys(tx, new Date(now.getTime() - REMEMBERED * DAY), MOST)),
  },
]
