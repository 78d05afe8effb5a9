import * as queueContract from '../../../contract/confirm.ts'
import { refuse } from '../../../contract/refusals.ts'
import * as contract from '../../../contract/verify.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { readable } from '../../rooms/capture/decide.ts'
import * as marks from './marks.ts'
import * as queue from './queue.ts'
import * as shown from './shown.ts'

/** What people say about fields of leads, and the queue of leads that a person confirms. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.leadMarks, async ({ caller, params, lang }) => {
      const { leadId } = params
      const told = await inTransaction(db, caller.orgId, (tx) => shown.marksOf(tx, caller, { leadId, lang }))
      if (!told) throw refuse('not_found')
      return told
    }),
    route(contract.markField, async ({ caller, params, body, lang }) => {
      await inTransaction(db, caller.orgId, (tx) => marks.mark(tx, caller, { ...params, ...body, lang }))
      return { done: true as const }
    }),
    route(contract.checkLeads, async ({ caller, body, lang }) => ({
      asked: await inTransaction(db, caller.orgId, (tx) => marks.check(tx, caller, { ...body, lang })),
    })),
    route(queueContract.queueState, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) => shown.queueState(tx, caller, query.days)),
    ),
    route(queueContract.nextToConfirm, async ({ caller, body, lang }) => ({
      lead: await inTransaction(db, caller.orgId, async (tx) => {
        const now = new Date()
        const leadId = await queue.takeNext(tx, caller, { ...body, now })
        return leadId ? shown.queuedLead(tx, { leadId, lang, now }) : null
      }),
    })),
    route(queueContract.confirmLead, ({ caller, params, body, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const { outcome, reasons, nextAt } = await queue.confirm(tx, caller, { ...params, ...body, lang })
        const holder = await shown.holderOf(tx, params.leadId)
        return { outcome, holder, reasons: readable(reasons, lang), nextAt }
      }),
    ),
  ]
}
