import { sql } from 'kysely'
import { type RefusalCode, type RefusalParams, refuse, refusalSentence } from '../../../contract/refusals.ts'
import type { Lang } from '../../../contract/shapes.ts'
import type { Condition } from '../../../rules/condition.ts'
import { fieldsOf } from '../../../rules/fields.ts'
import { where } from '../../../rules/where.ts'
import type { Tx } from '../../db/db.ts'
import { notify } from '../../lead/announce.ts'
import type { Deadline } from '../../lead/clock.ts'
import { type Clock, type Due, readClock, takeReminders, writeDeadlines } from '../../lead/deadlines.ts'
import { readFields } from '../../lead/fields.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import { lockLoads } from '../../lead/load.ts'
import { holderNames } from '../../lead/names.ts'
import { type LeadState, lockLeads, readLeads } from '../../lead/store.ts'
import { system } from '../../lead/trail.ts'
import type { UserCaller } from '../../people/caller.ts'
import { scopeOf, sightOf } from '../../people/scope.ts'
import { openness } from '../../policy/mode.ts'
import { allowance, narrowed, tighter } from './decide.ts'
import * as store from './store.ts'
import { isOpenTo, notYet } from './store/windows.ts'

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
 * under any number of calls at once, then the leads, so nobody shares one and what is gone already uses up no limit.
 * Refuses `pool.not_member`, `pool.claims_barred`, and the limit that is reached; named leads are refused one by one, with
 * `pool.not_yet` those that are offered to others first.
 */
export async function claim(
  tx: Tx,
  caller: UserCaller,
  { poolId, wanted, now }: { poolId: string; wanted: Wanted; now: Date },
): Promise<Claimed> {
  const [held, clock, scope, holdingMax, { claims }] = await Promise.all([
    store.readPool(tx, poolId),
    readClock(tx, now),
    scopeOf(tx, caller, now),
    store.holdingMax(tx, caller.userId),
    openness(tx),
  ])
  if (!held) throw refuse('not_found')
  if (claims === 'barred') throw refuse('pool.claims_barred')
  const pool = narrowed(held, claims)
  if (!scope.everything && !scope.poolIds.includes(poolId))
    throw refuse('pool.not_member', { pool: pool.name })
  const [load] = await lockLoads(tx, [caller.userId], clock.day)
  const taken = load ?? { claimedToday: 0, holding: 0 }
  const limits = {
    dailyLimit: pool.dailyLimit,
    holdingLimit: tighter(pool.holdingLimit, holdingMax),
  }
  const { more, beyond } = allowance(limits, taken)
  if ('count' in wanted && more === 0 && beyond) throw refuse(beyond.code, beyond.params)
  const leads = await lockWanted(tx, poolId, { wanted, most: more, clock, userId: caller.userId })
  const locked = new Map(leads.map((lead) => [lead.leadId, lead]))
  const ids = 'leadIds' in wanted ? [...new Set(wanted.leadIds)] : [...locked.keys()]
  const inPool = ids
    .flatMap((id) => locked.get(id) ?? [])
    .filter(({ holderKind, holderId }) => holderKind === 'pool' && holderId === poolId)
  const early = await notYet(tx, poolId, { userId: caller.userId, now, leadIds: ids })
  const free = inPool.filter(({ leadId }) => !early.has(leadId))
  const moved = await take(tx, free.slice(0, more), { poolId, caller, clock })
  const gone = ids.filter((id) => !inPool.some(({ leadId }) => leadId === id))
  const refused = [
    ...(await whoWasFaster(tx, gone, { held: locked, lang: caller.lang })),
    ...[...early].map(([leadId, at]) => refusal(leadId, opensAt(at, caller), caller.lang)),
    ...free.slice(more).map(({ leadId }) => refusal(leadId, beyond ?? notFound, caller.lang)),
  ]
  return {
    claimed: [...moved],
    refused,
    claimedToday: taken.claimedToday + moved.size,
    holding: taken.holding + moved.size,
  }
}

function opensAt(at: Date, { zone }: UserCaller) {
  const format = { timeZone: zone, dateStyle: 'short', timeStyle: 'short' } as const
  // Year-month-day and 24 hours, which both languages read.
  return { code: 'pool.not_yet', params: { opens: at.toLocaleString('sv-SE', format) } } as const
}

async function lockWanted(
  tx: Tx,
  poolId: string,
  { wanted, most, clock, userId }: { wanted: Wanted; most: number; clock: Clock; userId: string },
): Promise<LeadState[]> {
  if ('leadIds' in wanted) return lockLeads(tx, wanted.leadIds)
  const fields = fieldsOf(await readFields(tx))
  return store.lockBest(tx, poolId, {
    most: Math.min(wanted.count, most),
    fits: sql<boolean>`(${where(wanted.condition, fields, clock)} and ${isOpenTo(userId, clock.now)})`,
  })
}

async function take(
  tx: Tx,
  leads: readonly LeadState[],
  by: { poolId: string; caller: UserCaller; clock: Clock },
): Promise<Set<string>> {
  const { poolId, caller, clock } = by
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

const notFound = { code: 'not_found', params: {} } as const

async function whoWasFaster(
  tx: Tx,
  gone: readonly string[],
  { held, lang }: { held: ReadonlyMap<string, LeadState>; lang: Lang },
): Promise<Refused[]> {
  const names = await holderNames(
    tx,
    gone.flatMap((leadId) => held.get(leadId)?.holderId ?? []),
  )
  return gone.map((leadId) => {
    const lead = held.get(leadId)
    const by = lead?.holderKind === 'rep' && lead.holderId ? names.get(lead.holderId) : undefined
    return refusal(leadId, by ? { code: 'pool.already_claimed', params: { by } } : notFound, lang)
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
      lead.holderKind === 'rep' &&
      sightOf(scope, { ...lead, collaborators: [] }) === 'full' &&
      home.has(lead.leadId),
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
  const refused = asked.leadIds.filter((id) => !moved.has(id)).map((id) => refusal(id, notFound, caller.lang))
  return { released: [...moved], refused }
}

async function homePools(tx: Tx, leads: readonly LeadState[], named?: string): Promise<Map<string, string>> {
  if (named && !(await store.readPool(tx, named))) throw refuse('not_found')
  const home = await homeward(tx)
  return new Map(
    leads.flatMap((lead) => {
      const poolId = named ?? home(lead.poolId)
      return poolId ? [[lead.leadId, poolId] as const] : []
    }),
  )
}

/** The first of the pools that is still in use, else the fallback pool: nothing may fall where nobody looks. */
async function homeward(tx: Tx): Promise<(...poolIds: (string | null)[]) => string | null> {
  const used = await store.usedPools(tx)
  const fallback = await store.fallbackPool(tx)
  return (...poolIds) => poolIds.find((poolId) => poolId && used.has(poolId)) ?? fallback
}

const AT_ONCE = 1000

/**
 * Sends leads nobody followed up in time back to their pools. Looks again once they are locked: a follow-up at the last
 * moment counts, and so do the rules as they are now. One that no rule sends back any more stays. Returns how many went.
 */
export async function recycle(tx: Tx, now: Date): Promise<number> {
  const late = await store.due(tx, now, AT_ONCE)
  if (late.length === 0) return 0
  const clock = await readClock(tx, now)
  const leads = (await lockLate(tx, late, clock)).map((lead) => ({ lead, again: deadlineOf(lead, clock) }))
  const isLate = ({ again: { dueAt } }: (typeof leads)[number]) => dueAt !== null && dueAt <= now
  await writeDeadlines(
    tx,
    leads.filter((each) => !isLate(each)).map(({ lead: { leadId }, again }) => ({ leadId, ...again })),
  )
  const home = await homeward(tx)
  const moves = leads.filter(isLate).flatMap(({ lead, again: { ruleId, poolId } }): Move[] => {
    const to = home(poolId, lead.poolId)
    if (!to) return []
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
  const lost = leads.filter(({ lead }) => moved.has(lead.leadId))
  await notify(
    tx,
    lost.map(({ lead: { leadId, holderId } }) => ({
      userId: holderId as string,
      kind: 'lead.recycled',
      leadId,
      data: {},
    })),
    now,
  )
  return moved.size
}

/** A held lead's deadline by the rules as they are, from when it was last followed up or given to its holder. */
function deadlineOf(lead: LeadState, { deadline, now }: Clock): Deadline {
  const from = Math.max(+(lead.lastFollowupAt ?? 0), +(lead.assignedAt ?? 0))
  return deadline({ ...lead }, from > 0 ? new Date(from) : now)
}

async function lockLate(tx: Tx, late: readonly Due[], { now, day }: Clock): Promise<LeadState[]> {
  const holders = new Map(late.map(({ leadId, holderId }) => [leadId, holderId]))
  await lockLoads(tx, [...new Set(holders.values())], day)
  const leads = await lockLeads(tx, [...holders.keys()])
  return leads.filter(
    ({ leadId, holderId, dueAt }) => holderId === holders.get(leadId) && dueAt !== null && dueAt <= now,
  )
}

/**
 * Reckons the deadlines of held leads anew after the rules have changed, `most` at a time in the order of their ids.
 * Nobody loses a lead without the warning the rule promises: what would be due sooner is due after it. Returns where to
 * go on, null at the end.
 */
export async function reckon(
  tx: Tx,
  { after, now, most = AT_ONCE }: { after: string | null; now: Date; most?: number },
): Promise<string | null> {
  const clock = await readClock(tx, now)
  const leads = await store.lockHeld(tx, after, most)
  const due = leads.map((lead) => ({ leadId: lead.leadId, before: lead, ...forewarned(lead, clock) }))
  await writeDeadlines(
    tx,
    due.filter(({ before, dueAt }) => before.dueAt?.getTime() !== dueAt?.getTime()),
  )
  return leads.length < most ? null : (leads.at(-1)?.leadId ?? null)
}

function forewarned(lead: LeadState, clock: Clock): Deadline {
  const held = deadlineOf(lead, clock)
  if (!held.dueAt || !held.remindAt || held.remindAt >= clock.now) return held
  if (lead.dueAt?.getTime() === held.dueAt.getTime()) return held // it was reminded of this one
  const warning = held.dueAt.getTime() - held.remindAt.getTime()
  const dueAt = new Date(Math.max(held.dueAt.getTime(), clock.now.getTime() + warning))
  return { ...held, dueAt, remindAt: clock.now }
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
