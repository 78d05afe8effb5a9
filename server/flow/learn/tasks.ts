import { Refusal } from '../../../contract/refusals.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Attempt, task, type Task } from '../../jobs/task.ts'
import { tell } from '../../jobs/tell.ts'
import type { Tick } from '../../jobs/tick.ts'
import { activeModels, learnsMonthly, moveModel, readModel } from '../../rooms/score/store/models.ts'
import { alone, isIdle } from '../import/alone.ts'
import { begin, startModel } from './begin.ts'
import { watchDrift } from './drift.ts'
import { runLearning } from './run.ts'

/** Tries before it is told as failed. */
const MOST = 3
const HOUR = 3600 // s
const DAY = 86_400_000 // ms
/** Learned anew so long after the last one. */
const MONTH = 30 * DAY

/** Learning as a job: it can be killed at any moment and is begun again. */
export function tasks(house: House): Task[] {
  return [
    task<{ modelId: string }>('learn.run', ({ orgId, modelId }, attempt) =>
      alone(house.db, modelId, async () => {
        try {
          await runLearning(house, { orgId, modelId, signal: attempt.signal })
        } catch (error) {
          if (isLast(attempt)) await fail(house, orgId, modelId)
          throw error
        }
      }),
    ),
  ]
}

const isLast = ({ attempt, signal }: Attempt) => attempt >= MOST && !signal.aborted

async function fail({ db }: House, orgId: string, modelId: string): Promise<void> {
  await inTransaction(db, orgId, async (tx) => {
    await moveModel(tx, modelId, { state: 'failed', progress: { step: null }, at: new Date() })
    await tell(tx, { topic: 'learn', ids: [modelId] })
  })
}

/** Learns anew a month after the last one was done, where that is wanted; what a person judged no leak stays so. True where it began. */
export async function learnMonthly(tx: Tx, now: Date): Promise<boolean> {
  if (!(await learnsMonthly(tx)) || (await activeModels(tx)).length > 0) return false
  const last = await readModel(tx, null)
  if (last && +now - +last.createdAt < MONTH) return false
  try {
    await startModel(tx, { keep: last?.options.keep ?? [], by: null, now })
    return true
  } catch (error) {
    // Too few outcomes yet: it is asked again
    if (error instanceof Refusal) return false
    throw error
  }
}

/** Looks at drift where a day has gone by since. */
async function watchDaily(tx: Tx, now: Date): Promise<void> {
  const last = await readModel(tx, null)
  if (last && +now - +(last.driftAt ?? 0) >= DAY) await watchDrift(tx, now)
}

export const ticks: readonly Tick[] = [
  {
    // Takes up what nobody is at: its job was lost with a restored database.
    name: 'learn.resume',
    everySeconds: 60,
    run: ({ db }, orgId) =>
      inTransaction(db, orgId, async (tx) => {
        for (const { modelId } of await activeModels(tx))
          if (await isIdle(tx, modelId)) await begin(tx, modelId)
      }),
  },
  {
    name: 'learn.monthly',
    everySeconds: HOUR,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => learnMonthly(tx, now)),
  },
  {
    name: 'learn.drift',
    everySeconds: HOUR,
    run: ({ db }, orgId, now) => inTransaction(db, orgId, (tx) => watchDaily(tx, now)),
  },
]
