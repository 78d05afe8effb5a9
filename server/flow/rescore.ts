import type { Tally } from '../../contract/scoring/tally.ts'
import type { Tx } from '../db/db.ts'
import type { LeadState } from '../lead/store.ts'
import type { Change } from '../lead/trail.ts'
import { readTallies } from '../rooms/behaviour/store/tallies.ts'
import * as scoring from '../rooms/score/store.ts'
import { standAnew } from './profile/stand.ts'
import type { Setup } from './setup.ts'

export interface Rescored {
  readonly lead: LeadState
  readonly change: Change[]
}

/**
 * Scores a held lead by what is known of it now and what it did, and judges it beside the ideal customer; returns it with its
 * score and what changed, for the trail.
 */
export async function rescore(tx: Tx, lead: LeadState, setup: Setup): Promise<Rescored> {
  const held = await readTallies<Tally>(tx, [lead.leadId])
  const [rescored] = await rescoreBy(tx, [{ lead, tally: held.get(lead.leadId)?.tally }], setup)
  return rescored!
}

/** The same of several where it is known what they did; their terms are written even where they add up to the same. */
export async function rescoreBy(
  tx: Tx,
  known: readonly { readonly lead: LeadState; readonly tally: Tally | undefined }[],
  setup: Setup,
): Promise<Rescored[]> {
  const scored = known.map(({ lead, tally }) => {
    const { card: _, ...score } = setup.score({ ...lead }, tally)
    return { leadId: lead.leadId, ...score }
  })
  // The same sum may rest on other terms, and turn at another moment
  await scoring.write(tx, scoring.ready(scored), setup.policy('score')?.version ?? null)
  const anew = known.map(({ lead }, i) => ({ ...lead, score: scored[i]!.score, grade: scored[i]!.grade }))
  const standings = await standAnew(tx, anew, setup)
  return anew.map((now, i) => {
    const before = known[i]!.lead
    const standing = standings.get(now.leadId)
    const lead = standing ? { ...now, profileVerdict: standing.verdict, profileKept: standing.kept } : now
    if (now.score === before.score && now.grade === before.grade) return { lead, change: [] }
    return { lead, change: [{ field: 'score', before: before.score, after: now.score }] }
  })
}
