import type { Tally } from '../../../contract/scoring/tally.ts'
import type { LeadFacts } from '../../../rules/matches.ts'
import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import type { LeadState } from '../../lead/store.ts'
import { readTallies } from '../../rooms/behaviour/store/tallies.ts'
import * as store from '../../rooms/score/store.ts'
import { answer } from '../../rooms/score/store/feedback.ts'
import { readSetup, type Setup } from '../setup.ts'

/** Leads whose scores are swept, or scored anew, in one transaction. */
const AT_ONCE = 2000

/**
 * Scores leads that faded, or whose silence grew, while nothing happened to them. Returns how many were due; fewer than
 * a full page: none is left.
 */
export async function sweep(tx: Tx, now: Date, most = AT_ONCE): Promise<number> {
  const due = await store.lockDue(tx, now, most)
  if (due.length === 0) return 0
  const changed = await scoreAnew(tx, due, await readSetup(tx, now))
  if (changed.length > 0) await tell(tx, { topic: 'lead', ids: changed })
  return due.length
}

/**
 * Scores the next page of leads by the scorecards in force, and notes how far it is in the same transaction: killed at any
 * moment, it goes on from there. A policy published meanwhile begins it anew. False when every lead has been scored.
 */
export async function rescorePage(tx: Tx, now: Date, most = AT_ONCE): Promise<boolean> {
  const held = await store.lockRun(tx)
  // Read once the run is locked: what was published before is seen
  const setup = await readSetup(tx, now)
  const version = setup.policy('score')?.version ?? 0
  const run = held && held.version >= version ? held : await store.beginRun(tx, version, now)
  if (run !== held) await answer(tx, version)
  // Another has begun the same this very moment
  if (!run) return true
  if (run.endedAt) return false
  const leads = await store.lockPage(tx, run.after, most)
  const last = leads.at(-1)
  if (last) {
    await scoreAnew(tx, leads, setup)
    await store.moveRun(tx, last.leadId, leads.length)
  }
  if (leads.length === most) return true
  await store.endRun(tx, now)
  await tell(tx, { topic: 'lead' })
  return false
}

async function scoreAnew(tx: Tx, leads: readonly LeadState[], setup: Setup): Promise<string[]> {
  const did = await readTallies<Tally>(
    tx,
    leads.map(({ leadId }) => leadId),
  )
  const scored = leads.map((lead) => ({
    leadId: lead.leadId,
    ...setup.score(lead as unknown as LeadFacts, did.get(lead.leadId)?.tally),
  }))
  return store.write(tx, scored, setup.policy('score')?.version ?? null)
}
