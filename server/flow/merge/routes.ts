import * as contract from '../../../contract/merge.ts'
import { Refusal, refuse, refusalSentence } from '../../../contract/refusals.ts'
import { type Db, inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import type { UserCaller } from '../../people/caller.ts'
import { readMerge } from '../../rooms/merge/store.ts'
import type { Wish } from './gather.ts'
import { mergeLeads } from './merge.ts'
import { mergesOf, previewMerge, previewUndo, toldMerges } from './preview.ts'
import { undoMerge } from './undo.ts'

/** Merging leads, one set or many, and undoing it. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.previewMerge, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, (tx) => previewMerge(tx, caller, { ...body, lang })),
    ),
    route(contract.mergeLeads, ({ caller, body }) =>
      inTransaction(db, caller.orgId, (tx) => merged(tx, caller, body)),
    ),
    route(contract.bulkMerge, async ({ caller, body }) => {
      const items = []
      for (const set of body.sets) items.push(await mergeSet(db, caller, set))
      return { items }
    }),
    route(contract.listMerges, async ({ caller, params }) => ({
      items: await inTransaction(db, caller.orgId, (tx) => mergesOf(tx, caller, params.leadId)),
    })),
    route(contract.previewUndo, ({ caller, params, lang }) =>
      inTransaction(db, caller.orgId, (tx) => previewUndo(tx, caller, { ...params, lang })),
    ),
    route(contract.undoMerge, ({ caller, params, body }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        await undoMerge(tx, caller, { ...params, ...body })
        return told(tx, params.mergeId)
      }),
    ),
  ]
}

async function merged(tx: Tx, caller: UserCaller, wish: Wish): Promise<contract.Merged> {
  const { mergeId, repeated } = await mergeLeads(tx, caller, wish)
  return { ...(await told(tx, mergeId)), repeated }
}

async function told(tx: Tx, mergeId: string): Promise<contract.Merged> {
  const merge = await readMerge(tx, mergeId)
  const [answer] = merge ? await toldMerges(tx, [merge]) : []
  if (!answer) throw refuse('not_found')
  return answer
}

/** One set of a bulk call, in a transaction of its own: what is refused of it stops no other. */
async function mergeSet(db: Db, caller: UserCaller, wish: Wish) {
  try {
    return { merged: await inTransaction(db, caller.orgId, (tx) => merged(tx, caller, wish)) }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const message = refusalSentence(error.code, error.params, caller.lang)
    return { refused: { code: error.code, message } }
  }
}
