import { readScoreRun } from '../../../contract/score.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { readRun } from '../../rooms/score/store.ts'
import { routes as previewRoutes } from '../preview/routes.ts'

/** How far scoring anew is, and what scoring by a draft would be. */
export function routes(house: House): Route[] {
  const { db } = house
  return [
    ...previewRoutes(house),
    route(readScoreRun, ({ caller }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const run = await readRun(tx)
        return run ? { ...run, done: Math.min(run.done, run.total) } : null
      }),
    ),
  ]
}
