import type { Who } from '../../contract/assign.ts'
import type { Fields } from '../../rules/fields.ts'
import type { Tx } from '../db/db.ts'
import { circleOf, fitting } from '../rooms/assign/decide/candidates.ts'
import type { Roster } from '../rooms/assign/decide/roster.ts'
import { openWindows, type Step, type Window } from '../rooms/pool/store/windows.ts'
import type { DealtLead } from './roster.ts'

interface Opening {
  readonly now: Date
  readonly fields: Fields
  readonly roster: Roster
}

/**
 * Opens the leads that a decision offers in a pool to some first: to those of each step when the ones before have had it for
 * their minutes, at last to every member of the pool. A step that speaks of nobody takes no time.
 */
export async function openOffers(tx: Tx, leads: readonly DealtLead[], opening: Opening): Promise<void> {
  await openWindows(
    tx,
    leads.flatMap((lead): Window[] => {
      const { to, offer } = lead.dealt ?? {}
      if (to?.kind !== 'pool' || !offer) return []
      return [{ leadId: lead.leadId, poolId: to.id, steps: stepsOf(lead, offer, opening) }]
    }),
  )
}

function stepsOf(
  lead: DealtLead,
  offer: readonly { readonly who: Who; readonly minutes: number }[],
  { now, fields, roster }: Opening,
): Step[] {
  let opensAt = now.getTime()
  const steps = offer.flatMap(({ who, minutes }): Step[] => {
    const userIds = membersOf(lead, who, { fields, roster })
    if (userIds.length === 0) return []
    const step = { opensAt: new Date(opensAt), userIds }
    opensAt += minutes * 60_000
    return [step]
  })
  return steps.length > 0 ? [...steps, { opensAt: new Date(opensAt), userIds: null }] : []
}

function membersOf(
  { leadId, facts, barred }: DealtLead,
  who: Who,
  { fields, roster }: Omit<Opening, 'now'>,
): string[] {
  const fits = fitting(who, fields)
  const former = who.notFormer ? roster.former.get(leadId) : undefined
  return circleOf(who)(roster)
    .filter((rep) => fits(rep, facts) && !former?.has(rep.userId) && !barred?.has(rep.userId))
    .map(({ userId }) => userId)
}
