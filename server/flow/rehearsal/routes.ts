import { refuse } from '../../../contract/refusals.ts'
import * as contract from '../../../contract/rehearsal.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { tell } from '../../jobs/tell.ts'
import { readFields } from '../../lead/fields.ts'
import { checkPolicy } from '../../policy/check.ts'
import {
  type HeldRehearsal,
  keepAssignGate,
  readAssignGate,
  readRehearsal,
  readRehearsals,
} from '../../rooms/assign/store/rehearsals.ts'
import { stopRun } from '../runs/runs.ts'
import { rehearsal, startRehearsal } from './begin.ts'
import { presentRehearsal, presentRow } from './present.ts'

/** Drafts of the assignment rules run on what arrived, and what publishing asks for first. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.startRehearsal, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const fields = fieldsOf(await readFields(tx))
        const draft = checkPolicy('assign', body.draft, { fields, lang })
        const wish = { draft, days: body.days, by: caller.userId, now: new Date() }
        return presentRow(await one(tx, await startRehearsal(tx, wish)))
      }),
    ),
    route(contract.listRehearsals, ({ caller }) =>
      inTransaction(db, caller.orgId, async (tx) => ({ items: (await readRehearsals(tx)).map(presentRow) })),
    ),
    route(contract.readRehearsal, ({ caller, params }) =>
      inTransaction(db, caller.orgId, async (tx) =>
        presentRehearsal(tx, caller, await one(tx, params.rehearsalId)),
      ),
    ),
    route(contract.cancelRehearsal, ({ caller, params: { rehearsalId } }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        await one(tx, rehearsalId)
        if (!(await stopRun(tx, rehearsal, { id: rehearsalId, at: new Date() })))
          throw refuse('rehearsal.over')
        return presentRow(await one(tx, rehearsalId))
      }),
    ),
    route(contract.readAssignGate, ({ caller }) => inTransaction(db, caller.orgId, readAssignGate)),
    route(contract.setAssignGate, async ({ caller, body }) => {
      await inTransaction(db, caller.orgId, async (tx) => {
        await keepAssignGate(tx, body, { by: caller.userId, at: new Date() })
        await tell(tx, { topic: 'rehearsal', ids: [] })
      })
      return { done: true as const }
    }),
  ]
}

async function one(tx: Tx, rehearsalId: string): Promise<HeldRehearsal> {
  const held = await readRehearsal(tx, rehearsalId)
  if (!held) throw refuse('not_found')
  return held
}
