import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { task, type Task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import { isBehind, readKeying } from '../../lead/keying.ts'
import { alone, isIdle } from '../import/alone.ts'
import { deriveKeys } from './run.ts'

const turnOf = (orgId: string) => `keys ${orgId}`

/** After an upgrade that makes keys in another way, those held are made anew. */
export function tasks({ db, log }: House): Task[] {
  return [
    task('keys.derive', ({ orgId }, { signal }) =>
      alone(db, turnOf(orgId), () => deriveKeys(db, { orgId, signal, log })),
    ),
  ]
}

/** Begins it, and goes on with one that nobody is at. */
export const ticks: readonly Tick[] = [
  {
    name: 'keys.behind',
    everySeconds: 60,
    run: ({ db }, orgId) =>
      inTransaction(db, orgId, async (tx) => {
        if (isBehind(await readKeying(tx)) && (await isIdle(tx, turnOf(orgId))))
          await enqueue(tx, 'keys.derive', {}, { key: turnOf(orgId), queue: 'keys' })
      }),
  },
]
