import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { task, type Task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import { readRun } from '../../rooms/score/store.ts'
import * as preview from '../preview/tasks.ts'
import { rescoreAll, sweep } from './anew.ts'

const RESCORE = 'score.rescore'

/** `score.rescore` follows the publishing of other scorecards; before it they may be previewed. */
export function tasks(house: House): Task[] {
  const { db } = house
  return [
    task(RESCORE, ({ orgId }, { signal }) => rescoreAll({ db, orgId, signal })),
    ...preview.tasks(house),
  ]
}

/** Pages of one turn: a sweep that many leads are due for leaves time for the other ticks. */
const PAGES = 20

export const ticks: readonly Tick[] = [
  ...preview.ticks,
  {
    name: 'score.fade',
    everySeconds: 30,
    run: async ({ db, stopping }, orgId, now) => {
      for (let page = 0; page < PAGES && !stopping.aborted; page++)
        if ((await inTransaction(db, orgId, (tx) => sweep(tx, now))) === 0) return
    },
  },
  {
    // Its job was lost with a restored database, or tried too often
    name: 'score.resume',
    everySeconds: 60,
    run: ({ db }, orgId) =>
      inTransaction(db, orgId, async (tx) => {
        const run = await readRun(tx)
        if (run && !run.endedAt) await enqueue(tx, RESCORE, {}, { key: RESCORE, queue: RESCORE })
      }),
  },
]
