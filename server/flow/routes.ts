import { checkAssign } from '../../contract/assign-check.ts'
import { readDecisions, tryRules } from '../../contract/assign.ts'
import { checkLead, tryMatching } from '../../contract/check.ts'
import { setStage } from '../../contract/followup.ts'
import { editLead } from '../../contract/lead.ts'
import { dismiss, letGo, undismiss } from '../../contract/views.ts'
import { inTransaction } from '../db/db.ts'
import type { House } from '../house.ts'
import { type Route, route } from '../http/route.ts'
import { readable } from '../rooms/capture/decide.ts'
import { amend } from './amend.ts'
import { checkFree } from './check.ts'
import { moveStage } from './convert.ts'
import { decisionsOn } from './decided.ts'
import { undismiss as takeBack } from './held/undismiss.ts'
import * as quarantine from './quarantine.ts'
import { rehearse } from './rehearse.ts'
import { checkRules } from './sound.ts'
import { tryMatches } from './try-matching.ts'

/** What takes a lead through the rooms again: editing its facts, moving its stage, working off quarantine, trying rules on it. */
export function routes({ db }: House): Route[] {
  return [
    route(editLead, ({ caller, params, body, lang }) => {
      const { version, ...patch } = body
      return inTransaction(db, caller.orgId, (tx) =>
        amend(tx, caller, { leadId: params.leadId, version, patch, lang }),
      )
    }),
    route(setStage, ({ caller, params, body }) =>
      inTransaction(db, caller.orgId, (tx) =>
        moveStage(tx, caller, { ...body, leadId: params.leadId, now: new Date() }),
      ),
    ),
    route(letGo, async ({ caller, body, lang }) => {
      const { released, kept } = await inTransaction(db, caller.orgId, (tx) =>
        quarantine.letGo(tx, caller, body),
      )
      return {
        released,
        kept: kept.map(({ leadId, reasons }) => ({ leadId, reasons: readable(reasons, lang) })),
      }
    }),
    route(tryRules, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, (tx) => rehearse(tx, caller, { ...body, lang })),
    ),
    route(checkAssign, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, (tx) => checkRules(tx, body.draft, lang)),
    ),
    route(readDecisions, async ({ caller, params }) => ({
      items: await inTransaction(db, caller.orgId, (tx) => decisionsOn(tx, caller, params.leadId)),
    })),
    route(checkLead, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, (tx) => checkFree(tx, caller, { ...body, lang })),
    ),
    route(tryMatching, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, (tx) => tryMatches(tx, caller, { ...body, lang })),
    ),
    route(dismiss, async ({ caller, body }) => ({
      dismissed: await inTransaction(db, caller.orgId, (tx) => quarantine.dismiss(tx, caller, body)),
    })),
    route(undismiss, async ({ caller, body }) => ({
      back: await inTransaction(db, caller.orgId, (tx) => takeBack(tx, caller, body.leadIds)),
    })),
  ]
}
