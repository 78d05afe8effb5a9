import type { z } from 'zod'
import type { tryMatching } from '../../contract/check.ts'
import type { BodyOf } from '../../contract/endpoint.ts'
import type { Lang } from '../../contract/shapes.ts'
import type { Tx } from '../db/db.ts'
import { seeLeads } from '../lead/reach.ts'
import type { UserCaller } from '../people/caller.ts'
import { checkPolicy } from '../policy/check.ts'
import { type Held, matcher } from '../rooms/match/decide/match.ts'
import { likelyReason } from '../rooms/match/decide/reasons.ts'
import { trial } from '../rooms/match/decide/trial.ts'
import { readLearnt } from '../rooms/match/store/scans.ts'
import { identifyTyped } from './check.ts'
import { lookUp } from './look.ts'
import { readSetup } from './setup.ts'

type Wish = BodyOf<typeof tryMatching> & { readonly lang: Lang }

/** What each match rule, or a draft of them, says of a typed lead. Writes nothing. Refuses a draft that could not be published. */
export async function tryMatches(
  tx: Tx,
  caller: UserCaller,
  { lead, draft, lang }: Wish,
): Promise<z.output<typeof tryMatching.reply>> {
  const setup = await readSetup(tx, new Date())
  const { fields, moment } = setup
  const { arrival, sourceId } = await identifyTyped(tx, caller, { typed: lead, setup })
  const ready = draft
    ? matcher(checkPolicy('match', draft, { fields, lang }), fields, await readLearnt(tx))
    : setup.matching(sourceId)
  const { asked } = arrival
  const { holders } = await lookUp(tx, [arrival], { ...setup, matching: () => ready })
  const { match: found, perhaps } = ready.meet(asked, holders)
  const tried = trial({ policy: ready.policy, fields }, asked, holders)
  const met = [...tried.flatMap(({ held }) => held ?? []), ...perhaps.map(({ held }) => held)]
  const leadIds = [...new Set(met.flatMap(({ leadId }) => leadId ?? []))]
  const seen = new Map(
    (await seeLeads(tx, caller, { leadIds, now: moment.now })).map((each) => [each.leadId, each]),
  )
  const shown = ({ leadId, state }: Held) => {
    const lead = seen.get(leadId ?? '')
    return { leadId: lead?.leadId ?? null, name: lead?.name ?? null, company: lead?.company ?? null, state }
  }
  return {
    verdict: found.verdict === 'again' ? 'new' : found.verdict,
    ruleId: 'rule' in found ? found.rule.id : null,
    rules: tried.map(({ rule, held, holds, agreed, apart }) => ({
      ruleId: rule.id,
      holds,
      held: held && shown(held),
      agreed: [...agreed],
      apart: [...apart],
    })),
    likely: perhaps.map((each) => ({
      links: 'likely' in found && found.likely === each,
      probability: each.probability,
      words: likelyReason(each, fields).message,
      held: shown(each.held),
    })),
  }
}
