import * as contract from '../../../contract/past.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { scoreHistory } from './history.ts'
import { scoreAt } from './score.ts'

/** What a lead's score was, and how it came to be what it is. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.readScoreAt, ({ caller, params, query, lang }) =>
      inTransaction(db, caller.orgId, (tx) =>
        scoreAt(tx, caller, { ...params, ...query, lang, now: new Date() }),
      ),
    ),
    route(contract.readScoreHistory, ({ caller, params, query, lang }) =>
      inTransaction(db, caller.orgId, (tx) =>
        scoreHistory(tx, caller, { ...params, ...query, lang, now: new Date() }),
      ),
    ),
  ]
}
