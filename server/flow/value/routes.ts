import { tryValue } from '../../../contract/priority.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { valueLead } from './try.ts'

/** Values as they would be. */
export function routes({ db }: House): Route[] {
  return [
    route(tryValue, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, (tx) => valueLead(tx, caller, { ...body, lang })),
    ),
  ]
}
