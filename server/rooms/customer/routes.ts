import * as contract from '../../../contract/customer.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import * as service from './service.ts'

const done = { done: true as const }

/** Known customers, as far as no other room is asked. What is read of them stands in views, what is cleaned in flow. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.archiveCustomer, ({ caller, params, body }) =>
      inTransaction(db, caller.orgId, (tx) =>
        service.archive(tx, { ...body, customerId: params.customerId }),
      ),
    ),
    route(contract.holdCustomers, ({ caller, body }) =>
      inTransaction(db, caller.orgId, async (tx) => ({ changed: await service.hold(tx, body) })),
    ),
    route(contract.listCustomerStages, ({ caller }) =>
      inTransaction(db, caller.orgId, async (tx) => ({ items: [...(await service.readStages(tx))] })),
    ),
    route(contract.setCustomerStages, async ({ caller, body, lang }) => {
      await inTransaction(db, caller.orgId, (tx) => service.setStages(tx, body.items, lang))
      return done
    }),
  ]
}
