import * as contract from '../../../contract/ability.ts'
import { inTransaction } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { readFields } from '../../lead/fields.ts'
import { segmentChoices } from './decide/segments.ts'
import { answer, appeal, refresh, setSettings } from './service.ts'
import { readSettings } from './store.ts'

const done = { done: true as const }

/** What changes abilities: reckoning them anew, by what, and which leads count. */
export function routes({ db }: House): Route[] {
  return [
    route(contract.refreshAbilities, ({ caller }) =>
      inTransaction(db, caller.orgId, (tx) => refresh(tx, new Date())),
    ),
    route(contract.readAbilitySettings, ({ caller }) =>
      inTransaction(db, caller.orgId, async (tx) => ({
        ...(await readSettings(tx)),
        choices: segmentChoices(await readFields(tx)),
      })),
    ),
    route(contract.editAbilitySettings, async ({ caller, body }) => {
      const stamp = { by: caller.userId, at: new Date() }
      await inTransaction(db, caller.orgId, (tx) => setSettings(tx, body, stamp))
      return done
    }),
    route(contract.appealLead, async ({ caller, body }) => {
      const said = { ...body, userId: caller.userId, at: new Date() }
      await inTransaction(db, caller.orgId, (tx) => appeal(tx, said))
      return done
    }),
    route(contract.answerAppeal, async ({ caller, params, body: { answer: words, ...body } }) => {
      const verdict = { ...body, ...params, answer: words, by: caller.userId, at: new Date() }
      await inTransaction(db, caller.orgId, (tx) => answer(tx, caller, verdict))
      return done
    }),
  ]
}
