import type { Refusal } from '../../../contract/refusals.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { House } from '../../house.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { type Attempt, task, type Task } from '../../jobs/task.ts'
import { tell } from '../../jobs/tell.ts'
import type { Tick } from '../../jobs/tick.ts'
import { alone, isIdle } from '../import/alone.ts'

/**
 * Drafts that are run on history: scorecards (a preview), assignment rules (a rehearsal). Of each kind one runs at a time
 * in an organisation, as a job that can be killed at any moment and is begun again.
 */
export interface RunKind {
  /** Its topic for open pages, and what its job is called by. */
  readonly name: 'preview' | 'rehearsal'
  readonly running: (
    tx: Tx,
  ) => Promise<
    { readonly id: string; readonly createdBy: string; readonly creator: string | null } | undefined
  >
  /** Ends one without a result; false where it is over already. */
  readonly end: (tx: Tx, id: string, to: { state: 'cancelled' | 'failed'; at: Date }) => Promise<boolean>
  /** What somebody is told while another's runs. */
  readonly busy: (who: string) => Refusal
}

interface Wish {
  readonly by: string
  readonly now: Date
  /** Writes it; false where one is running already. */
  readonly add: (id: string) => Promise<boolean>
}

/** Begins one; returns its id. One that its caller has running is cancelled. Refuses as its kind does where somebody else has. */
export async function startRun(tx: Tx, kind: RunKind, { by, now, add }: Wish): Promise<string> {
  const running = await kind.running(tx)
  if (running?.createdBy === by) await stopRun(tx, kind, { id: running.id, at: now })
  else if (running) throw kind.busy(running.creator ?? '')
  const id = uuidv7()
  // Another has begun one this very moment
  if (!(await add(id))) throw kind.busy((await kind.running(tx))?.creator ?? '')
  await begin(tx, kind, id)
  return id
}

/** Stops one; false where it is over already. */
export async function stopRun(
  tx: Tx,
  kind: RunKind,
  { id, at, state = 'cancelled' }: { id: string; at: Date; state?: 'cancelled' | 'failed' },
): Promise<boolean> {
  const stopped = await kind.end(tx, id, { state, at })
  if (stopped) await tell(tx, { topic: kind.name, ids: [id] })
  return stopped
}

const idIn = ({ name }: RunKind) => `${name}Id`

/** Enqueues the job, one at a time for each organisation. */
async function begin(tx: Tx, kind: RunKind, id: string): Promise<void> {
  const { name } = kind
  await enqueue(tx, `${name}.run`, { [idIn(kind)]: id }, { key: `${name} ${id}`, queue: name })
  await tell(tx, { topic: name, ids: [id] })
}

export interface Job {
  readonly orgId: string
  readonly id: string
  /** Aborted when the server stops: it is begun again elsewhere. */
  readonly signal: AbortSignal
}

/** Tries before it is told as failed. */
const MOST = 3

const isLast = ({ attempt, signal }: Attempt) => attempt >= MOST && !signal.aborted

/** The job of a kind, which does `work`. */
export function taskOf(house: House, kind: RunKind, work: (house: House, job: Job) => Promise<void>): Task {
  return task<Record<string, string>>(`${kind.name}.run`, (payload, attempt) => {
    const { orgId } = payload
    const id = payload[idIn(kind)] ?? ''
    return alone(house.db, id, async () => {
      try {
        await work(house, { orgId, id, signal: attempt.signal })
      } catch (error) {
        if (isLast(attempt))
          await inTransaction(house.db, orgId, (tx) =>
            stopRun(tx, kind, { id, at: new Date(), state: 'failed' }),
          )
        throw error
      }
    })
  })
}

/** Takes up what nobody is at: its job was lost with a restored database. */
export function resumes(kind: RunKind): Tick {
  return {
    name: `${kind.name}.resume`,
    everySeconds: 60,
    run: ({ db }, orgId) =>
      inTransaction(db, orgId, async (tx) => {
        const running = await kind.running(tx)
        if (running && (await isIdle(tx, running.id))) await begin(tx, kind, running.id)
      }),
  }
}
