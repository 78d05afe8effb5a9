import type { AssignPolicy } from '../../../contract/assign.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { bodyHash } from '../../policy/canonical.ts'
import { addRehearsal, moveRehearsal, runningRehearsal } from '../../rooms/assign/store/rehearsals.ts'
import { type RunKind, startRun } from '../runs/runs.ts'

export const rehearsal: RunKind = {
  name: 'rehearsal',
  async running(tx) {
    const found = await runningRehearsal(tx)
    return found && { ...found, id: found.rehearsalId }
  },
  end: moveRehearsal,
  busy: (who) => refuse('rehearsal.running', { who }),
}

interface Wish {
  readonly draft: AssignPolicy
  readonly days: number
  readonly by: string
  readonly now: Date
}

/** Begins a rehearsal; returns its id. One that its caller has running is cancelled. Refuses `rehearsal.running` where somebody else has. */
export function startRehearsal(tx: Tx, { draft, days, by, now }: Wish): Promise<string> {
  const wish = { draft, hash: bodyHash(draft), days, by, at: now }
  return startRun(tx, rehearsal, {
    by,
    now,
    add: (rehearsalId) => addRehearsal(tx, { ...wish, rehearsalId }),
  })
}
