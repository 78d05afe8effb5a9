import * as contract from '../../../contract/referral.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import * as service from './service.ts'

const done = { done: true as const }

/** Referrers as far as no other room is asked; what names leads stands in flow, what is read in views. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.archiveReferrer, async ({ caller, params, body }) => {
      await inTransaction(db, caller.orgId, (tx) => service.archive(tx, params.referrerId, body.archived))
      return done
    }),
    route(contract.readReferralSetting, ({ caller }) =>
      inTransaction(db, caller.orgId, (tx) => service.readSetting(tx)),
    ),
    route(contract.keepReferralSetting, async ({ caller, body }) => {
      await inTransaction(db, caller.orgId, (tx) => service.keepSetting(tx, body))
      return done
    }),
  ]
}
