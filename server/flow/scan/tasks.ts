import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Attempt, task, type Task } from '../../jobs/task.ts'
import { tell } from '../../jobs/tell.ts'
import type { Tick } from '../../jobs/tick.ts'
import { activeScans, moveScan } from '../../rooms/match/store/scans.ts'
import { alone, isIdle } from '../import/alone.ts'
import { begin } from './begin.ts'
import { runScan } from './run.ts'

/** Tries before a scan is told as failed. */
const MOST = 3

/** The scan as a job: it can be killed at any moment and is begun again. */
export function tasks(house: House): Task[] {
  return [
    task<{ scanId: string }>('scan.run', ({ orgId, scanId }, attempt) =>
      alone(house.db, scanId, async () => {
        try {
          await runScan(house, { orgId, scanId, signal: attempt.signal })
        } catch (error) {
          if (isLast(attempt)) await fail(house, orgId, scanId)
          throw error
        }
      }),
    ),
  ]
}

const isLast = ({ attempt, signal }: Attempt) => attempt >= MOST && !signal.aborted

async function fail({ db }: House, orgId: string, scanId: string): Promise<void> {
  await inTransaction(db, orgId, async (tx) => {
    await moveScan(tx, scanId, { state: 'failed', progress: { step: null }, at: new Date() })
    await tell(tx, { topic: 'scan', ids: [scanId] })
  })
}

/** Takes up scans that nobody is at: their job was lost with a restored database. */
export const ticks: readonly Tick[] = [
  {
    name: 'scan.resume',
    everySeconds: 60,
    run: ({ db }, orgId) =>
      inTransaction(db, orgId, async (tx) => {
        for (const { scanId } of await activeScans(tx)) if (await isIdle(tx, scanId)) await begin(tx, scanId)
      }),
  },
]
