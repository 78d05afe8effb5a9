import * as contract from '../../../contract/preview.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { tell } from '../../jobs/tell.ts'
import { readFields } from '../../lead/fields.ts'
import { checkPolicy } from '../../policy/check.ts'
import { refuseUnsound } from '../../policy/checkScore.ts'
import { changedShare } from '../../rooms/score/decide/preview/gate.ts'
import {
  type HeldPreview,
  keepGate,
  readGate,
  readPreview,
  readPreviews,
} from '../../rooms/score/store/previews.ts'
import { stopRun } from '../runs/runs.ts'
import { preview, startPreview } from './begin.ts'
import { standingNow } from './gate.ts'
import { presentPreview, presentRow } from './present.ts'

/** Drafts of the scorecards run on history, and what publishing asks for first. */
export function routes(house: House): Route[] {
  return [...previewRoutes(house), ...gateRoutes(house)]
}

function previewRoutes({ db }: House): Route[] {
  return [
    route(contract.startPreview, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        // A version stands as it was published, whatever has become of its fields since
        const draft = body.version === undefined ? await checkedDraft(tx, body.draft, lang) : undefined
        const { version, against, days, field } = body
        const wish = { draft, version, against, days, field, by: caller.userId, now: new Date() }
        return presentRow(await one(tx, await startPreview(tx, wish)))
      }),
    ),
    route(contract.listPreviews, ({ caller }) =>
      inTransaction(db, caller.orgId, async (tx) => ({ items: (await readPreviews(tx)).map(presentRow) })),
    ),
    route(contract.readPreview, ({ caller, params }) =>
      inTransaction(db, caller.orgId, async (tx) =>
        presentPreview(tx, caller, await one(tx, params.previewId)),
      ),
    ),
    route(contract.cancelPreview, ({ caller, params: { previewId } }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        await one(tx, previewId)
        if (!(await stopRun(tx, preview, { id: previewId, at: new Date() }))) throw refuse('score.previewed')
        return presentRow(await one(tx, previewId))
      }),
    ),
  ]
}

function gateRoutes({ db }: House): Route[] {
  return [
    route(contract.readPreviewGate, ({ caller }) => inTransaction(db, caller.orgId, readGate)),
    route(contract.setPreviewGate, async ({ caller, body }) => {
      await inTransaction(db, caller.orgId, async (tx) => {
        await keepGate(tx, body, { by: caller.userId, at: new Date() })
        await tell(tx, { topic: 'preview', ids: [] })
      })
      return { done: true as const }
    }),
    route(contract.checkPreviewGate, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const draft = await checkedDraft(tx, body.draft, lang)
        const at = { lang, now: new Date() }
        const { misses, preview: held, ...standing } = await standingNow(tx, draft, at)
        return { ...standing, misses: [...misses], preview: held?.result ? briefly(held) : null }
      }),
    ),
  ]
}

function briefly(held: HeldPreview) {
  const { result } = held
  return {
    ...presentRow(held),
    changed: result ? changedShare(result) : 0,
    difference: result?.quality?.difference ?? null,
  }
}

async function checkedDraft(tx: Tx, raw: unknown, lang: Lang) {
  const own = await readFields(tx)
  const draft = checkPolicy('score', raw, { fields: fieldsOf(own), lang })
  refuseUnsound(draft, { own, lang })
  return draft
}

async function one(tx: Tx, previewId: string): Promise<HeldPreview> {
  const held = await readPreview(tx, previewId)
  if (!held) throw refuse('not_found')
  return held
}
