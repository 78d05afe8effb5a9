import * as contract from '../../contract/settings.ts'
import { inTransaction } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import type { House } from '../house.ts'
import { type Route, route } from '../http/route.ts'
import { enqueue } from '../jobs/enqueue.ts'
import * as settings from './settings.ts'

/** What an organisation says a lead is: its custom fields and its sources. */
export function routes({ db }: House): Route[] {
  return [...fieldRoutes(db), ...sourceRoutes(db)]
}

const done = { done: true as const }

function fieldRoutes(db: House['db']): Route[] {
  return [
    route(contract.listFields, async ({ caller }) => ({
      items: await inTransaction(db, caller.orgId, settings.listFields),
    })),
    route(contract.addField, async ({ caller, body }) => {
      const field = { ...body, fieldId: uuidv7() }
      await inTransaction(db, caller.orgId, (tx) =>
        settings.keepField(tx, field, { by: caller.userId, at: new Date() }),
      )
      return field
    }),
    route(contract.changeField, async ({ caller, params, body }) => {
      const wish = { ...body, fieldId: params.fieldId }
      return inTransaction(db, caller.orgId, (tx) =>
        settings.changeField(tx, wish, { by: caller.userId, at: new Date() }),
      )
    }),
    route(contract.archiveField, async ({ caller, params }) => {
      await inTransaction(db, caller.orgId, (tx) =>
        settings.archiveField(tx, params.fieldId, { by: caller.userId, at: new Date() }),
      )
      return done
    }),
  ]
}

function sourceRoutes(db: House['db']): Route[] {
  return [
    route(contract.listSources, async ({ caller }) => ({
      items: await inTransaction(db, caller.orgId, (tx) => settings.listSources(tx, new Date())),
    })),
    route(contract.addSource, async ({ caller, body }) => {
      const sourceId = uuidv7()
      await inTransaction(db, caller.orgId, (tx) =>
        settings.keepSource(tx, { ...body, sourceId }, { by: caller.userId, at: new Date() }),
      )
      return { sourceId }
    }),
    route(contract.changeSource, async ({ caller, params, body }) => {
      const source = { ...body, sourceId: params.sourceId }
      await inTransaction(db, caller.orgId, async (tx) => {
        await settings.changeSource(tx, source, { by: caller.userId, at: new Date() })
        // Another licence may be all that some leads waited for.
        await enqueue(tx, 'compliance.judge', {}, { key: 'compliance.judge' })
      })
      return done
    }),
    route(contract.archiveSource, async ({ caller, params }) => {
      await inTransaction(db, caller.orgId, (tx) =>
        settings.archiveSource(tx, params.sourceId, { by: caller.userId, at: new Date() }),
      )
      return done
    }),
  ]
}
