import type { ScorePolicy } from '../../../../contract/scorecard.ts'
import { eventCriteria, scorer } from '../../../../contract/scoring/score.ts'
import { fold, nothingDone, type Tally } from '../../../../contract/scoring/tally.ts'
import { dayOf } from '../../../../rules/days.ts'
import type { Tx } from '../../../db/db.ts'
import { readLeads } from '../../../lead/store.ts'
import * as happened from '../../../rooms/behaviour/store/events.ts'
import { readTallies } from '../../../rooms/behaviour/store/tallies.ts'
import { type Heeded, heeded, shift } from '../../../rooms/score/decide/heeded.ts'
import { openRemarks } from '../../../rooms/score/store/feedback.ts'
import { readSetup, type Setup } from '../../setup.ts'

/** Remarks that are tried, the newest. */
const MOST = 500
/** Events of a lead that are folded for a draft, the newest. */
const EVENTS = 2000

/**
 * Of the leads that open remarks call too high or too low, how many a draft would move the right way: each scored as it is now
 * by the scorecards in force and by the draft, both without what was set by hand. Nothing is written.
 */
export async function feedbackTold(
  tx: Tx,
  draft: ScorePolicy,
  now: Date,
): Promise<{ remarks: number; high: Heeded; low: Heeded }> {
  const setup = await readSetup(tx, now)
  const remarks = await openRemarks(tx, MOST)
  const leads = await readLeads(tx, [...new Set(remarks.map(({ leadId }) => leadId))])
  const ids = leads.map(({ leadId }) => leadId)
  const held = await readTallies<Tally>(tx, ids)
  const redone = await foldedBy(tx, draft, { setup, leadIds: [...held.keys()] })
  const byDraft = scorer(draft, setup.fields, setup.moment)
  const moves = new Map(
    leads
      .filter(({ closedAs, mergedInto }) => closedAs !== 'erased' && mergedInto === null)
      .map((lead) => {
        const own = { ...lead, scoreOverride: null }
        const tally = held.get(lead.leadId)?.tally
        const before = { score: setup.score(own, tally), by: setup.policy('score')?.body }
        const after = { score: byDraft(own, redone?.get(lead.leadId) ?? tally), by: draft }
        return [lead.leadId, shift(before, after)]
      }),
  )
  const told = remarks.flatMap(({ leadId, direction }) => {
    const by = moves.get(leadId)
    return by === undefined ? [] : [{ said: direction, by }]
  })
  return { remarks: told.length, ...heeded(told) }
}

/** What leads did as the draft asks of it; undefined where it asks what the scorecards in force do, and the tallies serve. */
async function foldedBy(
  tx: Tx,
  draft: ScorePolicy,
  { setup, leadIds }: { readonly setup: Setup; readonly leadIds: readonly string[] },
): Promise<Map<string, Tally> | undefined> {
  const [asked, kept] = [eventCriteria(draft), eventCriteria(setup.policy('score')?.body)]
  if (JSON.stringify(asked) === JSON.stringify(kept)) return undefined
  const folded = new Map<string, Tally>()
  for (const leadId of leadIds) {
    const events = await happened.ofLead(tx, leadId, { after: null, most: EVENTS })
    const did = events.map(({ kind, about, at }) => ({
      kind,
      about,
      at,
      day: dayOf(at, setup.moment.zone),
    }))
    folded.set(leadId, fold(nothingDone, asked, did))
  }
  return folded
}
