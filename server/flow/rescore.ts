import type { Tx } from '../db/db.ts'
import type { LeadState } from '../lead/store.ts'
import type { Change } from '../lead/trail.ts'
import * as scoring from '../rooms/score/store.ts'
import type { Setup } from './setup.ts'

/** Scores a held lead by what is known of it now; returns it with its score and what changed, for the trail. */
export async function rescore(
  tx: Tx,
  lead: LeadState,
  setup: Setup,
): Promise<{ lead: LeadState; change: Change[] }> {
  const { score, grade, terms, changesAt } = setup.score({ ...lead })
  const version = setup.policy('score')?.version ?? null
  // The same sum may rest on other terms, and turn at another moment
  await scoring.write(tx, [{ leadId: lead.leadId, score, grade, terms, changesAt }], version)
  if (score === lead.score && grade === lead.grade) return { lead, change: [] }
  return { lead: { ...lead, score, grade }, change: [{ field: 'score', before: lead.score, after: score }] }
}
