import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { type Task, task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import * as confirming from '../../rooms/confirm/store.ts'
import * as probing from '../../rooms/probe/store.ts'
import { readSetup } from '../setup.ts'
import { ageMarks } from './apply.ts'
import { runChecks } from './run.ts'

/** Marks that are looked at in one sweep. */
const AT_ONCE = 500

/** `verify.run` asks the providers about all that waits, one run of an organisation at a time. */
export function tasks(house: House): Task[] {
  return [task('verify.run', ({ orgId }, { signal }) => runChecks(house, { orgId, signal }))]
}

/** What waits is asked within 20 s of its arrival; what has aged is called stale within ten minutes. */
export const ticks: readonly Tick[] = [
  {
    name: 'verify.wake',
    everySeconds: 20,
    run: ({ db }, orgId, now) =>
      inTransaction(db, orgId, async (tx) => {
        if (await probing.someoneWaits(tx, now))
          await enqueue(tx, 'verify.run', {}, { key: 'verify', queue: 'verify', maxAttempts: 3 })
      }),
  },
  {
    name: 'verify.age',
    everySeconds: 600,
    run: ({ db }, orgId, now) =>
      inTransaction(db, orgId, async (tx) => {
        await ageMarks(tx, await readSetup(tx, now), AT_ONCE)
        await probing.sweepResults(tx, now)
        await confirming.sweepTurns(tx)
      }),
  },
]
