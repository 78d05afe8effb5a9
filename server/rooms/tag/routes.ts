import { tagLeads } from '../../../contract/lead.ts'
import { listTags } from '../../../contract/settings.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import * as service from './service.ts'

/** Tags by hand. */
export function routes({ db }: House): Route[] {
  return [
    route(tagLeads, async ({ caller, body }) => ({
      changed: await inTransaction(db, caller.orgId, (tx) => service.retag(tx, caller, body)),
    })),
    route(listTags, async ({ caller }) => ({ items: await inTransaction(db, caller.orgId, service.known) })),
  ]
}
