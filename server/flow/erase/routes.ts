import * as contract from '../../../contract/erase.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { eraseLead } from './erase.ts'

/** Erasing a person wherever they stand. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.eraseLead, ({ caller, params }) =>
      inTransaction(db, caller.orgId, (tx) => eraseLead(tx, caller, params.leadId)),
    ),
  ]
}
