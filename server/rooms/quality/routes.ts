import * as contract from '../../../contract/quality.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { holderNames } from '../../lead/names.ts'
import * as service from './service.ts'
import { listStates } from './store.ts'

const done = { done: true as const }

/** Sources that are paused: when by themselves, and by hand. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.listSourceStates, ({ caller }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const states = await listStates(tx)
        const names = await holderNames(
          tx,
          states.flatMap(({ pausedBy }) => pausedBy ?? []),
        )
        const items = states.map(({ countsFrom: _, pausedBy, ...state }) => ({
          ...state,
          pausedBy: pausedBy ? { id: pausedBy, name: names.get(pausedBy) ?? '' } : null,
        }))
        return { items }
      }),
    ),
    route(contract.setSourceGate, async ({ caller, params, body }) => {
      const doing = { gate: body.gate, by: caller.userId, now: new Date() }
      await inTransaction(db, caller.orgId, (tx) => service.setGate(tx, params.sourceId, doing))
      return done
    }),
    route(contract.pauseSource, async ({ caller, params }) => {
      const doing = { why: null, by: caller.userId, now: new Date() }
      await inTransaction(db, caller.orgId, (tx) => service.pause(tx, params.sourceId, doing))
      return done
    }),
    route(contract.resumeSource, async ({ caller, params, body }) => {
      const doing = { letGo: body.letGo, by: caller.userId, now: new Date() }
      await inTransaction(db, caller.orgId, (tx) => service.resume(tx, params.sourceId, doing))
      return done
    }),
  ]
}
