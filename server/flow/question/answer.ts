import { refuse } from '../../../contract/refusals.ts'
import type { Tx } from '../../db/db.ts'
import { tell } from '../../jobs/tell.ts'
import { knowLeads } from '../../lead/known.ts'
import { type LeadState, lockLeads, readLeads } from '../../lead/store.ts'
import { appendEvents, type LeadEvent } from '../../lead/trail.ts'
import type { UserCaller } from '../../people/caller.ts'
import { answer, type Answered, answersOf, type QuestionState } from '../../rooms/match/store/questions.ts'
import { type SeenQuestion, seenQuestions } from '../../views/questions.ts'
import { customerHolders } from '../customer-match.ts'
import { rescore } from '../rescore.ts'
import { dealing, rosterWith } from '../roster.ts'
import { readSetup } from '../setup.ts'
import { releaseAnswered } from './release.ts'

interface Answering {
  readonly questionIds: readonly string[]
  readonly state: QuestionState
}

/**
 * Says of leads whether they are the known customers that a rule asked about, or opens the questions again; returns how
 * many were not answered so before. One that is becomes the customer's, as a rule's link makes it; one that is not is
 * never taken for them again. What waited in quarantine for the answer alone goes on its way; a lead that somebody has
 * stays with them. Refuses `question.one_customer` and `question.customer_gone`.
 */
export async function answerQuestions(
  tx: Tx,
  caller: UserCaller,
  { questionIds, state }: Answering,
): Promise<number> {
  const setup = await readSetup(tx, new Date())
  const { now } = setup.moment
  const seen = await seenQuestions(tx, caller, { questionIds, now })
  if (state === 'same' && seen.some(({ archivedAt }) => archivedAt)) throw refuse('question.customer_gone')
  const leadIds = [...new Set(seen.map(({ leadId }) => leadId))]
  const actor = { kind: 'user' as const, id: caller.userId }
  // Loads and turns are locked before leads, always: see lead/load.ts.
  const held = await readLeads(tx, leadIds)
  const holders = [...held, ...seen.map(({ holderId }) => ({ customerHolder: holderId }))]
  const roster = await rosterWith(tx, setup, { also: customerHolders(holders), leads: held.map(dealing) })
  const before = new Map((await lockLeads(tx, leadIds)).map((lead) => [lead.leadId, lead]))
  if (state === 'same') await refuseSecond(tx, seen)
  const answered = await answer(tx, {
    said: seen.map(({ questionId, leadId }) => ({
      questionId,
      former: before.get(leadId)?.customerId ?? null,
    })),
    state,
    by: caller.userId,
    at: now,
  })
  const owners = answered.flatMap((each) => ownerOf(each, { state, lead: before.get(each.leadId) }))
  await knowLeads(tx, owners)
  await appendEvents(
    tx,
    answered.map(({ leadId, customerId, rule }): LeadEvent => ({
      leadId,
      at: now,
      kind: saidAs[state],
      actor,
      rule,
      data: { customerId },
    })),
  )
  const leads = await readLeads(tx, [...new Set(answered.map(({ leadId }) => leadId))])
  const scored = await Promise.all(leads.map((lead) => rescore(tx, lead, setup)))
  if (state !== 'open') {
    await releaseAnswered(
      tx,
      scored.map(({ lead }) => lead),
      { setup, roster, actor, data: { letGoBy: caller.userId } },
    )
  }
  await tell(tx, { topic: 'lead', ids: leadIds })
  return answered.length
}

const saidAs = { same: 'customer_same', different: 'customer_different', open: 'customer_asked' } as const

/** A lead is of one customer: a second one has to be opened again before. */
async function refuseSecond(tx: Tx, seen: readonly SeenQuestion[]): Promise<void> {
  const ids = seen.map(({ leadId }) => leadId)
  const said = await answersOf(tx, ids)
  const others = said.filter(
    ({ leadId, customerId, state }) =>
      state === 'same' && seen.some((each) => each.leadId === leadId && each.customerId !== customerId),
  )
  if (others.length > 0 || new Set(ids).size < ids.length) throw refuse('question.one_customer')
}

/** Whose lead an answer makes it, where it makes it another's. */
function ownerOf(
  { leadId, customerId, was, former }: Answered,
  { state, lead }: { state: QuestionState; lead: LeadState | undefined },
): { leadId: string; customerId: string | null }[] {
  if (state === 'same') return [{ leadId, customerId }]
  // Somebody else's meanwhile: what was said here is not why.
  if (lead?.customerId !== customerId) return []
  if (state === 'different') return [{ leadId, customerId: former === customerId ? null : former }]
  return was === 'same' ? [{ leadId, customerId: former }] : []
}
