import type { AssignPolicy } from '../../../contract/assign.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { tell } from '../../jobs/tell.ts'
import { bodyHash } from '../../policy/canonical.ts'
import { addRehearsal, moveRehearsal, runningRehearsal } from '../../rooms/assign/store/rehearsals.ts'

interface Wish {
  readonly draft: AssignPolicy
  readonly days: number
  readonly by: string
  readonly now: Date
}

/** Begins a rehearsal; returns its id. One that its caller has running is cancelled. Refuses `rehearsal.running` where somebody else has. */
export async function startRehearsal(tx: Tx, { draft, days, by, now }: Wish): Promise<string> {
  const running = await runningRehearsal(tx)
  if (running?.createdBy === by) await stopRehearsal(tx, running.rehearsalId, now)
  else if (running) throw refuse('rehearsal.running', { who: running.creator ?? '' })
  const rehearsalId = uuidv7()
  const added = { rehearsalId, draft, hash: bodyHash(draft), days, by, at: now }
  // Another has begun one this very moment
  if (!(await addRehearsal(tx, added)))
    throw refuse('rehearsal.running', { who: (await runningRehearsal(tx))?.creator ?? '' })
  await begin(tx, rehearsalId)
  return rehearsalId
}

/** Stops one; false where it is over already. */
export async function stopRehearsal(tx: Tx, rehearsalId: string, at: Date): Promise<boolean> {
  const stopped = await moveRehearsal(tx, rehearsalId, { state: 'cancelled', at })
  if (stopped) await tell(tx, { topic: 'rehearsal', ids: [rehearsalId] })
  return stopped
}

/** Enqueues the job, one at a time for each organisation. */
export async function begin(tx: Tx, rehearsalId: string): Promise<void> {
  await enqueue(tx, 'rehearsal.run', { rehearsalId }, { key: `rehearsal ${rehearsalId}`, queue: 'rehearsal' })
  await tell(tx, { topic: 'rehearsal', ids: [rehearsalId] })
}
