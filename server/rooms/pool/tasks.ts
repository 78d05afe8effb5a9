import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Task, task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import { notify } from '../../lead/announce.ts'
import * as service from './service.ts'
import { forgetOpen, takeOpened } from './store/windows.ts'

/** `pool.reckon` follows the publishing of other rules on falling back. */
export function tasks({ db, stopping }: House): Task[] {
  return [
    task('pool.reckon', async ({ orgId }) => {
      let after: string | null = null
      do {
        stopping.throwIfAborted()
        const from: string | null = after
        after = await inTransaction(db, orgId, (tx) => service.reckon(tx, { after: from, now: new Date() }))
      } while (after)
    }),
  ]
}

export const ticks: readonly Tick[] = [
  {
    name: 'pool.offer',
    everySeconds: 10,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => offer(tx, now)),
  },
  {
    name: 'pool.remind',
    everySeconds: 60,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => service.remind(tx, now)),
  },
]

const AT_ONCE = 1000

/**
 * Tells members of the leads of pools that have opened to them before others, once a step: one notice a member where it is
 * several. Returns how many steps.
 */
export async function offer(tx: Tx, now: Date): Promise<number> {
  const opened = await takeOpened(tx, now, AT_ONCE)
  const each = opened.flatMap(({ userIds, ...lead }) => userIds.map((userId) => ({ userId, ...lead })))
  const notices = [...Map.groupBy(each, ({ userId }) => userId)].map(([userId, theirs]) => {
    const [first] = theirs
    return theirs.length === 1
      ? { userId, kind: 'lead.offered', leadId: first!.leadId, data: { poolId: first!.poolId } }
      : { userId, kind: 'leads.offered', leadId: null, data: { count: theirs.length } }
  })
  await notify(tx, notices, now)
  await forgetOpen(tx, now)
  return opened.length
}
