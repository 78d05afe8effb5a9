import type { Tx } from '../../db/db.ts'
import { type Move, moveLeads } from '../../lead/hold.ts'
import { seeLeads } from '../../lead/reach.ts'
import { type LeadState, readLeads } from '../../lead/store.ts'
import { readTrails } from '../../lead/trail.ts'
import type { UserCaller } from '../../people/caller.ts'
import { withoutGiven } from '../../rooms/clean/decide/reasons.ts'
import { reopenAll } from '../../rooms/followup/store.ts'
import { judgeHeld } from '../quarantine.ts'
import { readSetup } from '../setup.ts'
import { noteHeld } from './keep.ts'

/**
 * Takes leads back that were dismissed out of quarantine: they wait there again, by their true arrival, judged anew.
 * Those that have been worked since, or ended otherwise, are left alone. Returns how many are back.
 */
export async function undismiss(tx: Tx, caller: UserCaller, leadIds: readonly string[]): Promise<number> {
  const setup = await readSetup(tx, new Date())
  const { now } = setup.moment
  const dismissed = await dismissedOf(tx, await seeLeads(tx, caller, { leadIds, now }))
  const held = await judgeHeld(tx, dismissed, { setup })
  const moves = held.map(({ lead: { leadId }, reasons }): Move => ({
    leadId,
    from: { kind: 'closed', id: null },
    to: { kind: 'quarantine', id: null },
    kind: 'quarantined',
    data: { undoes: 'dismissed', why: { reasons: reasons.map(withoutGiven) } },
  }))
  const actor = { kind: 'user' as const, id: caller.userId }
  const moved = await moveLeads(tx, moves, { now, day: setup.day, actor })
  await reopenAll(tx, [...moved], now)
  const back = new Map((await readLeads(tx, [...moved])).map((lead) => [lead.leadId, lead]))
  await noteHeld(
    tx,
    held.flatMap(({ lead: { leadId }, reasons }) => {
      const lead = back.get(leadId)
      return lead ? [{ lead, reasons }] : []
    }),
    setup,
  )
  return moved.size
}

/** Those of the leads whose last end was a dismissal. */
async function dismissedOf(tx: Tx, leads: readonly LeadState[]): Promise<LeadState[]> {
  const invalid = leads.filter(({ closedAs }) => closedAs === 'invalid')
  const trails = await readTrails(
    tx,
    invalid.map(({ leadId }) => leadId),
  )
  return invalid.filter(({ leadId }) => {
    const end = trails.get(leadId)?.findLast(({ kind }) => kind === 'closed')
    const from = end?.data['from'] as { kind?: string } | null | undefined
    return from?.kind === 'quarantine'
  })
}
