import { refuse } from '../../../contract/refusals.ts'
import * as contract from '../../../contract/verify.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import * as store from './store.ts'

/** How each source's leads are verified. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.listSourceVerification, async ({ caller }) => ({
      items: await inTransaction(db, caller.orgId, store.readSources),
    })),
    route(contract.keepSourceVerification, async ({ caller, params, body }) => {
      const kept = await inTransaction(db, caller.orgId, (tx) =>
        store.keepSource(tx, { ...body, sourceId: params.sourceId }, new Date()),
      )
      if (!kept) throw refuse('not_found')
      return { done: true as const }
    }),
  ]
}
