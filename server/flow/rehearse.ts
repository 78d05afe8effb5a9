import type { tryRules } from '../../contract/assign.ts'
import type { BodyOf } from '../../contract/endpoint.ts'
import { refuse } from '../../contract/refusals.ts'
import type { Lang } from '../../contract/shapes.ts'
import type { LeadFacts } from '../../rules/matches.ts'
import type { Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'
import { reachLead } from '../lead/reach.ts'
import { sourceIds } from '../lead/sources.ts'
import type { UserCaller } from '../people/caller.ts'
import { checkPolicy } from '../policy/check.ts'
import * as assigning from '../rooms/assign/service.ts'
import { recognise } from '../rooms/customer/decide/recognise.ts'
import { customersOf } from './customer-match.ts'
import { factsOf, identify } from './decision.ts'
import { pointersOf } from './point.ts'
import { pointerNames } from './pointers.ts'
import { readSetup, type Setup } from './setup.ts'

type Wish = BodyOf<typeof tryRules>

/**
 * What each assignment rule, or a draft of them, says of one lead: one that is held, or a typed one as it would be once
 * it had been cleaned, tagged and scored. Writes nothing. Refuses a draft that could not be published.
 */
export async function rehearse(
  tx: Tx,
  caller: UserCaller,
  { lead, draft, lang }: Wish & { readonly lang: Lang },
) {
  const setup = await readSetup(tx, new Date())
  const policy = draft ? checkPolicy('assign', draft, { fields: setup.fields, lang }) : setup.assigning?.body
  if (!policy) throw refuse('not_found')
  const facts =
    typeof lead === 'string'
      ? { ...(await reachLead(tx, caller, { leadId: lead, now: setup.moment.now })) }
      : await typedFacts(tx, lead, { setup, caller, sourceId: (await sourceIds(tx)).get(lead.source) })
  const leadId = typeof lead === 'string' ? lead : uuidv7()
  const at = { rules: policy.rules, now: setup.moment.now, day: setup.day }
  const { pointers } = await pointersOf(tx, [{ leadId, facts }], at)
  const told = await assigning.tryRules(tx, { leadId, facts, policy, pointers: pointers.get(leadId) ?? {} })
  const name = await pointerNames(
    tx,
    told.rules.flatMap(({ pointed }) => (pointed ? [pointed] : [])),
    facts,
  )
  return {
    ...told,
    rules: told.rules.map((rule) => ({ ...rule, pointed: rule.pointed && name(rule.pointed) })),
    score: Number(facts['score'] ?? 0),
    grade: String(facts['grade'] ?? ''),
  }
}

interface Typing {
  readonly setup: Setup
  readonly caller: UserCaller
  readonly sourceId: string | undefined
}

async function typedFacts(
  tx: Tx,
  { source: _, ...raw }: Exclude<Wish['lead'], string>,
  { setup, caller, sourceId = '' }: Typing,
): Promise<LeadFacts & { score: number; grade: string }> {
  const actor = { kind: 'user' as const, id: caller.userId }
  const receivedAt = setup.moment.now
  const typed = identify({ arrivalId: uuidv7(), door: 'api', sourceId, raw, receivedAt, actor }, setup)
  const arrived = { ...typed, known: recognise(typed.keys, await customersOf(tx, typed.keys)) }
  const tags = setup.tag(factsOf(arrived, [])).map(({ tag }) => tag)
  return factsOf(arrived, tags, setup.score(factsOf(arrived, tags)))
}
