import { Readable } from 'node:stream'
import * as rewards from '../../../contract/referral-reward.ts'
import * as contract from '../../../contract/referral.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { dayIn } from '../../lead/clock.ts'
import { exportRewardsCsv } from './export.ts'
import { listReferrers, readLeadReferral, readReferrerPage } from './referrers.ts'
import { listRewards } from './rewards.ts'

/** Referrers, what they referred and what is owed for it, as people look at them. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.listReferrers, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) => listReferrers(tx, caller, { query, now: new Date() })),
    ),
    route(contract.readReferrer, ({ caller, params }) =>
      inTransaction(db, caller.orgId, (tx) =>
        readReferrerPage(tx, caller, { referrerId: params.referrerId, now: new Date() }),
      ),
    ),
    route(contract.readLeadReferral, ({ caller, params }) =>
      inTransaction(db, caller.orgId, (tx) =>
        readLeadReferral(tx, caller, { leadId: params.leadId, now: new Date() }),
      ),
    ),
    route(rewards.listRewards, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) => listRewards(tx, caller, { query, now: new Date() })),
    ),
    route(rewards.exportRewards, async ({ caller, query, lang, reply }) => {
      const now = new Date()
      void reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="rewards-${dayIn(caller.zone, now)}.csv"`)
      return Readable.from(exportRewardsCsv(db, caller, { query, lang, now }))
    }),
  ]
}
