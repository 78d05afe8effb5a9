import { keepPurposes, listPurposes } from '../../../contract/consent.ts'
import { refuse } from '../../../contract/refusals.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { EVERYTHING } from './decide/ledger.ts'
import * as store from './store.ts'

/** What an organisation asks consent for. */
export function routes({ db }: House): Route[] {
  return [
    route(listPurposes, async ({ caller }) => ({
      items: await inTransaction(db, caller.orgId, store.listPurposes),
    })),
    route(keepPurposes, ({ caller, body }) => {
      const keys = body.items.map(({ key }) => key)
      const twice = keys.find((key, i) => keys.indexOf(key) !== i)
      if (twice) throw refuse('consent.purpose_twice', { key: twice })
      if (keys.includes(EVERYTHING)) throw refuse('consent.purpose_reserved')
      return inTransaction(db, caller.orgId, async (tx) => {
        await store.keepPurposes(tx, body.items, new Date())
        return { items: await store.listPurposes(tx) }
      })
    }),
  ]
}
