import type { Tx } from '../../db/db.ts'
import type { LeadState } from '../../lead/store.ts'
import type { Actor } from '../../lead/trail.ts'
import type { Roster } from '../../rooms/assign/decide/roster.ts'
import { noteHeld } from '../held/keep.ts'
import { deal, judgeHeld, type LetGo } from '../quarantine.ts'
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
  const judged = await judgeHeld(tx, held, { setup })
  const passing = judged.filter(({ reasons }) => reasons.length === 0).map(({ lead }) => ({ lead, data }))
  const moved = await deal(tx, passing, { setup, roster, actor })
  const kept = judged.filter(({ lead }) => !moved.has(lead.leadId))
  await noteHeld(tx, kept, setup)
  return { released: [...moved], kept: kept.map(({ lead: { leadId }, reasons }) => ({ leadId, reasons })) }
}
