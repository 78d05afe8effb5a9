import * as rewards from '../../../contract/referral-reward.ts'
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
    route(rewards.readReferralSetting, ({ caller }) =>
      inTransaction(db, caller.orgId, (tx) => service.readSetting(tx)),
    ),
    route(rewards.keepReferralSetting, async ({ caller, body }) => {
      await inTransaction(db, caller.orgId, (tx) => service.keepSetting(tx, body))
      return done
    }),
  ]
}
