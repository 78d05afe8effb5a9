import { sql } from 'kysely'
import { refuse } from '../../../contract/refusals.ts'
import { one, type Tx } from '../../db/db.ts'
import { readLeads } from '../../lead/store.ts'
import type { Caller } from '../../people/caller.ts'
import { scopeOf, scopeWhere } from '../../people/scope.ts'
import type { Kept } from '../../rooms/score/decide/learned/kept.ts'
import { explained } from '../../rooms/score/decide/learned/reasons.ts'
import { readModel } from '../../rooms/score/store/models.ts'
import { readQuestions } from './past.ts'
import { byKey } from './present.ts'

/** Reasons told of one lead. */
const REASONS = 5

/**
 * A lead's chance to win by a model, as it is now, with its five strongest reasons. Refuses `not_found` outside the caller's
 * scope, and `score.no_model`.
 */
export async function explainLead(
  tx: Tx,
  caller: Caller,
  { leadId, modelId, now }: { leadId: string; modelId: string | null; now: Date },
) {
  const scope = await scopeOf(tx, caller, now)
  const seen = await one(
    tx,
    sql`select 1 as seen from lead where lead.org_id = ${tx.orgId} and lead.lead_id = ${leadId} and ${scopeWhere(scope)}`,
  )
  const [lead] = seen ? await readLeads(tx, [leadId]) : []
  if (!lead) throw refuse('not_found')
  const model = await learnedModel(tx, modelId)
  const asked = byKey(await readQuestions(tx))
  return { modelId: model.modelId, ...explained(model.learned, { ...lead }, { asked, many: REASONS }) }
}

/** A model that was learned to its end, the newest unless named. Refuses `score.no_model`. */
export async function learnedModel(
  tx: Tx,
  modelId: string | null,
): Promise<{ modelId: string; learned: Kept; finishedAt: Date | null }> {
  const model = await readModel(tx, modelId)
  if (!model?.learned) throw refuse('score.no_model')
  return { modelId: model.modelId, learned: model.learned, finishedAt: model.finishedAt }
}
