import * as contract from '../../../contract/dispute.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { openDispute, settleDispute } from './dispute.ts'
import { showDispute, showDisputes } from './show.ts'

/** Two reps who both say that a customer is theirs: opening, seeing and settling it. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.openDispute, ({ caller, body }) =>
      inTransaction(db, caller.orgId, (tx) => openDispute(tx, caller, body)),
    ),
    route(contract.listDisputes, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) => showDisputes(tx, caller, query)),
    ),
    route(contract.readDispute, ({ caller, params }) =>
      inTransaction(db, caller.orgId, (tx) => showDispute(tx, caller, params.disputeId)),
    ),
    route(contract.settleDispute, async ({ caller, params, body }) => {
      await inTransaction(db, caller.orgId, (tx) => settleDispute(tx, caller, { ...params, ...body }))
      return { done: true as const }
    }),
  ]
}
