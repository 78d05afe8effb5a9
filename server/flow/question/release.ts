import type { Tx } from '../../db/db.ts'
import { forgetCustomers } from '../../lead/known.ts'
import { lockLeads, type LeadState } from '../../lead/store.ts'
import { type Actor, system } from '../../lead/trail.ts'
import type { Roster } from '../../rooms/assign/decide/roster.ts'
import type { Because } from '../../rooms/capture/decide.ts'
import { forgetQuestions, stillAsked } from '../../rooms/match/store/questions.ts'
import { judgeAgain } from '../consent/judge.ts'
import { rosterFor } from '../roster.ts'
import { readSetup, type Setup } from '../setup.ts'

interface Releasing {
  readonly setup: Setup
  /** Loads and turns, locked before the leads were: see lead/load.ts. */
  readonly roster: Roster | undefined
  readonly actor: Actor
  readonly data: Readonly<Record<string, unknown>>
}

/** Judges leads again that waited for an answer, where no rule asks anything of them any more. */
export async function releaseAnswered(
  tx: Tx,
  leads: readonly LeadState[],
  releasing: Releasing,
): Promise<void> {
  const asked = await stillAsked(
    tx,
    leads.map(({ leadId }) => leadId),
  )
  const free = leads
    .filter(({ leadId, gateReasons }) => !asked.has(leadId) && (gateReasons as Because[] | null)?.some(isAsk))
    .map((lead) => ({ ...lead, gateReasons: (lead.gateReasons as Because[]).filter((each) => !isAsk(each)) }))
  await judgeAgain(tx, free, releasing)
}

const isAsk = ({ code }: Because) => code === 'match.ask'

/**
 * Customers who are held no more: leads are of none of them, and nobody is asked about them. What waited in quarantine for
 * that answer alone goes on its way.
 */
export async function forgetKnown(tx: Tx, customerIds: readonly string[], now: Date): Promise<void> {
  const waiting = await forgetQuestions(tx, customerIds)
  if (waiting.length === 0) return forgetCustomers(tx, customerIds)
  const setup = await readSetup(tx, now)
  const roster = await rosterFor(tx, setup, waiting)
  await forgetCustomers(tx, customerIds)
  await releaseAnswered(tx, await lockLeads(tx, waiting), { setup, roster, actor: system, data: {} })
}
