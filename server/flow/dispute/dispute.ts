import { sql } from 'kysely'
import type { z } from 'zod'
import type { checkLead } from '../../../contract/check.ts'
import type { readDispute } from '../../../contract/dispute.ts'
import type { BodyOf } from '../../../contract/endpoint.ts'
import { refuse } from '../../../contract/refusals.ts'
import { type MatchPolicy, usualManners } from '../../../rules/matching.ts'
import { rows, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { notify } from '../../lead/announce.ts'
import { readClock } from '../../lead/deadlines.ts'
import { mergedInto } from '../../lead/family.ts'
import { moveLeads } from '../../lead/hold.ts'
import { readLeads } from '../../lead/store.ts'
import { appendEvents, readTrails } from '../../lead/trail.ts'
import type { UserCaller } from '../../people/caller.ts'
import { scopeOf, sees } from '../../people/scope.ts'
import { policiesAt } from '../../policy/store.ts'
import * as capturing from '../../rooms/capture/store.ts'
import { clean } from '../../rooms/clean/decide/clean.ts'
import { judge, type Party, type Proof, type Protection, type Verdict } from '../../rooms/ownership/decide.ts'
import * as store from '../../rooms/ownership/store.ts'
import { matchTyped } from '../check.ts'
import { readSetup } from '../setup.ts'

interface Claim {
  readonly customer: BodyOf<typeof checkLead>
  readonly reason: string
}

/** Opens a dispute about a customer another rep has. Refuses `dispute.free`, `dispute.yours`, `dispute.open`. */
export async function openDispute(
  tx: Tx,
  caller: UserCaller,
  { customer, reason }: Claim,
): Promise<{ disputeId: string }> {
  const now = new Date()
  const { found } = await matchTyped(tx, caller, customer, await readSetup(tx, now))
  const holder = found.verdict === 'new' ? null : found.held.holder
  if (found.verdict === 'new' || holder?.kind !== 'rep' || !holder.id || !found.held.leadId)
    throw refuse('dispute.free')
  if (holder.id === caller.userId) throw refuse('dispute.yours')
  const { leadId } = found.held
  const disputeId = uuidv7(now.getTime())
  const opened = await store.open(tx, {
    disputeId,
    leadId,
    claimantId: caller.userId,
    holderId: holder.id,
    reason,
    openedAt: now,
  })
  if (!opened) throw refuse('dispute.open')
  await appendEvents(tx, [
    { leadId, at: now, kind: 'disputed', actor: { kind: 'user', id: caller.userId }, data: { disputeId } },
  ])
  await notify(tx, [{ userId: holder.id, kind: 'lead.disputed', leadId, data: { disputeId } }], now)
  return { disputeId }
}

export interface Judged {
  readonly dispute: store.Dispute
  readonly parties: readonly Party[]
  readonly doors: ReadonlyMap<Proof, string>
  readonly verdict: Verdict
  readonly protection: Protection
  readonly rules: z.output<typeof readDispute.reply>['rules']
}

/** A dispute with what each side can point at, judged by the rules in force when the first of it happened. */
export async function judgeDispute(tx: Tx, dispute: store.Dispute): Promise<Judged> {
  const users = [dispute.claimantId, dispute.holderId]
  const doors = new Map<Proof, string>()
  const [captured, worked, dead] = [
    await registrations(tx, dispute, doors),
    await workOf(tx, [
      dispute.leadId,
      ...(await mergedInto(tx, [dispute.leadId])).map(({ leadId }) => leadId),
    ]),
    await store.deadShares(tx, users, dispute.openedAt),
  ]
  const parties = users.map((userId): Party => ({
    userId,
    proofs: [...(captured.get(userId) ?? []), ...(worked.get(userId) ?? [])].filter(
      ({ at }) => at <= dispute.openedAt,
    ),
    deadShare: dead.get(userId) ?? 0,
  }))
  const first = parties.flatMap(({ proofs }) => proofs.map(({ at }) => at.getTime()))
  const then = await policiesAt(
    tx,
    new Date(first.length > 0 ? Math.min(...first) : dispute.openedAt.getTime()),
  )
  const held = then.find(({ kind, scope }) => kind === 'match' && scope === '')
  const protection = (held?.body as MatchPolicy | undefined)?.protects ?? usualManners.protects
  return {
    dispute,
    parties,
    doors,
    verdict: judge(parties, protection),
    protection,
    rules: { version: held?.version ?? null, days: protection.days, renewed: protection.renewed },
  }
}

/** What each rep registered of the person, by the journal's time, with the contacts that can be read in it. */
async function registrations(
  tx: Tx,
  { leadId }: store.Dispute,
  doors: Map<Proof, string>,
): Promise<Map<string, Proof[]>> {
  const { cleaning } = await readSetup(tx, new Date())
  const arrivals = await capturing.arrivalsOf(tx, await store.relatedLeads(tx, leadId))
  const proofs = new Map<string, Proof[]>()
  for (const { incoming } of arrivals) {
    const { actor, receivedAt, raw, door } = incoming
    if (actor.kind !== 'user' || !actor.id) continue
    const { values } = clean(raw, cleaning)
    const contacts = (['phone', 'email', 'wechat'] as const).filter((contact) => values[contact])
    const proof: Proof = { kind: 'captured', at: receivedAt, contacts }
    doors.set(proof, door)
    proofs.set(actor.id, [...(proofs.get(actor.id) ?? []), proof])
  }
  return proofs
}

/** When the lead, or one merged into it, was given to each rep, and when they followed it up. */
async function workOf(tx: Tx, family: readonly string[]): Promise<Map<string, Proof[]>> {
  const trail = [...(await readTrails(tx, family)).values()].flat()
  const given = trail.flatMap(({ kind, at, data }) => {
    const to = data['to'] as { kind?: string; id?: string } | undefined
    const counts = (kind === 'assigned' || kind === 'claimed') && to?.kind === 'rep' && to.id
    return counts ? [{ userId: to.id as string, proof: { kind: 'given', at } satisfies Proof }] : []
  })
  const followed = await rows(
    tx,
    sql<{ userId: string; at: Date }>`
      select by_user as user_id, at from activity where org_id = ${tx.orgId} and lead_id = any(${[...family]}::uuid[])`,
  )
  const all = [
    ...given,
    ...followed.map(({ userId, at }) => ({ userId, proof: { kind: 'followed_up', at } satisfies Proof })),
  ]
  return new Map(
    [...Map.groupBy(all, ({ userId }) => userId)].map(([userId, theirs]) => [
      userId,
      theirs.map(({ proof }) => proof),
    ]),
  )
}

interface Settling {
  readonly disputeId: string
  readonly to: 'holder' | 'claimant'
  readonly note: string
}

/**
 * Settles a dispute about a lead in the caller's scope: it stays, or goes to the claimant. Both sides are told. Refuses
 * `not_found`, `dispute.settled`, and `lead.closed` for a lead that has nobody to be taken from any more.
 */
export async function settleDispute(
  tx: Tx,
  caller: UserCaller,
  { disputeId, to, note }: Settling,
): Promise<void> {
  const now = new Date()
  const dispute = await store.lock(tx, disputeId)
  const [own] = dispute ? await readLeads(tx, [dispute.leadId]) : []
  // What it was about may have been merged into another since: that is what goes to whoever is right.
  const [lead] = own?.mergedInto ? await readLeads(tx, [own.mergedInto]) : [own]
  if (!dispute || !lead || !sees(await scopeOf(tx, caller, now), { ...lead, collaborators: [] }))
    throw refuse('not_found')
  if (dispute.settledAt) throw refuse('dispute.settled')
  const { verdict } = await judgeDispute(tx, dispute)
  const awardedTo = to === 'claimant' ? dispute.claimantId : dispute.holderId
  if (lead.closedAs && to === 'claimant') throw refuse('lead.closed', { as: lead.closedAs })
  const actor = { kind: 'user' as const, id: caller.userId }
  if (to === 'claimant' && lead.holderId !== awardedTo) {
    const clock = await readClock(tx, now)
    const deadline = clock.deadline({ ...lead, holderKind: 'rep', holderId: awardedTo, assignedAt: now }, now)
    const move = {
      leadId: lead.leadId,
      from: { kind: lead.holderKind, id: lead.holderId },
      to: { kind: 'rep' as const, id: awardedTo },
      kind: 'assigned',
      deadline,
      data: { disputeId, reason: note },
    }
    await moveLeads(tx, [move], { now, day: clock.day, actor })
  }
  await store.settle(tx, {
    disputeId,
    note: note || null,
    awardedTo,
    settledBy: caller.userId,
    settledAt: now,
    verdict,
  })
  await appendEvents(tx, [
    { leadId: lead.leadId, at: now, kind: 'dispute_settled', actor, data: { disputeId, awardedTo } },
  ])
  await notify(
    tx,
    [dispute.claimantId, dispute.holderId].map((userId) => ({
      userId,
      kind: userId === awardedTo ? 'dispute.won' : 'dispute.lost',
      leadId: lead.leadId,
      data: { disputeId },
    })),
    now,
  )
}
