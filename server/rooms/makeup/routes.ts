import * as contract from '../../../contract/makeup.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import type { Caller } from '../../people/caller.ts'
import * as service from './service.ts'

const done = { done: true as const }

/** Invalid leads that are made up for: how they stand, what a rep says against a refusal, what a manager answers. */
export function routes({ db }: House): Route[] {
  const within = <T>({ orgId }: Caller, run: (tx: Tx) => Promise<T>) => inTransaction(db, orgId, run)
  return [
    route(contract.readMakeUp, ({ caller, params }) =>
      within(caller, async (tx) => ({
        makeUp: await service.readTold(tx, caller, { ...params, now: new Date() }),
      })),
    ),
    route(contract.appealMakeUp, async ({ caller, params, body }) => {
      await within(caller, (tx) => service.appeal(tx, caller, { ...params, ...body, now: new Date() }))
      return done
    }),
    route(contract.answerMakeUp, async ({ caller, params, body }) => {
      await within(caller, (tx) => service.answer(tx, caller, { ...params, ...body, now: new Date() }))
      return done
    }),
    route(contract.takeBackMakeUp, async ({ caller, params, body }) => {
      await within(caller, (tx) => service.takeBack(tx, caller, { ...params, ...body, now: new Date() }))
      return done
    }),
    route(contract.listMakeUps, ({ caller }) =>
      within(caller, (tx) => service.overview(tx, caller, new Date())),
    ),
  ]
}
