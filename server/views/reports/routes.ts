import { Readable } from 'node:stream'
import * as contract from '../../../contract/score-reports.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { dayIn } from '../../lead/clock.ts'
import { campaignsCsv, readCampaigns } from './campaigns.ts'
import { readEffect } from './effect.ts'
import { readShared } from './shared.ts'

/** Reports on scores: whether they foretell, what high scorers share, which campaigns bring them. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.reportEffect, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) => readEffect(tx, caller, { query, now: new Date() })),
    ),
    route(contract.reportShared, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) => readShared(tx, caller, { query, now: new Date() })),
    ),
    route(contract.reportCampaigns, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) => readCampaigns(tx, caller, { query, now: new Date() })),
    ),
    route(contract.exportCampaigns, async ({ caller, query, lang, reply }) => {
      const now = new Date()
      const told = await inTransaction(db, caller.orgId, (tx) => readCampaigns(tx, caller, { query, now }))
      void reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="campaigns-${dayIn(caller.zone, now)}.csv"`)
      return reply.send(Readable.from(campaignsCsv(told, lang)))
    }),
  ]
}
