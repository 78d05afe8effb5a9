import * as contract from '../../../contract/territory-handover.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { cancelHandover, handOver, previewHandover } from './handover.ts'

/** Handing whole areas over. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.previewHandover, ({ caller, body }) =>
      inTransaction(db, caller.orgId, (tx) => previewHandover(tx, body, { caller, now: new Date() })),
    ),
    route(contract.handOver, ({ caller, body }) =>
      inTransaction(db, caller.orgId, (tx) => handOver(tx, body, { caller, now: new Date() })),
    ),
    route(contract.cancelHandover, async ({ caller, params }) => {
      await inTransaction(db, caller.orgId, (tx) =>
        cancelHandover(tx, params.handoverId, { caller, now: new Date() }),
      )
      return { done: true as const }
    }),
  ]
}
