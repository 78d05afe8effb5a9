import { readFairness } from '../../../contract/assign-fairness.ts'
import { type AssignPolicy, countRules } from '../../../contract/assign.ts'
import { addCollaborator, assignLeads } from '../../../contract/lead.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { readFields } from '../../lead/fields.ts'
import { shareLead } from '../../lead/reach.ts'
import { checkPolicy } from '../../policy/check.ts'
import * as service from './service.ts'

/** Giving leads by hand, sharing them, and what rules would take. */
export function routes({ db }: House): Route[] {
  return [
    route(assignLeads, ({ caller, body }) =>
      inTransaction(db, caller.orgId, (tx) => service.giveByHand(tx, caller, body)),
    ),
    route(addCollaborator, async ({ caller, params, body }) => {
      await inTransaction(db, caller.orgId, (tx) =>
        shareLead(tx, caller, { leadId: params.leadId, userIds: body.userIds }),
      )
      return { done: true as const }
    }),
    route(readFairness, ({ caller, query }) =>
      inTransaction(db, caller.orgId, (tx) =>
        service.fairness(tx, caller, { days: query.days, now: new Date() }),
      ),
    ),
    route(countRules, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, async (tx) =>
        service.countRules(tx, await checkDraft(tx, body.draft, lang)),
      ),
    ),
  ]
}

async function checkDraft(tx: Tx, draft: AssignPolicy, lang: Lang): Promise<AssignPolicy> {
  return checkPolicy('assign', draft, { fields: fieldsOf(await readFields(tx)), lang })
}
