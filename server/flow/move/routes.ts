import * as contract from '../../../contract/move.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { beginMove } from './begin.ts'
import { previewMove } from './preview.ts'
import { listMoves, showMove } from './show.ts'
import { cancelMove, undoMove } from './undo.ts'

/** Moving many leads by hand: what would be, doing it, how far it is, stopping it, taking it back. */
export function routes({ db }: House): Route[] {
  const done = { done: true as const }
  return [
    route(contract.previewMove, ({ caller, body: wish, lang }) =>
      inTransaction(db, caller.orgId, (tx) => previewMove(tx, caller, { wish, lang, now: new Date() })),
    ),
    route(contract.beginMove, ({ caller, body: { plan, reason, ...wish } }) =>
      inTransaction(db, caller.orgId, (tx) => beginMove(tx, caller, { wish, plan, reason, now: new Date() })),
    ),
    route(contract.readMove, ({ caller, params: { moveId }, lang }) =>
      inTransaction(db, caller.orgId, (tx) => showMove(tx, caller, { moveId, lang, now: new Date() })),
    ),
    route(contract.listMoves, async ({ caller }) => ({
      items: await inTransaction(db, caller.orgId, (tx) => listMoves(tx, caller, new Date())),
    })),
    route(contract.cancelMove, async ({ caller, params: { moveId } }) => {
      await inTransaction(db, caller.orgId, (tx) => cancelMove(tx, caller, moveId))
      return done
    }),
    route(contract.undoMove, async ({ caller, params: { moveId } }) => {
      await inTransaction(db, caller.orgId, (tx) => undoMove(tx, caller, moveId, new Date()))
      return done
    }),
  ]
}
