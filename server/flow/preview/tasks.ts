import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Attempt, task, type Task } from '../../jobs/task.ts'
import { tell } from '../../jobs/tell.ts'
import type { Tick } from '../../jobs/tick.ts'
import { movePreview, runningPreview } from '../../rooms/score/store/previews.ts'
import { alone, isIdle } from '../import/alone.ts'
import { begin } from './begin.ts'
import { runPreview } from './run.ts'

/** Tries before it is told as failed. */
const MOST = 3

/** A preview as a job: it can be killed at any moment and is begun again. */
export function tasks(house: House): Task[] {
  return [
    task<{ previewId: string }>('preview.run', ({ orgId, previewId }, attempt) =>
      alone(house.db, previewId, async () => {
        try {
          await runPreview(house, { orgId, previewId, signal: attempt.signal })
        } catch (error) {
          if (isLast(attempt)) await fail(house, orgId, previewId)
          throw error
        }
      }),
    ),
  ]
}

const isLast = ({ attempt, signal }: Attempt) => attempt >= MOST && !signal.aborted

async function fail({ db }: House, orgId: string, previewId: string): Promise<void> {
  await inTransaction(db, orgId, async (tx) => {
    await movePreview(tx, previewId, { state: 'failed', progress: { step: null }, at: new Date() })
    await tell(tx, { topic: 'preview', ids: [previewId] })
  })
}

export const ticks: readonly Tick[] = [
  {
    // Takes up what nobody is at: its job was lost with a restored database.
    name: 'preview.resume',
    everySeconds: 60,
    run: ({ db }, orgId) =>
      inTransaction(db, orgId, async (tx) => {
        const running = await runningPreview(tx)
        if (running && (await isIdle(tx, running.previewId))) await begin(tx, running.previewId)
      }),
  },
]
