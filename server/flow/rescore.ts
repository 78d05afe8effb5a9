import type { Tally } from '../../contract/scoring/tally.ts'
import type { Tx } from '../db/db.ts'
import type { LeadState } from '../lead/store.ts'
import type { Change } from '../lead/trail.ts'
import { readTallies } from '../rooms/behaviour/store/tallies.ts'
import * as scoring from '../rooms/score/store.ts'
import type { Setup } from './setup.ts'

/** Scores a held lead by what is known of it now and what it did; returns it with its score and what changed, for the trail. */
export async function rescore(tx: Tx, lead: LeadState, setup: Setup): Promise<Rescored> {
  const held = await readTallies<Tally>(tx, [lead.leadId])
  return rescoreBy(tx, lead, { setup, tally: held.get(lead.leadId)?.tally })
}

export interface Rescored {
  readonly lead: LeadState
  readonly change: Change[]
}

/** The same where it is known what the lead did; its terms are written even where they add up to the same. */
export async function rescoreBy(
  tx: Tx,
  lead: LeadState,
  { setup, tally }: { readonly setup: Setup; readonly tally: Tally | undefined },
): Promise<Rescored> {
  const { score, grade, terms, changesAt } = setup.score({ ...lead }, tally)
  const version = setup.policy('score')?.version ?? null
  // The same sum may rest on other terms, and turn at another moment
  const own = scoring.ready([{ leadId: lead.leadId, score, grade, terms, changesAt }])
  await scoring.write(tx, own, version)
  if (score === lead.score && grade === lead.grade) return { lead, change: [] }
  return { lead: { ...lead, score, grade }, change: [{ field: 'score', before: lead.score, after: score }] }
}
