import { refuse } from '../../../contract/refusals.ts'
import type { LeadFacts } from '../../../rules/matches.ts'
import type { Tx } from '../../db/db.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import { lockLoads } from '../../lead/load.ts'
import { reachLeads } from '../../lead/reach.ts'
import { type LeadState, readLeads } from '../../lead/store.ts'
import type { UserCaller } from '../../people/caller.ts'
import { isUnfit } from '../../rooms/profile/decide/standing.ts'
import * as store from '../../rooms/profile/store.ts'
import { readSetup, type Setup } from '../setup.ts'
import { asideBy } from './aside.ts'

/**
 * Sets aside leads that the profile rules out, by the word of whoever works them. Returns how many; refuses
 * `profile.not_unfit` where nothing rules out any of them.
 */
export async function setAside(tx: Tx, caller: UserCaller, leadIds: readonly string[]): Promise<number> {
  const setup = await readSetup(tx, new Date())
  const leads = await reached(tx, caller, { leadIds, setup, repsOf: holdersOf })
  const moves = leads.flatMap((lead): Move[] => {
    const standing = setup.standing(lead as unknown as LeadFacts, lead.leadId)
    if (lead.closedAs || lead.holderKind === 'aside' || !isUnfit(standing)) return []
    return [
      {
        leadId: lead.leadId,
        from: { kind: lead.holderKind, id: lead.holderId },
        to: { kind: 'aside', id: null },
        ...asideBy(standing, setup, { byHand: true }),
        // A person did it; the policy's rule is why it may be done.
        rule: null,
      },
    ]
  })
  if (moves.length === 0 && !leads.some(({ holderKind }) => holderKind === 'aside'))
    throw refuse('profile.not_unfit')
  const moved = await moveLeads(tx, moves, occasionOf(setup, caller))
  const aside = leads.filter(({ leadId }) => moved.has(leadId))
  await store.noteFrom(
    tx,
    aside.map(({ leadId, holderKind, holderId }) => ({
      leadId,
      from: holderKind === 'rep' ? holderId : null,
    })),
    caller.userId,
  )
  return moved.size
}

/**
 * Takes leads back that were set aside, to the rep who had them; they stay with them although they do not fit. Returns how
 * many; refuses `profile.nobody_had_it` where none of them had one.
 */
export async function takeBack(tx: Tx, caller: UserCaller, leadIds: readonly string[]): Promise<number> {
  const setup = await readSetup(tx, new Date())
  const { now } = setup.moment
  const leads = await reached(tx, caller, {
    leadIds,
    setup,
    repsOf: (seen) => seen.flatMap(({ asideFrom }) => asideFrom ?? []),
  })
  const back = leads.filter(({ holderKind, asideFrom }) => holderKind === 'aside' && asideFrom !== null)
  if (back.length === 0) throw refuse('profile.nobody_had_it')
  const moves = back.map((lead): Move => {
    const to = { kind: 'rep', id: lead.asideFrom } as const
    return {
      leadId: lead.leadId,
      from: { kind: 'aside', id: null },
      to,
      kind: 'takenBack',
      deadline: setup.clock({ ...lead, holderKind: to.kind, holderId: to.id, assignedAt: now }, now),
    }
  })
  return (await moveLeads(tx, moves, occasionOf(setup, caller))).size
}

interface Reaching {
  readonly leadIds: readonly string[]
  readonly setup: Setup
  /** Whose loads change by it: they are locked before the leads, always (see lead/load.ts). */
  readonly repsOf: (seen: readonly LeadState[]) => string[]
}

async function reached(
  tx: Tx,
  caller: UserCaller,
  { leadIds, setup, repsOf }: Reaching,
): Promise<LeadState[]> {
  await lockLoads(tx, [...new Set(repsOf(await readLeads(tx, leadIds)))], setup.day)
  return reachLeads(tx, caller, { leadIds, now: setup.moment.now })
}

function holdersOf(seen: readonly LeadState[]): string[] {
  return seen.flatMap(({ holderKind, holderId }) => (holderKind === 'rep' && holderId ? [holderId] : []))
}

function occasionOf({ moment, day }: Setup, { userId }: UserCaller) {
  return { now: moment.now, day, actor: { kind: 'user', id: userId } } as const
}
