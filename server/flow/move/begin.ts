import { MANY_MOVED, type MoveFrom } from '../../../contract/move.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import type { UserCaller } from '../../people/caller.ts'
import { scopeOf } from '../../people/scope.ts'
import * as customers from '../../rooms/customer/store.ts'
import { customersTo, type Plan } from '../../rooms/move/decide.ts'
import * as store from '../../rooms/move/store.ts'
import * as looking from '../../rooms/move/store/look.ts'
import { goOn, PAGE } from './page.ts'
import { mayMove, meant, type Meant, type Wish } from './plan.ts'
import { movePage } from './run.ts'

interface Begin {
  readonly wish: Wish
  /** As the preview gave it. */
  readonly plan: Pick<Plan, 'targets' | 'leads'>
  readonly reason: string | undefined
  readonly now: Date
}

/**
 * Carries out what a preview said: at once where it fits one transaction, else as a run. What changed since, or is outside the
 * mover's scope, is refused lead by lead and told. Refuses `move.reason_needed`, `move.target`, `move.barred`, and `move.plan`
 * for one that sends leads where the wish does not.
 */
export async function beginMove(tx: Tx, caller: UserCaller, begin: Begin): Promise<{ moveId: string }> {
  const { wish, plan, reason, now } = begin
  const { reasonNeeded } = await mayMove(tx, caller)
  if ((reasonNeeded || plan.leads.length >= MANY_MOVED) && !reason) throw refuse('move.reason_needed')
  const aim = await meant(tx, wish)
  refuseOther(plan, aim)
  const leadIds = plan.leads.map(([leadId]) => leadId)
  const movable = await looking.readMovable(tx, leadIds, await scopeOf(tx, caller, now))
  const held = new Map(movable.map((lead) => [lead.leadId, lead]))
  const moveId = uuidv7(now.getTime())
  const along = await takeAlong(tx, aim.from, { plan, movable, now })
  const kept = { ...wish, from: withoutIds(wish.from) }
  await store.begin(
    tx,
    { moveId, byUser: caller.userId, at: now, wish: kept, reason: reason ?? null, customers: along },
    { plan, held },
  )
  if (plan.leads.length > PAGE) await goOn(tx, moveId)
  else while (await movePage(tx, moveId, now));
  return { moveId }
}

/** A plan says what the wish says, so that the run is told of truly: its targets are the wish's, each lead once. */
function refuseOther({ targets, leads }: Begin['plan'], { to, takers }: Meant): void {
  const wanted =
    to.kind === 'pool'
      ? [`pool ${to.poolId}`]
      : to.kind === 'rules'
        ? ['rules null']
        : takers.map(({ userId }) => `rep ${userId}`)
  const isWanted = targets.every(({ kind, id }) => wanted.includes(`${kind} ${id}`))
  const isWhole = leads.every(([, , place]) => place < targets.length)
  const isOnce = new Set(leads.map(([leadId]) => leadId)).size === leads.length
  if (!isWanted || !isWhole || !isOnce) throw refuse('move.plan')
}

function withoutIds(from: MoveFrom): MoveFrom {
  return from.kind === 'leads' ? { ...from, leadIds: [] } : from
}

interface Book {
  readonly plan: Begin['plan']
  readonly movable: readonly { leadId: string; customerId: string | null }[]
  readonly now: Date
}

/** Gives a leaver's known customers to whoever gets the leads, before the rules are asked whose a customer is. */
async function takeAlong(tx: Tx, from: MoveFrom, { plan, movable, now }: Book): Promise<store.Along[]> {
  if (from.kind !== 'book' || !from.customers) return []
  const customerOf = new Map(movable.map(({ leadId, customerId }) => [leadId, customerId]))
  const withLead = new Map(
    plan.leads.flatMap(([leadId, , place]) => {
      const [customerId, to] = [customerOf.get(leadId), plan.targets[place]?.id]
      return customerId && to ? [[customerId, to] as const] : []
    }),
  )
  const given = customersTo(await looking.customersOf(tx, from.userId), plan.targets, withLead)
  for (const [holderId, theirs] of Map.groupBy([...given], ([, to]) => to))
    await customers.setHolder(
      tx,
      theirs.map(([customerId]) => customerId),
      { holderId, now },
    )
  return [...given].map(([customerId, to]) => ({ customerId, from: from.userId, to }))
}
