import type { z } from 'zod'
import { MANY_MOVED, type previewMove as endpoint } from '../../../contract/move.ts'
import { type RefusalCode, refusalSentence } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import type { Tx } from '../../db/db.ts'
import type { UserCaller } from '../../people/caller.ts'
import { type Movable, type Plan, planMove } from '../../rooms/move/decide.ts'
import * as looking from '../../rooms/move/store/look.ts'
import { foresee, type Foreseen } from './foresee.ts'
import { leadsOf, mayMove, meant, type Wish } from './plan.ts'

type Preview = z.output<typeof endpoint.reply>

/**
 * Who would get what by a move, writing nothing. Its plan names each lead with its version, so that carrying it out refuses
 * what has changed since. Refuses `move.target`, `move.nothing`, `move.barred` and `condition.invalid`.
 */
export async function previewMove(
  tx: Tx,
  caller: UserCaller,
  { wish, lang, now }: { wish: Wish; lang: Lang; now: Date },
): Promise<Preview> {
  const { reasonNeeded } = await mayMove(tx, caller)
  const { from, to, takers } = await meant(tx, wish)
  const { leads, missing, asked, cut } = await leadsOf(tx, caller, { from, lang, now })
  const wanted = planMove(leads, to, takers)
  const foreseen = to.kind === 'rules' ? await foresee(tx, idsOf(wanted), now) : []
  const plan = withoutThose(wanted, new Set(foreseen.flatMap((each) => (each.to ? [] : [each.leadId]))))
  const customers = from.kind === 'book' && from.customers ? await looking.customersOf(tx, from.userId) : []
  return {
    plan: { targets: [...plan.targets], leads: plan.leads.map((going) => [...going]) },
    asked,
    cut,
    ...(await booksOf(tx, leads, { plan, foreseen })),
    byRules: counted(foreseen),
    skipped: skippedOf(plan, missing, lang),
    customers: customers.length,
    reasonNeeded: reasonNeeded || plan.leads.length >= MANY_MOVED,
  }
}

const idsOf = ({ leads }: Plan) => leads.map(([leadId]) => leadId)

/** The plan without those whom the rules give to nobody else. */
function withoutThose(plan: Plan, stay: ReadonlySet<string>): Plan {
  if (stay.size === 0) return plan
  return {
    ...plan,
    leads: plan.leads.filter(([leadId]) => !stay.has(leadId)),
    skipped: new Map([...plan.skipped, ['move.no_other', [...stay]]]),
  }
}

function skippedOf({ skipped }: Plan, missing: readonly string[], lang: Lang): Preview['skipped'] {
  const counts = new Map<RefusalCode, number>([...skipped].map(([code, ids]) => [code, ids.length]))
  if (missing.length > 0) counts.set('move.unseen', (counts.get('move.unseen') ?? 0) + missing.length)
  return [...counts].map(([code, count]) => ({ code, message: refusalSentence(code, {}, lang), count }))
}

/** How many go to whom by what, most first. */
function counted(foreseen: readonly Foreseen[]): Preview['byRules'] {
  const going = foreseen.flatMap(({ to, by, rule }) => (to ? [{ ...to, by, rule }] : []))
  return [...Map.groupBy(going, (each) => JSON.stringify(each)).values()]
    .map((those) => ({ ...those[0]!, count: those.length }))
    .toSorted((a, b) => b.count - a.count)
}

interface Going {
  readonly plan: Plan
  readonly foreseen: readonly Foreseen[]
}

/** What each rep and pool concerned has now, and then. */
async function booksOf(
  tx: Tx,
  leads: readonly Movable[],
  { plan, foreseen }: Going,
): Promise<Pick<Preview, 'reps' | 'pools'>> {
  const held = new Map(leads.map((lead) => [lead.leadId, lead]))
  const gives = new Map<string, number>()
  const gets = new Map<string, number>()
  const up = (counts: Map<string, number>, id: string | null | undefined) =>
    id ? counts.set(id, (counts.get(id) ?? 0) + 1) : counts
  for (const [leadId, , place] of plan.leads) {
    up(gives, held.get(leadId)?.holderId)
    up(gets, plan.targets[place]?.id)
  }
  for (const { to } of foreseen) up(gets, to?.id)
  const ids = [...new Set([...plan.targets.flatMap(({ id }) => id ?? []), ...gives.keys(), ...gets.keys()])]
  const [people, pools] = [await looking.readPeople(tx, ids), await looking.readPools(tx, ids)]
  return {
    reps: [...people.values()]
      .map(({ userId, name, holding, limit }) => {
        const [give, get] = [gives.get(userId) ?? 0, gets.get(userId) ?? 0]
        return {
          userId,
          name,
          limit,
          now: holding,
          gives: give,
          gets: get,
          after: holding - give + get,
        }
      })
      .toSorted((a, b) => b.gets - a.gets || b.gives - a.gives || (a.name < b.name ? -1 : 1)),
    pools: [...pools].map(([poolId, name]) => ({
      poolId,
      name,
      gets: gets.get(poolId) ?? 0,
      gives: gives.get(poolId) ?? 0,
    })),
  }
}
