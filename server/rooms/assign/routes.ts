import { addCollaborator, assignLeads } from '../../../contract/lead.ts'
import { type AssignPolicy, countRules, tryRules } from '../../../contract/policy.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { inTransaction, type Tx } from '../../db/db.ts'
import type { House } from '../../house.ts'
import { type Route, route } from '../../http/route.ts'
import { readFields } from '../../lead/fields.ts'
import { shareLead } from '../../lead/reach.ts'
import { sourceIds } from '../../lead/sources.ts'
import { checkPolicy } from '../../policy/check.ts'
import { currentPolicy } from '../../policy/store.ts'
import * as service from './service.ts'

/** Giving leads by hand, and trying rules out. */
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
    route(tryRules, ({ caller, body, lang }) =>
      inTransaction(db, caller.orgId, async (tx) => {
        const draft = body.draft && (await checkDraft(tx, body.draft, lang))
        const policy = draft ?? (await currentPolicy(tx, 'assign'))?.body
        if (!policy) throw refuse('not_found')
        const typed = typeof body.lead === 'string' ? undefined : body.lead
        const facts =
          typeof body.lead === 'string'
            ? await service.factsOfHeld(tx, caller, body.lead)
            : service.factsOfTyped(body.lead, (await sourceIds(tx)).get(typed?.source ?? ''), new Date())
        const told = await service.tryRules(tx, caller, { facts, policy })
        return { ...told, score: Number(facts['score'] ?? 0), grade: String(facts['grade'] ?? '') }
      }),
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
