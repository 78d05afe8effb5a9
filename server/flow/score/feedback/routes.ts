import * as contract from '../../../../contract/score-feedback.ts'
import { inTransaction } from '../../../db/db.ts'
import type { House } from '../../../house.ts'
import { type Route, route } from '../../../http/route.ts'
import { keepOverriders, readOverriders } from '../../../rooms/score/store/overrides.ts'
import { override, takeBack } from './override.ts'
import { feedbackOf } from './read.ts'
import { remark, tellAnswered, withdrawRemark } from './remark.ts'
import { feedbackTold } from './tried.ts'

/** What people say of scores, grades set by hand, and what a draft would make of it. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.readFeedback, ({ caller, params: { leadId }, lang }) =>
      inTransaction(db, caller.orgId, (tx) => feedbackOf(tx, caller, { leadId, lang, now: new Date() })),
    ),
    route(contract.sayRemark, ({ caller, params, body }) =>
      inTransaction(db, caller.orgId, (tx) => remark(tx, caller, { ...body, ...params })),
    ),
    route(contract.withdrawRemark, async ({ caller, params: { leadId } }) => {
      await inTransaction(db, caller.orgId, (tx) => withdrawRemark(tx, caller, leadId))
      return { done: true as const }
    }),
    route(contract.setOverride, ({ caller, params, body }) =>
      inTransaction(db, caller.orgId, (tx) => override(tx, caller, { ...body, ...params })),
    ),
    route(contract.takeBackOverride, ({ caller, params }) =>
      inTransaction(db, caller.orgId, (tx) => takeBack(tx, caller, params)),
    ),
    route(contract.readOverriding, ({ caller }) =>
      inTransaction(db, caller.orgId, async (tx) => ({ may: await readOverriders(tx) })),
    ),
    route(contract.setOverriding, ({ caller, body: { may } }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        await keepOverriders(tx, may)
        return { may }
      }),
    ),
    route(contract.tryFeedback, ({ caller, body: { draft } }) =>
      inTransaction(db, caller.orgId, (tx) => feedbackTold(tx, draft, new Date())),
    ),
    route(contract.tellFeedback, ({ caller, body: { version } }) =>
      inTransaction(db, caller.orgId, (tx) => tellAnswered(tx, version, new Date())),
    ),
  ]
}
