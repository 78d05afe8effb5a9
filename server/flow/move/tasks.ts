import { type Db, inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { task, type Task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import { running } from '../../rooms/move/store.ts'
import { goOn, RUN } from './page.ts'
import { movePage } from './run.ts'
import { undoPage } from './undo.ts'

/** `move.run` follows a move, or taking one back, of more leads than one transaction takes. */
export function tasks({ db }: House): Task[] {
  return [
    task<{ moveId: string }>(RUN, ({ orgId, moveId }, { signal }) => runMove({ db, orgId, moveId, signal })),
  ]
}

interface Running {
  readonly db: Db
  readonly orgId: string
  readonly moveId: string
  readonly signal: AbortSignal
}

/** Goes on with a move, or with taking it back, page by page to its end, or until it is cancelled. */
export async function runMove({ db, orgId, moveId, signal }: Running): Promise<void> {
  const within = (page: (tx: Tx) => Promise<boolean>) => inTransaction(db, orgId, page)
  while (await within((tx) => movePage(tx, moveId, new Date()))) signal.throwIfAborted()
  while (await within((tx) => undoPage(tx, moveId, new Date()))) signal.throwIfAborted()
}

export const ticks: readonly Tick[] = [
  {
    // Its job was lost with a restored database, or tried too often
    name: 'move.resume',
    everySeconds: 60,
    run: ({ db }, orgId) =>
      inTransaction(db, orgId, async (tx) => {
        for (const moveId of await running(tx)) await goOn(tx, moveId)
      }),
  },
]
