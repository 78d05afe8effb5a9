import * as contract from '../../../contract/followup.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import * as service from './service.ts'

/** Following a lead up: logging what was done. Moving its stage stands in flow: who converts becomes a known customer. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.logFollowup, ({ caller, params, body }) =>
      inTransaction(db, caller.orgId, (tx) =>
        service.log(tx, caller, { ...body, leadId: params.leadId, now: new Date() }),
      ),
    ),
  ]
}
