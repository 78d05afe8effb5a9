import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { notify } from '../../lead/announce.ts'
import { staffOf } from '../../people/staff.ts'
import { countsIn, MOVED, type Spread, stability } from '../../rooms/score/decide/learned/drift.ts'
import { arrivals } from '../../rooms/score/store/history.ts'
import { type Drift, type HeldModel, keepDrift, readModel } from '../../rooms/score/store/models.ts'
import { readQuestions, rowsOf } from './past.ts'

const DAY = 86_400_000 // ms
/** Days of arrivals looked at, the newest of them, and fewer than which say nothing. */
const DAYS = 30
const MOST = 20_000
const FEWEST = 100

/** How far the last 30 days' arrivals have moved from the leads a model was learned from; null where too few arrived. */
export async function readDrift(tx: Tx, spreads: readonly Spread[], now: Date): Promise<Drift | null> {
  const leads = await arrivals(tx, { since: new Date(+now - DAYS * DAY), limit: MOST })
  if (leads.length < FEWEST) return null
  const questions = await readQuestions(tx)
  const rows = await rowsOf(tx, leads, questions)
  const places = new Map(questions.asked.map(({ key }, at) => [key, at]))
  const columns = spreads.flatMap((spread) => {
    const at = places.get(spread.key)
    if (at === undefined) return [] // the field is gone
    const values = rows.map(({ cells }) => cells[at] ?? null)
    return [{ key: spread.key, index: stability(spread.counts, countsIn(spread, values)) }]
  })
  return { leads: leads.length, columns: columns.toSorted((a, b) => b.index - a.index) }
}

/** Looks at the newest model, and tells the admins once when leads are not what it has learned from any more. */
export async function watchDrift(tx: Tx, now: Date): Promise<Drift | null> {
  const model = await readModel(tx, null)
  if (!model?.learned) return null
  const drift = await readDrift(tx, model.learned.spreads, now)
  const moved = (drift?.columns ?? []).filter(({ index }) => index > MOVED)
  if (moved.length > 0 && !model.driftTold) await tellAdmins(tx, model, { moved, now })
  await keepDrift(tx, model.modelId, { drift, told: model.driftTold || moved.length > 0, at: now })
  await tell(tx, { topic: 'learn', ids: [model.modelId] })
  return drift
}

async function tellAdmins(
  tx: Tx,
  { modelId }: HeldModel,
  { moved, now }: { moved: Drift['columns']; now: Date },
): Promise<void> {
  const data = { modelId, count: moved.length }
  const notices = (await staffOf(tx, ['admin'])).map((userId) => ({
    userId,
    kind: 'score.drifted',
    leadId: null,
    data,
  }))
  await notify(tx, notices, now)
}
