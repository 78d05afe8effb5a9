import * as contract from '../../../contract/learned.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { tell } from '../../jobs/tell.ts'
import { draftOf } from '../../rooms/score/decide/learned/draft.ts'
import {
  type HeldModel,
  learnsMonthly,
  moveModel,
  readModel,
  readModels,
  setMonthly,
} from '../../rooms/score/store/models.ts'
import { agreementOf } from './agreement.ts'
import { startModel } from './begin.ts'
import { explainLead, learnedModel } from './explain.ts'
import { fitting } from './fitting.ts'
import { readQuestions } from './past.ts'
import { byKey, presentModel, presentRow } from './present.ts'

/** Scorecards learned from the organisation's own outcomes, and what they say of a lead. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.startLearning, ({ caller, body }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const modelId = await startModel(tx, { keep: body.keep, by: caller.userId, now: new Date() })
        return presentRow(await one(tx, modelId))
      }),
    ),
    route(contract.listModels, ({ caller }) =>
      inTransaction(db, caller.orgId, async (tx) => ({
        items: (await readModels(tx)).map(presentRow),
        monthly: await learnsMonthly(tx),
      })),
    ),
    route(contract.readModel, ({ caller, params }) =>
      inTransaction(db, caller.orgId, async (tx) =>
        presentModel(await one(tx, params.modelId), await readQuestions(tx)),
      ),
    ),
    route(contract.readAgreement, ({ caller, params: { modelId } }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        await one(tx, modelId)
        return { items: await agreementOf(tx, modelId) }
      }),
    ),
    route(contract.cancelLearning, ({ caller, params: { modelId } }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        await one(tx, modelId)
        const to = { state: 'cancelled' as const, progress: { step: null }, at: new Date() }
        if (!(await moveModel(tx, modelId, to))) throw refuse('score.learned')
        await tell(tx, { topic: 'learn', ids: [modelId] })
        return presentRow(await one(tx, modelId))
      }),
    ),
    route(contract.draftLearned, ({ caller, params: { modelId }, body, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        await one(tx, modelId)
        const { learned, finishedAt } = await learnedModel(tx, modelId)
        const asked = byKey(await readQuestions(tx))
        const wish = { name: nameOf(finishedAt ?? new Date(), lang), grades: body.grades, asked }
        return fitting(draftOf(learned, wish))
      }),
    ),
    route(contract.setLearning, ({ caller, body: { monthly } }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        await setMonthly(tx, monthly)
        await tell(tx, { topic: 'learn', ids: [] })
        return { monthly }
      }),
    ),
    route(contract.explainLead, ({ caller, params, query }) =>
      inTransaction(db, caller.orgId, (tx) =>
        explainLead(tx, caller, { ...params, modelId: query.model ?? null, now: new Date() }),
      ),
    ),
  ]
}

async function one(tx: Tx, modelId: string): Promise<HeldModel> {
  const held = await readModel(tx, modelId)
  if (!held) throw refuse('not_found')
  return held
}

const nameOf = (at: Date, lang: Lang) =>
  `${lang === 'zh' ? '学习评分卡' : 'Learned scorecard'} ${at.toISOString().slice(0, 10)}`
