import type { Tx } from '../db/db.ts'
import * as cohorts from '../rooms/cohort/store.ts'
import type { Dealt } from './customer-match.ts'

/** A lead that was dealt, as far as seats go. */
interface DealtSeat {
  readonly leadId: string | null
  readonly dealt: Dealt | null | undefined
}

/** Leads that went to whom a cohort's roster pointed at take the seats they were offered. Their rows are written already. */
export async function takeSeats(tx: Tx, leads: readonly DealtSeat[], now: Date): Promise<void> {
  const placed = leads.flatMap(({ leadId, dealt }) => {
    const { to, pointed } = dealt ?? {}
    const groupId = pointed?.['cohortId'] ? pointed['groupId'] : null
    return leadId && groupId && to?.kind === 'rep' ? [{ leadId, groupId, userId: to.id }] : []
  })
  if (placed.length > 0) await cohorts.write(tx, placed, now)
}
