import type { Tally } from '../../contract/scoring/tally.ts'
import type { Tx } from '../db/db.ts'
import { keepPriority, priorityAfter } from '../lead/priority.ts'
import type { LeadState } from '../lead/store.ts'
import type { Change } from '../lead/trail.ts'
import { readTallies } from '../rooms/behaviour/store/tallies.ts'
import type { Rated } from '../rooms/score/decide/rate.ts'
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
  const rated = setup.score({ ...lead }, tally)
  // The same sum may rest on other terms, and turn at another moment
  await writeRated(tx, [{ lead, leadId: lead.leadId, ...rated }], setup)
  const { score, grade } = rated
  const after = { ...lead, score, grade, expectedValue: rated.valued?.total ?? null, ...standing(lead, rated, setup) }
  if (score === lead.score && grade === lead.grade) return { lead: after, change: [] }
  return { lead: after, change: [{ field: 'score', before: lead.score, after: score }] }
}

type RatedLead = Rated & { readonly lead: LeadState; readonly leadId: string }

/**
 * Writes what leads were rated: scores and values, and the priority that follows from those. The one place where a held lead's
 * score is written, so that none of it is ever of another moment than the rest. Returns the ids of those that changed.
 */
export async function writeRated(tx: Tx, rated: readonly RatedLead[], setup: Setup): Promise<string[]> {
  const versions = { score: setup.policy('score')?.version ?? null, value: setup.basis?.version ?? null }
  const changed = await scoring.write(tx, rated, versions)
  await keepPriority(
    tx,
    rated.map(({ lead, asks, valued }) => ({ lead, asks, value: valued?.total ?? 0 })),
    { now: setup.moment.now, inForce: setup.priority },
  )
  return changed
}

/** What the lead's row says of its priority now. */
function standing(lead: LeadState, { asks, due }: Rated, { moment }: Setup) {
  const after = priorityAfter(lead, asks)
  if (after === null) return {}
  if (after === 'end') return { prioritySince: null, priorityDueAt: null }
  return { prioritySince: moment.now, priorityDueAt: after === 'open' ? (due?.dueAt ?? null) : null }
}
