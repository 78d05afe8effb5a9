import type { Tally } from '../../contract/scoring/tally.ts'
import type { Tx } from '../db/db.ts'
import { keepPriority, priorityAfter, type Ranked, type Standing } from '../lead/priority.ts'
import type { LeadState } from '../lead/store.ts'
import type { Change } from '../lead/trail.ts'
import { readTallies } from '../rooms/behaviour/store/tallies.ts'
import type { Rated } from '../rooms/score/decide/rate.ts'
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
  const rated = known.map(({ lead, tally }) => ({ lead, ...setup.score({ ...lead }, tally) }))
  // The same sum may rest on other terms, and turn at another moment
  await writeRated(tx, rated, setup)
  const anew = rated.map(({ lead, ...by }) => ({
    ...lead,
    score: by.score,
    grade: by.grade,
    expectedValue: by.valued?.total ?? null,
    ...standing(lead, by, setup),
  }))
  const standings = await standAnew(tx, anew, setup)
  return anew.map((now, i) => {
    const before = known[i]!.lead
    const stands = standings.get(now.leadId)
    const lead = stands ? { ...now, profileVerdict: stands.verdict, profileKept: stands.kept } : now
    if (now.score === before.score && now.grade === before.grade) return { lead, change: [] }
    return { lead, change: [{ field: 'score', before: before.score, after: now.score }] }
  })
}

/** A lead with what it was rated. */
export type RatedLead = Rated & { readonly lead: Standing }

/** The versions that leads are rated by. */
export const versionsOf = (setup: Setup): scoring.Versions => ({
  score: setup.policy('score')?.version ?? null,
  value: setup.basis?.version ?? null,
})

/** What is written of a rating: its score and value. */
export const scoredOf = ({ lead, score, grade, terms, changesAt, valued }: RatedLead): scoring.Scored => ({
  leadId: lead.leadId,
  score,
  grade,
  terms,
  changesAt,
  valued,
})

/** What a rating asks of a lead's priority. */
export const rankedOf = ({ lead, asks, valued }: RatedLead): Ranked => ({
  lead,
  asks,
  value: valued?.total ?? 0,
})

/**
 * Writes what locked leads were rated: scores and values, and the priority that follows from those, so that none of it is ever
 * of another moment than the rest. Returns the ids of those whose score or value was written.
 */
export async function writeRated(
  tx: Tx,
  rated: readonly RatedLead[],
  setup: Setup,
): Promise<ReadonlySet<string>> {
  const written = await scoring.write(tx, scoring.ready(rated.map(scoredOf)), versionsOf(setup))
  await keepPriority(tx, rated.map(rankedOf), { now: setup.moment.now, inForce: setup.priority })
  return written
}

/** What the lead's row says of its priority now. */
function standing(lead: LeadState, { asks, due }: Rated, { moment }: Setup) {
  const after = priorityAfter(lead, asks)
  if (after === null) return {}
  if (after === 'end') return { prioritySince: null, priorityDueAt: null }
  return { prioritySince: moment.now, priorityDueAt: after === 'open' ? (due?.dueAt ?? null) : null }
}
