import type { NamedReferrer, ReferralState } from '../../../contract/referral.ts'
import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { reachLead, seeLeads } from '../../lead/reach.ts'
import { appendEvents } from '../../lead/trail.ts'
import type { UserCaller } from '../../people/caller.ts'
import * as matching from '../../rooms/match/store.ts'
import { rewardObstacle, stateSteps } from '../../rooms/referral/decide/steps.ts'
import { settleRewards } from '../../rooms/referral/service.ts'
import { addReferrers, readReferrers } from '../../rooms/referral/store.ts'
import * as referrals from '../../rooms/referral/store/referrals.ts'
import { readSetting } from '../../rooms/referral/store/setting.ts'
import { findMeant } from './find.ts'
import { standAnew } from './judge.ts'
import { keysOfNamed, readNamed } from './named.ts'

type Pair = referrals.Pair

/** Says by hand who referred a lead. Refuses `referral.unknown`, and what reaching a lead does. */
export async function nameReferrer(
  tx: Tx,
  caller: UserCaller,
  wish: { leadId: string } & ({ referrerId: string } | { named: NamedReferrer }),
): Promise<void> {
  const now = new Date()
  const { leadId } = wish
  const referrerIds = 'referrerId' in wish ? await held(tx, wish.referrerId) : await meantBy(tx, wish.named)
  await reachLead(tx, caller, { leadId, now })
  const added = await referrals.addNamings(
    tx,
    referrerIds.map((referrerId) => ({
      leadId,
      referrerId,
      how: 'hand' as const,
      at: now,
      byUser: caller.userId,
      arrivalId: null,
    })),
  )
  const actor = { kind: 'user' as const, id: caller.userId }
  await appendEvents(
    tx,
    added.map(({ referrerId }) => ({
      leadId,
      at: now,
      kind: 'referred',
      actor,
      data: { referrerId, how: 'hand' },
    })),
  )
  await standAnew(tx, [leadId], now, actor)
  await tell(tx, { topic: 'lead', ids: [leadId] })
}

async function held(tx: Tx, referrerId: string): Promise<string[]> {
  const [found] = await readReferrers(tx, [referrerId])
  if (!found || found.archivedAt !== null) throw refuse('not_found')
  return [found.referrerId]
}

/** Whom a text names; keys are locked before leads, as by an arrival that names them. */
async function meantBy(tx: Tx, raw: NamedReferrer): Promise<string[]> {
  const named = readNamed(raw)
  if (named) await matching.lockKeys(tx, keysOfNamed(named))
  const [meant = []] = await findMeant(tx, [named])
  if (meant.length === 0)
    throw refuse('referral.unknown', { named: typeof raw === 'string' ? raw : Object.values(raw).join(' ') })
  await addReferrers(
    tx,
    meant.flatMap((each) => each.fresh ?? []),
    new Date(),
  )
  return meant.map(({ referrerId }) => referrerId)
}

/** A referral of a lead that the caller sees, with all others of that lead; the lead is locked. */
async function reach(tx: Tx, caller: UserCaller, pair: Pair) {
  const [lead] = await seeLeads(tx, caller, { leadIds: [pair.leadId], now: new Date() })
  const all = lead ? await referrals.lockNamings(tx, [pair.leadId]) : []
  const one = all.find(({ referrerId }) => referrerId === pair.referrerId)
  if (!one) throw refuse('not_found')
  return { one, others: all.filter((each) => each !== one) }
}

const isSettled = ({ rewardState }: { rewardState: string }) =>
  rewardState === 'approved' || rewardState === 'paid'

/**
 * Verifies that a lead is by a referrer, or refuses it. Refuses `referral.step`, `referral.reason_needed`,
 * `referral.rewarded` where somebody's reward is approved, `referral.other_verified`.
 */
export async function judgeReferral(
  tx: Tx,
  caller: UserCaller,
  wish: Pair & { to: ReferralState; reason: string | null },
): Promise<void> {
  const { leadId, referrerId, to, reason } = wish
  const now = new Date()
  const { one, others } = await reach(tx, caller, wish)
  if (to === 'refused' && !reason) throw refuse('referral.reason_needed')
  if (!stateSteps[one.state].includes(to)) throw refuse('referral.step', { from: one.state, to })
  const settled = [one, ...others].find(isSettled)
  if (settled && !(to === 'verified' && settled === one)) throw refuse('referral.rewarded')
  const rival = others.find(({ state }) => state === 'verified')
  if (to === 'verified' && rival) throw refuse('referral.other_verified', { name: rival.name ?? '—' })
  const step = { from: one.state, to, reason: to === 'refused' ? reason : null, by: caller.userId, now }
  if (!(await referrals.setState(tx, wish, step))) throw refuse('referral.step', { from: one.state, to })
  const actor = { kind: 'user' as const, id: caller.userId }
  await appendEvents(tx, [
    { leadId, at: now, kind: 'referral_judged', actor, data: { referrerId, from: one.state, to } },
  ])
  await standAnew(tx, [leadId], now, actor)
  await settleRewards(tx, now)
  await tell(tx, { topic: 'lead', ids: [leadId] })
}

/** Says that a flagged referral is fine, or takes that back. Refuses `referral.own`, `referral.rewarded`. */
export async function clearReferral(
  tx: Tx,
  caller: UserCaller,
  wish: Pair & { fine: boolean; note: string | null },
): Promise<void> {
  const { leadId, referrerId, fine, note } = wish
  const now = new Date()
  const { one } = await reach(tx, caller, wish)
  if (one.userId === caller.userId) throw refuse('referral.own')
  if (isSettled(one)) throw refuse('referral.rewarded')
  await referrals.setCleared(tx, wish, fine ? { by: caller.userId, at: now, note } : null)
  await appendEvents(tx, [
    {
      leadId,
      at: now,
      kind: 'referral_cleared',
      actor: { kind: 'user', id: caller.userId },
      data: { referrerId, fine, flags: one.flags },
    },
  ])
  await settleRewards(tx, now)
  await tell(tx, { topic: 'lead', ids: [leadId] })
}

/** Moves a reward on, or sets what it is; the table of steps and what else must hold is decide/steps.ts. */
export async function moveReward(
  tx: Tx,
  caller: UserCaller,
  wish: Pair & {
    to: 'due' | 'approved' | 'paid' | 'refused'
    amount?: number | undefined
    reason: string | null
    paidRef: string | null
  },
): Promise<void> {
  const { leadId, referrerId, to, reason, paidRef } = wish
  const now = new Date()
  const { one } = await reach(tx, caller, wish)
  const from = one.rewardState
  // What is approved is what was asked for: another amount takes another approval.
  const amount = from === 'due' || from === 'refused' ? (wish.amount ?? one.amount) : one.amount
  const obstacle = rewardObstacle({
    from,
    to,
    amount,
    reason,
    roles: caller.roles,
    own: one.userId === caller.userId,
    counts: one.counts,
    state: one.state,
    flagged: one.flags.length > 0 && one.clearedAt === null,
  })
  if (obstacle) throw refuse(obstacle, { from, to })
  const currency = one.currency ?? (await readSetting(tx)).currency
  const step = {
    from,
    to,
    amount,
    currency,
    reason: to === 'refused' ? reason : null,
    paidRef,
    by: caller.userId,
    now,
  }
  if (!(await referrals.setReward(tx, wish, step))) throw refuse('referral.step', { from, to })
  await appendEvents(tx, [
    {
      leadId,
      at: now,
      kind: 'reward_moved',
      actor: { kind: 'user', id: caller.userId },
      data: { referrerId, from, to, amount, currency },
    },
  ])
  await tell(tx, { topic: 'lead', ids: [leadId] })
}
