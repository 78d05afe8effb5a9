import type { Tx } from '../db/db.ts'
import * as cohorts from '../rooms/cohort/store.ts'
import type { Dealt } from './customer-match.ts'
import type { Decision } from './decision.ts'

/** A lead that was dealt, as far as seats go. */
interface DealtSeat {
  readonly leadId: string | null
  readonly dealt: Dealt | null | undefined
}

/** A decision as one that may take a seat. */
export const seatOf = ({ leadId, assignment }: Pick<Decision, 'leadId' | 'assignment'>): DealtSeat => ({
  leadId,
  dealt: assignment,
})

/** Leads that went to whom a cohort's roster pointed at take the seats they were offered. Their rows are written already. */
export async function takeSeats(tx: Tx, leads: readonly DealtSeat[], now: Date): Promise<void> {
  const placed = leads.flatMap(({ leadId, dealt }) => {
    const { to, pointed } = dealt ?? {}
    const groupId = pointed?.['cohortId'] ? pointed['groupId'] : null
    return leadId && groupId && to?.kind === 'rep' ? [{ leadId, groupId, userId: to.id }] : []
  })
  if (placed.length > 0) await cohorts.write(tx, placed, now)
}
