import { hasMoved } from '../../../contract/valuing/history.ts'
import type { Tx } from '../../db/db.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { currentPolicy } from '../../policy/store.ts'
import * as store from '../../rooms/score/store/basis.ts'

const DAY = 86_400_000 // ms

/**
 * Sees to what leads are valued by: reads history anew where another policy was published, another scorecard was learned, or a
 * day has gone by; where that says something else, puts it into force and has every lead valued anew. Until then leads are valued
 * by what was in force before. True where it was put into force.
 */
export async function seeToBasis(tx: Tx, now: Date): Promise<boolean> {
  const policy = await currentPolicy(tx, 'value')
  if (!policy) return false
  const held = await store.lockBasis(tx)
  const modelId = policy.body.chance.model ? await store.newestModel(tx) : null
  const isOther = held?.version !== policy.version || held.modelId !== modelId
  if (!isOther && +now - +held.lookedAt < DAY) return false
  const figures = await store.readFigures(tx, { now, history: policy.body.worth.history })
  if (!isOther && !hasMoved(held.figures, figures)) {
    await store.lookedAt(tx, now)
    return false
  }
  await store.keepBasis(tx, { version: policy.version, figures, modelId }, now)
  await enqueue(tx, 'score.rescore', {}, { key: 'score.rescore' })
  return true
}
