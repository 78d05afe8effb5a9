import { Readable } from 'node:stream'
import * as consents from '../../contract/consent.ts'
import { myDay } from '../../contract/followup.ts'
import * as leads from '../../contract/lead.ts'
import * as priorities from '../../contract/priority.ts'
import { readProfileReport } from '../../contract/profile.ts'
import { readQuality as qualityRead } from '../../contract/quality.ts'
import { listFeedback } from '../../contract/score-feedback.ts'
import * as contract from '../../contract/views.ts'
import { inTransaction } from '../db/db.ts'
import type { House } from '../house.ts'
import { type Route, route } from '../http/route.ts'
import { dayIn } from '../lead/clock.ts'
import { keepSaved, listSaved, removeSaved } from '../people/saved.ts'
import { tellStale } from '../rooms/quality/service.ts'
import { consentCsv, mayContact, readConsents } from './consent.ts'
import { dayAt, myCounts, myQueue } from './day.ts'
import { exportCsv } from './export.ts'
import { readFeedbackList } from './feedback.ts'
import { countLeads, listLeads } from './list.ts'
import { readPage } from './page.ts'
import { countPriority, priorityCsv, priorityReport } from './priority.ts'
import { profileReport } from './profile-report.ts'
import { readQuality } from './quality.ts'
import { quarantineSources } from './quarantine.ts'
import { search } from './search.ts'
import { readTags } from './tags.ts'
import { teamDay } from './team.ts'
import { listUndecided } from './undecided.ts'

/** Milliseconds a reader waits for figures to be told anew; the rest is told within minutes by itself. */
const FRESHEN = 500

/** What people look at: lists, the lead's page, search, the day, files of leads. */
export function routes(house: House): Route[] {
  return [
    ...leadRoutes(house),
    ...consentRoutes(house),
    ...dayRoutes(house),
    ...priorityRoutes(house),
    ...savedRoutes(house),
  ]
}

function leadRoutes({ db }: House): Route[] {
  return [
    route(leads.listLeads, ({ caller, query, lang }) =>
      inTransaction(db, caller.orgId, (tx) => listLeads(tx, caller, { query, lang, now: new Date() })),
    ),
    route(leads.countLeads, ({ caller, query, lang }) =>
      inTransaction(db, caller.orgId, (tx) => countLeads(tx, caller, { query, lang, now: new Date() })),
    ),
    route(contract.listUntouched, ({ caller, query, lang }) =>
      inTransaction(db, caller.orgId, (tx) =>
        listLeads(tx, caller, { query: { ...query, untouched: true }, lang, now: new Date() }),
      ),
    ),
    route(contract.countUntouched, ({ caller, query, lang }) =>
      inTransaction(db, caller.orgId, (tx) =>
        countLeads(tx, caller, { query: { ...query, untouched: true }, lang, now: new Date() }),
      ),
    ),
    route(leads.readLead, ({ caller, params, lang }) =>
      inTransaction(db, caller.orgId, (tx) =>
        readPage(tx, caller, { leadId: params.leadId, lang, now: new Date() }),
      ),
    ),
    route(readProfileReport, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) => profileReport(tx, query.version)),
    ),
    route(contract.leadTags, ({ caller, params }) =>
      inTransaction(db, caller.orgId, async (tx) => ({
        items: await readTags(tx, caller, { leadId: params.leadId, now: new Date() }),
      })),
    ),
    route(contract.searchLeads, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) => search(tx, caller, { ...query, now: new Date() })),
    ),
    route(contract.exportLeads, async ({ caller, query, lang, reply }) => {
      const now = new Date()
      const file = await exportCsv(db, caller, { query, lang, now })
      void reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="leads-${dayIn(caller.zone, now)}.csv"`)
      return Readable.from(file)
    }),
    route(listFeedback, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) => readFeedbackList(tx, caller, { query, now: new Date() })),
    ),
    route(contract.listUndecided, ({ caller }) =>
      inTransaction(db, caller.orgId, async (tx) => ({ items: await listUndecided(tx) })),
    ),
  ]
}

function consentRoutes({ db }: House): Route[] {
  return [
    route(consents.readConsents, ({ caller, params }) =>
      inTransaction(db, caller.orgId, (tx) =>
        readConsents(tx, caller, { leadId: params.leadId, now: new Date() }),
      ),
    ),
    route(consents.exportConsents, async ({ caller, params, lang, reply }) => {
      const file = await inTransaction(db, caller.orgId, (tx) =>
        consentCsv(tx, caller, { leadId: params.leadId, lang, now: new Date() }),
      )
      void reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="consent-${params.leadId}.csv"`)
      return reply.send(Readable.from(file))
    }),
    route(consents.mayContactLeads, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, (tx) => mayContact(tx, caller, { ...body, lang, now: new Date() })),
    ),
  ]
}

function dayRoutes({ db }: House): Route[] {
  return [
    route(contract.quarantineSources, ({ caller }) =>
      inTransaction(db, caller.orgId, async (tx) => ({
        items: await quarantineSources(tx, dayAt(caller.zone, new Date())),
      })),
    ),
    route(qualityRead, ({ caller, query }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const asked = { zone: caller.zone, now: new Date() }
        await tellStale(tx, { ...asked, many: query.weeks, budget: FRESHEN })
        return readQuality(tx, { ...asked, ...query })
      }),
    ),
    route(myDay, ({ caller, query }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const day = dayAt(caller.zone, new Date())
        return { queue: await myQueue(tx, caller, day, query.limit), ...(await myCounts(tx, caller, day)) }
      }),
    ),
    route(contract.teamDay, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) => teamDay(tx, caller, { ...query, now: new Date() })),
    ),
  ]
}

function priorityRoutes({ db }: House): Route[] {
  return [
    route(priorities.countPriority, ({ caller }) =>
      inTransaction(db, caller.orgId, (tx) => countPriority(tx, caller, new Date())),
    ),
    route(priorities.priorityReport, ({ caller, query }) =>
      inTransaction(db, caller.orgId, async (tx) => ({
        items: await priorityReport(tx, caller, { ...query, now: new Date() }),
      })),
    ),
    route(priorities.exportPriorityReport, async ({ caller, query, lang, reply }) => {
      const now = new Date()
      const file = await inTransaction(db, caller.orgId, (tx) =>
        priorityCsv(tx, caller, { ...query, lang, now }),
      )
      void reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="priority-${dayIn(caller.zone, now)}.csv"`)
      return reply.send(Readable.from(file))
    }),
  ]
}

function savedRoutes({ db }: House): Route[] {
  return [
    route(contract.listViews, ({ caller }) =>
      inTransaction(db, caller.orgId, async (tx) => ({ items: await listSaved(tx, caller.userId) })),
    ),
    route(contract.saveView, async ({ caller, params, body }) => {
      await inTransaction(db, caller.orgId, (tx) =>
        keepSaved(tx, caller.userId, { ...body, viewId: params.viewId }),
      )
      return { done: true as const }
    }),
    route(contract.removeView, async ({ caller, params }) => {
      await inTransaction(db, caller.orgId, (tx) => removeSaved(tx, caller.userId, params.viewId))
      return { done: true as const }
    }),
  ]
}
