import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Attempt, task, type Task } from '../../jobs/task.ts'
import type { Tick } from '../../jobs/tick.ts'
import { captures } from '../../metrics.ts'
import { begin } from '../../rooms/import/service.ts'
import { activeImports } from '../../rooms/import/store.ts'
import { alone, isIdle } from './alone.ts'
import { checkImport, failCheck } from './check.ts'
import { runImport } from './run.ts'
import { undoImport } from './undo.ts'

interface Named {
  readonly importId: string
}

/** A check that fails again and again is told as failed; what runs, or is undone, is never given up. */
const MOST_CHECKS = 3

/** The long steps of an import. Each can be killed at any moment and goes on where it stood. */
export function tasks(house: House): Task[] {
  const { db, log } = house
  return [
    task<Named>('import.check', ({ orgId, importId }, attempt) =>
      alone(db, importId, async () => {
        const job = { orgId, importId, signal: attempt.signal }
        await checkImport(house, job).catch(async (error: unknown) => {
          if (isLast(attempt)) await failCheck(house, job, { code: 'import.failed', params: {} })
          throw error
        })
      }),
    ),
    task<Named>('import.run', ({ orgId, importId }, { signal }) =>
      alone(db, importId, () =>
        runImport(house, {
          orgId,
          importId,
          signal,
          failed: (err, rows) =>
            log.error({ err, importId, rows }, 'deciding rows failed; each is tried alone'),
          decided: ({ ...counts }) => {
            for (const [outcome, many] of Object.entries(counts)) captures.inc({ outcome }, many)
          },
        }),
      ),
    ),
    task<Named>('import.undo', ({ orgId, importId }, { signal }) =>
      alone(db, importId, () => undoImport(house, { orgId, importId, signal })),
    ),
  ]
}

const isLast = ({ attempt, signal }: Attempt) => attempt >= MOST_CHECKS && !signal.aborted

const stepOf = { checking: 'import.check', running: 'import.run', undoing: 'import.undo' } as const

/** Takes up imports that nobody is at: their job was lost with a restored database, or tried too often. */
export const ticks: readonly Tick[] = [
  {
    name: 'import.resume',
    everySeconds: 60,
    run: ({ db }, orgId) =>
      inTransaction(db, orgId, async (tx) => {
        for (const { importId, state } of await activeImports(tx)) {
          const step = stepOf[state as keyof typeof stepOf]
          if (step && (await isIdle(tx, importId))) await begin(tx, { step, importId })
        }
      }),
  },
]
