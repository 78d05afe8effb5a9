import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { tell } from '../../jobs/tell.ts'
import { FEWEST } from '../../rooms/score/decide/learned/learn.ts'
import { countOutcomes } from '../../rooms/score/store/history.ts'
import { addModel } from '../../rooms/score/store/models.ts'

interface Wish {
  readonly keep: readonly string[]
  /** Null: the schedule. */
  readonly by: string | null
  readonly now: Date
}

/** Begins to learn a scorecard; returns its id. Refuses `score.too_few_outcomes` and `score.learning`. */
export async function startModel(tx: Tx, { keep, by, now }: Wish): Promise<string> {
  const { won, lost } = await countOutcomes(tx, now)
  if (Math.min(won, lost) < FEWEST) throw refuse('score.too_few_outcomes', { won, lost, needed: FEWEST })
  const modelId = uuidv7()
  if (!(await addModel(tx, { modelId, keep, by }))) throw refuse('score.learning')
  await begin(tx, modelId)
  return modelId
}

/** Enqueues the job, one at a time for each organisation. */
export async function begin(tx: Tx, modelId: string): Promise<void> {
  await enqueue(tx, 'learn.run', { modelId }, { key: `learn ${modelId}`, queue: 'learn' })
  await tell(tx, { topic: 'learn', ids: [modelId] })
}
