import type { Tx } from '../../db/db.ts'
import type { LeadState } from '../../lead/store.ts'
import type { Actor } from '../../lead/trail.ts'
import type { Roster } from '../../rooms/assign/decide.ts'
import type { Because } from '../../rooms/capture/decide.ts'
import * as cleaning from '../../rooms/clean/store.ts'
import { barsOfHeld } from '../comply.ts'
import { deal, type LetGo, missingOf } from '../quarantine.ts'
import type { Setup } from '../setup.ts'

interface Judging {
  readonly setup: Setup
  /** Loads and turns, locked before the leads were: see lead/load.ts. */
  readonly roster: Roster | undefined
  readonly actor: Actor
  /** What the trail tells of why now. */
  readonly data: Readonly<Record<string, unknown>>
}

/** Judges leads again by gate and compliance, and gives those in quarantine that nothing keeps there to a holder. */
export async function judgeAgain(tx: Tx, leads: readonly LeadState[], judging: Judging): Promise<LetGo> {
  const { setup, roster, actor, data } = judging
  const held = leads.filter(({ holderKind }) => holderKind === 'quarantine')
  const bars = await barsOfHeld(tx, held, setup)
  const judged = held.map((lead) => ({
    lead,
    reasons: [...missingOf(lead, setup), ...(bars.get(lead.leadId) ?? []), ...askedOf(lead)],
  }))
  const passing = judged.filter(({ reasons }) => reasons.length === 0).map(({ lead }) => ({ lead, data }))
  const moved = await deal(tx, passing, { setup, roster, actor })
  const kept = judged
    .filter(({ lead }) => !moved.has(lead.leadId))
    .map(({ lead, reasons }) => ({ leadId: lead.leadId, reasons }))
  await cleaning.noteReasons(tx, kept)
  return { released: [...moved], kept }
}

/** That somebody is asked whether it is the same person as another: no consent or licence answers that. */
function askedOf({ gateReasons }: LeadState): Because[] {
  return ((gateReasons ?? []) as readonly Because[]).filter(({ code }) => code === 'match.ask')
}
