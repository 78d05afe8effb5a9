import type { z } from 'zod'
import type { dispute as shape, listDisputes, readDispute } from '../../../contract/dispute.ts'
import { refuse } from '../../../contract/refusals.ts'
import { usualManners } from '../../../rules/matching.ts'
import type { Tx } from '../../db/db.ts'
import { holderNames } from '../../lead/names.ts'
import { collaborators } from '../../lead/reach.ts'
import { type LeadState, readLeads } from '../../lead/store.ts'
import type { UserCaller } from '../../people/caller.ts'
import { scopeOf, sees } from '../../people/scope.ts'
import { currentPolicy } from '../../policy/store.ts'
import { discounted } from '../../rooms/ownership/decide.ts'
import * as store from '../../rooms/ownership/store.ts'
import { teamNames } from '../told.ts'
import { judgeDispute } from './dispute.ts'

type Shown = z.output<typeof shape>
type Listing = z.output<NonNullable<typeof listDisputes.query>>

/** Whether the caller manages disputes, rather than only being a side of them. */
const manages = ({ roles }: UserCaller) => roles.includes('admin') || roles.includes('manager')

/** Disputes the caller is a side of, and those about leads in a manager's scope; open ones first, then the newest. */
export async function showDisputes(
  tx: Tx,
  caller: UserCaller,
  { state, cursor, limit }: Listing,
): Promise<{ items: Shown[]; next: string | null }> {
  const after = cursor === undefined ? undefined : readCursor(cursor)
  const found = await store.list(tx, {
    state,
    userId: manages(caller) ? null : caller.userId,
    after,
    limit: limit + 1,
  })
  const page = found.slice(0, limit)
  const items = (await shownTo(tx, caller, page)).filter((each) => each !== undefined)
  const last = page.at(-1)
  return { items, next: found.length > limit && last ? cursorOf(last) : null }
}

/** A dispute with what each side can point at and what the rules say. Refuses `not_found` for who has no part in it. */
export async function showDispute(
  tx: Tx,
  caller: UserCaller,
  disputeId: string,
): Promise<z.output<typeof readDispute.reply>> {
  const dispute = await store.lock(tx, disputeId)
  const [shown] = dispute ? await shownTo(tx, caller, [dispute]) : []
  if (!dispute || !shown) throw refuse('not_found')
  const { parties, doors, verdict, protection, rules } = await judgeDispute(tx, dispute)
  // Whoever may not know who the holder is knows them by what `shownTo` made of them.
  const sides = { [dispute.claimantId]: shown.claimant, [dispute.holderId]: shown.holder }
  const sideOf = (userId: string) => sides[userId] ?? { id: userId, name: '' }
  const { owner, because, until, first, squatters } = verdict
  return {
    ...shown,
    sides: parties.map((party) => ({
      party: sideOf(party.userId),
      deadShare: party.deadShare,
      first: first[party.userId] ?? null,
      proofs: party.proofs
        .toSorted((a, b) => a.at.getTime() - b.at.getTime())
        .map((proof) => ({
          kind: proof.kind,
          at: proof.at,
          door: doors.get(proof) ?? null,
          discounted: discounted(proof, party, protection),
        })),
    })),
    verdict: {
      owner: owner && sideOf(owner).id,
      because,
      until,
      squatters: squatters.map((userId) => sideOf(userId).id),
    },
    rules,
  }
}

/** Each as the caller may see it; undefined where they have no part in it. */
async function shownTo(
  tx: Tx,
  caller: UserCaller,
  disputes: readonly store.Dispute[],
): Promise<(Shown | undefined)[]> {
  const ids = disputes.map(({ leadId }) => leadId)
  const scope = await scopeOf(tx, caller, new Date())
  const shared = await collaborators(tx, ids)
  const leads = new Map((await readLeads(tx, ids)).map((lead) => [lead.leadId, lead]))
  const people = disputes.flatMap(({ claimantId, holderId, settledBy }) =>
    [claimantId, holderId, settledBy ?? []].flat(),
  )
  const names = await holderNames(tx, people)
  const person = (id: string) => ({ id, name: names.get(id) ?? '' })
  const seenBy = (lead: LeadState | undefined) =>
    lead !== undefined && sees(scope, { ...lead, collaborators: shared.get(lead.leadId) ?? [] })
  const told = await holdersTold(tx, caller, disputes)
  return disputes.map((each) => {
    const lead = leads.get(each.leadId)
    const seen = seenBy(lead)
    const side = each.claimantId === caller.userId || each.holderId === caller.userId
    if (!side && !(seen && manages(caller))) return undefined
    const { disputeId, reason, openedAt, settledAt, note } = each
    const known = seen || manages(caller) || each.holderId === caller.userId
    const holder = known ? person(each.holderId) : { id: disputeId, name: told(each.holderId) }
    const awardedTo = each.awardedTo === each.holderId ? holder.id : each.awardedTo
    return {
      disputeId,
      leadId: seen ? each.leadId : null,
      leadName: seen ? (lead?.name ?? lead?.company ?? null) : null,
      claimant: person(each.claimantId),
      holder,
      reason,
      openedAt,
      settledAt,
      settledBy: each.settledBy ? person(each.settledBy) : null,
      awardedTo,
      note,
    }
  })
}

/** How a holder is called to whoever may not see their lead: as the match policy in force tells whom it refuses. */
async function holdersTold(
  tx: Tx,
  { lang }: UserCaller,
  disputes: readonly store.Dispute[],
): Promise<(userId: string) => string> {
  const { holder } = (await currentPolicy(tx, 'match'))?.body.told ?? usualManners.told
  const holders = disputes.map(({ holderId }) => holderId)
  const names = holder === 'name' ? await holderNames(tx, holders) : new Map<string, string>()
  const teams = holder === 'team' ? await teamNames(tx, holders) : new Map<string, string>()
  return (userId) => {
    const team = teams.get(userId)
    const rep = lang === 'zh' ? '另一位销售' : 'Another rep'
    return names.get(userId) ?? (team ? (lang === 'zh' ? `${team}的销售` : `A rep of ${team}`) : rep)
  }
}

function cursorOf({ openedAt, disputeId, settledAt }: store.Dispute): string {
  return `${openedAt.toISOString()} ${disputeId} ${settledAt ? 'settled' : 'open'}`
}

function readCursor(cursor: string) {
  const [at = '', disputeId = '', state] = cursor.split(' ')
  const openedAt = new Date(at)
  if (Number.isNaN(openedAt.getTime()) || !/^[0-9a-f-]{36}$/.test(disputeId)) throw refuse('cursor.invalid')
  return { isOpen: state === 'open', openedAt, disputeId }
}
