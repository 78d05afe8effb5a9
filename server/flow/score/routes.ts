import { readScoreRun } from '../../../contract/score.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { readRun } from '../../rooms/score/store.ts'

export function routes({ db }: House): Route[] {
  return [
    route(readScoreRun, ({ caller }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const run = await readRun(tx)
        return run ? { ...run, done: Math.min(run.done, run.total) } : null
      }),
    ),
  ]
}
