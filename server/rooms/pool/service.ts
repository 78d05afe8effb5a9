import { type RefusalCode, type RefusalParams, refuse, refusalSentence } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import type { Condition } from '../../../rules/condition.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { where } from '../../../rules/where.ts'
import type { Tx } from '../../db/db.ts'
import { notify } from '../../lead/announce.ts'
import { type Clock, readClock, takeReminders } from '../../lead/deadlines.ts'
import { readFields } from '../../lead/fields.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import { lockLoads } from '../../lead/load.ts'
import { holderNames } from '../../lead/names.ts'
import { type LeadState, readLeads } from '../../lead/store.ts'
import { system } from '../../lead/trail.ts'
import type { UserCaller } from '../../people/caller.ts'
import { scopeOf, sees } from '../../people/scope.ts'
import { allowance, tighter } from './decide.ts'
import * as store from './store.ts'

export interface Refused {
  readonly leadId: string
  readonly code: RefusalCode
  readonly message: string
}

export interface Claimed {
  readonly claimed: string[]
  readonly refused: Refused[]
  readonly claimedToday: number
  readonly holding: number
}

export type Wanted =
  | { readonly leadIds: readonly string[] }
  | { readonly count: number; readonly condition: Condition }

/**
 * Claims leads from a pool for the caller: named ones, or the best. Locks the caller's load first, so their limits hold
 * under any number of calls at once; each lead is taken by one conditional update, so nobody shares one.
 */
export async function claim(
  tx: Tx,
  caller: UserCaller,
  { poolId, wanted, now }: { poolId: string; wanted: Wanted; now: Date },
): Promise<Claimed> {
  const pool = await store.readPool(tx, poolId)
  if (!pool) throw refuse('not_found')
  const clock = await readClock(tx, now)
  const scope = await scopeOf(tx, caller, clock.now)
  if (!scope.everything && !scope.poolIds.includes(poolId))
    throw refuse('pool.not_member', { pool: pool.name })
  const [load] = await lockLoads(tx, [caller.userId], clock.day)
  const taken = load ?? { claimedToday: 0, holding: 0 }
  const limits = {
    dailyLimit: pool.dailyLimit,
    holdingLimit: tighter(pool.holdingLimit, await store.holdingMax(tx, caller.userId)),
  }
  const { more, then } = allowance(limits, taken)
  const asked = await askedFor(tx, poolId, { wanted, most: more, clock })
  const within = asked.slice(0, more)
  if (asked.length === 0 && 'count' in wanted && more === 0 && then) throw refuse(then.code, then.params)
  const moved = await take(tx, within, { poolId, caller, clock })
  const refused = [
    ...(await whoWasFaster(
      tx,
      within.filter((id) => !moved.has(id)),
      caller.lang,
    )),
    ...asked
      .slice(more)
      .map((leadId) => refusal(leadId, then ?? { code: 'not_found', params: {} }, caller.lang)),
  ]
  return {
    claimed: [...moved],
    refused,
    claimedToday: taken.claimedToday + moved.size,
    holding: taken.holding + moved.size,
  }
}

async function askedFor(
  tx: Tx,
  poolId: string,
  { wanted, most, clock }: { wanted: Wanted; most: number; clock: Clock },
): Promise<string[]> {
  if ('leadIds' in wanted) return [...new Set(wanted.leadIds)]
  if (most === 0) return []
  const fields = fieldsOf(await readFields(tx))
  return store.bestOf(tx, poolId, {
    most: Math.min(wanted.count, most),
    fits: where(wanted.condition, fields, clock),
  })
}

async function take(
  tx: Tx,
  leadIds: readonly string[],
  by: { poolId: string; caller: UserCaller; clock: Clock },
): Promise<Set<string>> {
  const { poolId, caller, clock } = by
  const leads = await readLeads(tx, leadIds)
  const moves = leads.map((lead): Move => ({
    leadId: lead.leadId,
    from: { kind: 'pool', id: poolId },
    to: { kind: 'rep', id: caller.userId },
    kind: 'claimed',
    deadline: clock.deadline({ ...lead, protected: false }, clock.now),
    data: { poolId },
  }))
  return moveLeads(tx, moves, { now: clock.now, day: clock.day, actor: { kind: 'user', id: caller.userId } })
}

async function whoWasFaster(tx: Tx, leadIds: readonly string[], lang: Lang): Promise<Refused[]> {
  if (leadIds.length === 0) return []
  const leads = await readLeads(tx, leadIds)
  const names = await holderNames(
    tx,
    leads.flatMap(({ holderId }) => holderId ?? []),
  )
  return leadIds.map((leadId) => {
    const lead = leads.find((each) => each.leadId === leadId)
    const by = lead?.holderKind === 'rep' && lead.holderId ? names.get(lead.holderId) : undefined
    return refusal(
      leadId,
      by ? { code: 'pool.already_claimed', params: { by } } : { code: 'not_found', params: {} },
      lang,
    )
  })
}

function refusal(
  leadId: string,
  { code, params }: { code: RefusalCode; params: RefusalParams },
  lang: Lang,
): Refused {
  return { leadId, code, message: refusalSentence(code, params, lang) }
}

/** Gives leads back to a pool: the one named, else the lead's own, else the fallback pool. Holders and their managers may. */
export async function release(
  tx: Tx,
  caller: UserCaller,
  asked: { leadIds: readonly string[]; poolId?: string | undefined; reason: string; now: Date },
): Promise<{ released: string[]; refused: Refused[] }> {
  const clock = await readClock(tx, asked.now)
  const scope = await scopeOf(tx, caller, clock.now)
  const leads = await readLeads(tx, asked.leadIds)
  const home = await homePools(tx, leads, asked.poolId)
  const mine = leads.filter(
    (lead) =>
      lead.holderKind === 'rep' && sees(scope, { ...lead, collaborators: [] }) && home.has(lead.leadId),
  )
  const moves = mine.map((lead): Move => ({
    leadId: lead.leadId,
    from: { kind: 'rep', id: lead.holderId },
    to: { kind: 'pool', id: home.get(lead.leadId) as string },
    kind: 'released',
    data: { reason: asked.reason },
  }))
  const moved = await moveLeads(tx, moves, {
    now: clock.now,
    day: clock.day,
    actor: { kind: 'user', id: caller.userId },
  })
  const refused = asked.leadIds
    .filter((id) => !moved.has(id))
    .map((id) => refusal(id, { code: 'not_found', params: {} }, caller.lang))
  return { released: [...moved], refused }
}

async function homePools(
  tx: Tx,
  leads: readonly LeadState[],
  named?: string | undefined,
): Promise<Map<string, string>> {
  if (named && !(await store.readPool(tx, named))) throw refuse('not_found')
  const fallback = await store.fallbackPool(tx)
  return new Map(
    leads.flatMap((lead) => {
      const poolId = named ?? lead.poolId ?? fallback
      return poolId ? [[lead.leadId, poolId] as const] : []
    }),
  )
}

const AT_ONCE = 1000

/** Sends leads nobody followed up in time back to their pools, by the rule that set the deadline. Returns how many. */
export async function recycle(tx: Tx, now: Date): Promise<number> {
  const late = await store.due(tx, now, AT_ONCE)
  if (late.length === 0) return 0
  const clock = await readClock(tx, now)
  const leads = await readLeads(
    tx,
    late.map(({ leadId }) => leadId),
  )
  const fallback = await store.fallbackPool(tx)
  const moves = leads.flatMap((lead): Move[] => {
    const { ruleId, poolId } = clock.deadline({ ...lead }, now)
    const to = poolId ?? lead.poolId ?? fallback
    if (!to || lead.holderKind !== 'rep') return []
    return [
      {
        leadId: lead.leadId,
        from: { kind: 'rep', id: lead.holderId },
        to: { kind: 'pool', id: to },
        kind: 'recycled',
        rule: clock.ref(ruleId),
        data: { dueAt: lead.dueAt, lastFollowupAt: lead.lastFollowupAt },
      },
    ]
  })
  const moved = await moveLeads(tx, moves, { now, day: clock.day, actor: system })
  const lost = leads.filter(({ leadId }) => moved.has(leadId))
  await notify(
    tx,
    lost.map(({ leadId, holderId }) => ({
      userId: holderId as string,
      kind: 'lead.recycled',
      leadId,
      data: {},
    })),
    now,
  )
  return moved.size
}

/** Reminds holders of the leads that fall back soon; each lead once a deadline. Returns how many. */
export async function remind(tx: Tx, now: Date): Promise<number> {
  const soon = await takeReminders(tx, now, AT_ONCE)
  await notify(
    tx,
    soon.map(({ leadId, holderId, dueAt }) => ({
      userId: holderId,
      kind: 'lead.due',
      leadId,
      data: { dueAt },
    })),
    now,
  )
  return soon.length
}
