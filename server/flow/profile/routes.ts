import { setAside, takeBack } from '../../../contract/profile.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import * as verbs from './verbs.ts'

export function routes({ db }: House): Route[] {
  return [
    route(setAside, ({ caller, body }) =>
      inTransaction(db, caller.orgId, async (tx) => ({
        changed: await verbs.setAside(tx, caller, body.leadIds),
      })),
    ),
    route(takeBack, ({ caller, body }) =>
      inTransaction(db, caller.orgId, async (tx) => ({
        changed: await verbs.takeBack(tx, caller, body.leadIds),
      })),
    ),
  ]
}
