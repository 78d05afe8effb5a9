import { expect, test } from 'vitest'
import { testDb } from '../../../test/database.ts'

const { db } = await testDb()

/** What goes over to the survivor, and back when the merge is undone: merge.test.ts compares these row by row. */
const reparented = [
  'activity.lead_id',
  'dispute.lead_id',
  'lead_collaborator.lead_id',
  'lead_fast.lead_id',
  'lead_key.lead_id',
  'lead_tag.lead_id',
  'lead.merged_into',
  'lead_referral.from_lead',
  'lead_referral.lead_id',
  'match_pair.lead_a',
  'match_pair.lead_b',
  'verification.lead_id',
  'verification_due.lead_id',
]

/** What stays with the lead it was of, and why nothing is lost by it. */
const left: Readonly<Record<string, string>> = {
  'lead.lead_id': 'the lead itself: it closes and points at the survivor',
  'lead.duplicate_of': 'a pointer at a lead that ended is followed to the survivor by whoever reads it',
  'lead_event.lead_id': 'append-only; the trail is read over the family',
  'arrival.lead_id': 'append-only journal; read over the family',
  'consent.lead_id': 'append-only ledger, kept by person; consent_same says that the persons are one',
  'approval.lead_id':
    'that one lead may be routed says nothing of what another brings to it; it is asked again',
  'behaviour_event.lead_id': 'append-only; what a lead did is read over the family',
  'behaviour_link.lead_id': 'a link of who was merged leads to the survivor',
  'behaviour_tally.lead_id': 'folded again over the family, at the merge and when it is undone',
  'behaviour_visitor.lead_id': 'whose browser it was; read over the family',
  'confirm_outcome.lead_id': 'append-only counters of work that was done',
  'confirm_turn.lead_id':
    'whose turn a lead is matters while the lead is in the queue; there again if it comes back',
  'customer_question.lead_id':
    'asked of what that lead was: it rests while the lead is merged, and stands again once they are parted',
  'customer_purchase.lead_id': 'only a converted lead has one, and that one survives; two cannot be merged',
  'import_row.twin_lead_id':
    'a forecast, read while the import is looked at; undoing it asks the lead where it went',
  'merge.survivor_id': 'the journal of merges',
  'merge_lead.lead_id': 'the journal of merges',
  'notice.lead_id': 'what somebody was told; the address leads to the survivor',
  'outbox.lead_ids': 'what was told outside',
  'priority.lead_id':
    'what was told of that lead and what came of it; it ends as the lead closes, and the survivor goes by its own value',
  'make_up.lead_id':
    'what the rep was owed for that lead, and what was said of it: it stays with the deal it came by',
  'ability_appeal.lead_id': 'what a rep said of that lead’s outcome, which stays',
  'ability_evidence.lead_id': 'how each lead ended and with whom: reckoned anew every night',
  'profile_judged.lead_id': 'counters of who was judged by which version: each lead was judged for itself',
  'score_feedback.lead_id': 'what was said of that lead’s score; read over the family',
  'score_override.lead_id':
    'a grade set by hand judges one lead; the survivor keeps its own, and who comes back from a merge has theirs again',
  'assign_decision.lead_id': 'append-only: whose that lead was to be, and why; read of the lead itself',
  'cohort_lead.lead_id': 'the seat that lead had in its group, until somebody takes it out',
  'lead_move_item.lead_id': 'the journal of moves by hand; one that was merged since is not moved back',
  'claim_window.lead_id': 'whom a pool offers it to: it ends as the lead leaves the pool',
  'referrer.lead_id': 'who the referrer is: a pointer at a lead that ended is followed to the survivor',
  'quarantine.lead_id': 'goes with the holder: who leaves quarantine loses the row, who comes back gets one',
  'quarantine_pattern.lead_id': 'the same',
  'quarantine_fixed.lead_id':
    'by version: a lead that was merged since is not touched when the fix is undone',
}

test('whatever knows of a lead goes over with a merge, or stays for a reason', async () => {
  const { rows } = await db.ownerPool.query<{ place: string }>(
    `select c.table_name || '.' || c.column_name as place from information_schema.columns c
      join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.udt_name in ('uuid', '_uuid')
        and (c.column_name ~ '(^|_)leads?(_|$)' or c.column_name in ('survivor_id', 'merged_into', 'duplicate_of'))`,
  )
  const places = rows.map(({ place }) => place).toSorted()
  expect(places.length).toBeGreaterThan(20)
  expect(places).toEqual([...reparented, ...Object.keys(left)].toSorted())
})
