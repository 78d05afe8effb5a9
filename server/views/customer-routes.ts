import { Readable } from 'node:stream'
import * as contract from '../../contract/customer.ts'
import { inTransaction } from '../db/db.ts'
import type { House } from '../house.ts'
import { type Route, route } from '../http/route.ts'
import { dayIn } from '../lead/clock.ts'
import { exportCustomersCsv } from './customer-export.ts'
import { countCustomers, listCustomers, readCustomerPage } from './customers.ts'

/** Known customers as people look at them: the list, one of them, a file. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.listCustomers, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) => listCustomers(tx, caller, { query, now: new Date() })),
    ),
    route(contract.countCustomers, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) => countCustomers(tx, caller, { query, now: new Date() })),
    ),
    route(contract.readCustomer, ({ caller, params }) =>
      inTransaction(db, caller.orgId, (tx) =>
        readCustomerPage(tx, caller, { customerId: params.customerId, now: new Date() }),
      ),
    ),
    route(contract.exportCustomers, async ({ caller, query, lang, reply }) => {
      const now = new Date()
      void reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="customers-${dayIn(caller.zone, now)}.csv"`)
      return Readable.from(exportCustomersCsv(db, caller, { query, lang, now }))
    }),
  ]
}
