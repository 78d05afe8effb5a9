import * as contract from '../../contract/customer.ts'
import { inTransaction } from '../db/db.ts'
import type { House } from '../house.ts'
import { type Route, route } from '../http/route.ts'
import * as customer from './customer.ts'

/** What is written of known customers through other rooms: their facts are cleaned, and leads of theirs recognised. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.addCustomer, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, (tx) => customer.add(tx, { body, lang })),
    ),
    route(contract.changeCustomer, ({ caller, params, body, lang }) =>
      inTransaction(db, caller.orgId, (tx) =>
        customer.change(tx, caller, { customerId: params.customerId, body, lang }),
      ),
    ),
    route(contract.eraseCustomer, async ({ caller, params }) => {
      await inTransaction(db, caller.orgId, (tx) => customer.erase(tx, params.customerId))
      return { done: true as const }
    }),
  ]
}
