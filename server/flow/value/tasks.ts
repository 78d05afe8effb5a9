import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { task, type Task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import { tellPriorities } from '../../lead/alarms.ts'
import { readRun } from '../../rooms/score/store.ts'
import { basisNumber } from '../../rooms/score/store/basis.ts'
import { seeToBasis } from './basis.ts'

/** `value.basis` follows the publishing of another policy of values. */
export function tasks({ db }: House): Task[] {
  return [
    task('value.basis', async ({ orgId }) => {
      await inTransaction(db, orgId, (tx) => seeToBasis(tx, new Date()))
    }),
  ]
}

/** Transactions of one turn. */
const PAGES = 20

export const ticks: readonly Tick[] = [
  {
    name: 'value.priorities',
    everySeconds: 10,
    run: async ({ db, stopping }, orgId, now) => {
      for (let page = 0; page < PAGES && !stopping.aborted; page++)
        if ((await inTransaction(db, orgId, (tx) => tellPriorities(tx, now))) === 0) return
    },
  },
  {
    // Also where its job was lost with a restored database
    name: 'value.basis',
    everySeconds: 60,
    run: ({ db }, orgId, now) =>
      inTransaction(db, orgId, async (tx) => {
        if (await seeToBasis(tx, now)) return
        const [number, run] = [await basisNumber(tx), await readRun(tx)]
        if (number > (run?.basis ?? 0)) await enqueue(tx, 'score.rescore', {}, { key: 'score.rescore' })
      }),
  },
]
