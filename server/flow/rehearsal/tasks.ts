import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Attempt, task, type Task } from '../../jobs/task.ts'
import { tell } from '../../jobs/tell.ts'
import type { Tick } from '../../jobs/tick.ts'
import { moveRehearsal, runningRehearsal } from '../../rooms/assign/store/rehearsals.ts'
import { alone, isIdle } from '../import/alone.ts'
import { begin } from './begin.ts'
import { runRehearsal } from './run.ts'

/** Tries before it is told as failed. */
const MOST = 3

/** A rehearsal as a job: it can be killed at any moment and is begun again. */
export function tasks(house: House): Task[] {
  return [
    task<{ rehearsalId: string }>('rehearsal.run', ({ orgId, rehearsalId }, attempt) =>
      alone(house.db, rehearsalId, async () => {
        try {
          await runRehearsal(house, { orgId, rehearsalId, signal: attempt.signal })
        } catch (error) {
          if (isLast(attempt)) await fail(house, orgId, rehearsalId)
          throw error
        }
      }),
    ),
  ]
}

const isLast = ({ attempt, signal }: Attempt) => attempt >= MOST && !signal.aborted

async function fail({ db }: House, orgId: string, rehearsalId: string): Promise<void> {
  await inTransaction(db, orgId, async (tx) => {
    await moveRehearsal(tx, rehearsalId, { state: 'failed', at: new Date() })
    await tell(tx, { topic: 'rehearsal', ids: [rehearsalId] })
  })
}

export const ticks: readonly Tick[] = [
  {
    // Takes up what nobody is at: its job was lost with a restored database.
    name: 'rehearsal.resume',
    everySeconds: 60,
    run: ({ db }, orgId) =>
      inTransaction(db, orgId, async (tx) => {
        const running = await runningRehearsal(tx)
        if (running && (await isIdle(tx, running.rehearsalId))) await begin(tx, running.rehearsalId)
      }),
  },
]
