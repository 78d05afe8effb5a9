import * as rewards from '../../../contract/referral-reward.ts'
import * as contract from '../../../contract/referral.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { addReferrer, changeReferrer, judgeReferrer } from './referrers.ts'
import { clearReferral, judgeReferral, moveReward, nameReferrer } from './verbs.ts'

const done = { done: true as const }

/** What is written of referrers and of what they referred. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.addReferrer, ({ caller, body }) =>
      inTransaction(db, caller.orgId, (tx) => addReferrer(tx, caller, body)),
    ),
    route(contract.changeReferrer, async ({ caller, params, body }) => {
      await inTransaction(db, caller.orgId, (tx) =>
        changeReferrer(tx, caller, { referrerId: params.referrerId, body }),
      )
      return done
    }),
    route(contract.judgeReferrer, async ({ caller, params, body }) => {
      await inTransaction(db, caller.orgId, (tx) =>
        judgeReferrer(tx, caller, { ...body, referrerId: params.referrerId }),
      )
      return done
    }),
    route(contract.nameReferrer, async ({ caller, params, body }) => {
      await inTransaction(db, caller.orgId, (tx) =>
        nameReferrer(tx, caller, { ...body, leadId: params.leadId }),
      )
      return done
    }),
    route(contract.judgeReferral, async ({ caller, params, body }) => {
      await inTransaction(db, caller.orgId, (tx) => judgeReferral(tx, caller, { ...body, ...params }))
      return done
    }),
    route(contract.clearReferral, async ({ caller, params, body }) => {
      await inTransaction(db, caller.orgId, (tx) => clearReferral(tx, caller, { ...body, ...params }))
      return done
    }),
    route(rewards.moveReward, async ({ caller, params, body }) => {
      await inTransaction(db, caller.orgId, (tx) => moveReward(tx, caller, { ...body, ...params }))
      return done
    }),
  ]
}
