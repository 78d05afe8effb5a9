import { approveLeads, recordConsent, withdrawConsent } from '../../../contract/consent.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { readable } from '../../rooms/capture/decide.ts'
import * as verbs from './verbs.ts'

/** What people say of consent by hand, and what lets a lead go that compliance keeps. */
export function routes({ db }: House): Route[] {
  return [
    route(recordConsent, ({ caller, params, body }) =>
      inTransaction(db, caller.orgId, (tx) => verbs.record(tx, caller, { ...body, ...params })),
    ),
    route(withdrawConsent, ({ caller, body }) =>
      inTransaction(db, caller.orgId, (tx) => verbs.withdraw(tx, caller, body)),
    ),
    route(approveLeads, async ({ caller, body, lang }) => {
      const { kept, ...told } = await inTransaction(db, caller.orgId, (tx) => verbs.approve(tx, caller, body))
      return {
        ...told,
        kept: kept.map(({ leadId, reasons }) => ({ leadId, reasons: readable(reasons, lang) })),
      }
    }),
  ]
}
