import type { z } from 'zod'
import type { BodyOf } from '../../../contract/endpoint.ts'
import type { tryValue } from '../../../contract/priority.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Tally } from '../../../contract/scoring/tally.ts'
import type { Lang } from '../../../contract/shapes.ts'
import { mulDiv } from '../../../contract/valuing/amount.ts'
import { dueFrom } from '../../../contract/valuing/deadline.ts'
import { segmentOf } from '../../../contract/valuing/value.ts'
import type { Fields } from '../../../rules/fields.ts'
import type { LeadFacts } from '../../../rules/matches.ts'
import { regionName } from '../../../rules/regions.ts'
import type { Tx } from '../../db/db.ts'
import { reachLead } from '../../lead/reach.ts'
import { sourceNames } from '../../lead/sources.ts'
import type { UserCaller } from '../../people/caller.ts'
import { readOrg } from '../../people/org.ts'
import { checkPolicy } from '../../policy/check.ts'
import { readTallies } from '../../rooms/behaviour/store/tallies.ts'
import { rater } from '../../rooms/score/decide/rate.ts'
import { readyBasis } from '../../rooms/score/service.ts'
import { type HeldBasis, newestModel, readBasis, readFigures } from '../../rooms/score/store/basis.ts'
import { readModel } from '../../rooms/score/store/models.ts'
import { readSetup, type Setup } from '../setup.ts'

type Wish = BodyOf<typeof tryValue> & { readonly lang: Lang }

/**
 * What is expected of a lead by the policy in force, or by a draft of one that could be published. Writes nothing. Refuses
 * `not_found` where nobody says what leads are worth, and a draft that could not be published.
 */
export async function valueLead(
  tx: Tx,
  caller: UserCaller,
  { lead: leadId, draft, lang }: Wish,
): Promise<z.output<typeof tryValue.reply>> {
  const setup = await readSetup(tx, new Date())
  const { fields, moment } = setup
  const lead = await reachLead(tx, caller, { leadId, now: moment.now })
  const held = await basisOf(tx, draft, { setup, lang })
  if (!held) throw refuse('not_found')
  const basis = await readyBasis(tx, held, fields)
  const did = (await readTallies<Tally>(tx, [leadId])).get(leadId)?.tally
  const rated = rater({ score: setup.policy('score')?.body, basis }, fields, moment)({ ...lead }, did)
  if (!rated.valued) throw refuse('not_found')
  const { sales, ended } = held.figures
  const rules = held.policy.priority
  return {
    value: rated.valued,
    currency: (await readOrg(tx)).currency,
    segment: await segmentName(tx, { ...lead }, { by: held.policy.worth.history?.by ?? null, fields, lang }),
    priority: rated.asks.enters,
    dueAt: rules && rated.asks.enters ? dueFrom(moment.now, rules, moment.zone).dueAt : null,
    history: {
      sales: sales.count,
      meanSale: sales.count > 0 ? mulDiv(sales.sum, 1, sales.count) : null,
      ended: ended.of,
      won: ended.won,
      learnedAt: (await readModel(tx, null))?.finishedAt ?? null,
    },
  }
}

async function basisOf(
  tx: Tx,
  draft: Wish['draft'],
  { setup, lang }: { setup: Setup; lang: Lang },
): Promise<HeldBasis | null> {
  if (!draft) return readBasis(tx)
  const policy = checkPolicy('value', draft, { fields: setup.fields, lang })
  const figures = await readFigures(tx, { now: setup.moment.now, history: policy.worth.history })
  return { version: 0, number: 0, policy, figures, modelId: await newestModel(tx) }
}

interface Naming {
  readonly by: string | null
  readonly fields: Fields
  readonly lang: Lang
}

/** What a lead's segment is called. */
async function segmentName(tx: Tx, lead: LeadFacts, { by, fields, lang }: Naming): Promise<string | null> {
  const segment = by === null ? null : segmentOf(lead, by)
  if (segment === null || by === null) return null
  if (by === 'region') return regionName(segment, lang)
  if (by === 'source') return (await sourceNames(tx, [segment])).get(segment) ?? null
  const option = fields.get(by)?.options?.find(({ value }) => value === segment)
  return option?.label[lang] ?? segment
}
