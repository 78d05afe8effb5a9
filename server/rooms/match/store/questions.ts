import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'
import { uuidv7 } from '../../../db/id.ts'
import type { RuleRef } from '../../../policy/store.ts'
import type { MatchReason } from '../decide/reasons.ts'

/** A lead and the known customer whom a rule thinks it may be of. */
export interface AskedQuestion {
  readonly leadId: string
  readonly customerId: string
  readonly rule: RuleRef | null
  readonly reason: MatchReason
}

/** Asks whether these leads are of these customers. What a person has answered stays answered. */
export async function askWhose(tx: Tx, asked: readonly AskedQuestion[], at: Date): Promise<void> {
  if (asked.length === 0) return
  const records = asked.map(({ leadId, customerId, rule, reason }) => ({
    question_id: uuidv7(at.getTime()),
    lead_id: leadId,
    customer_id: customerId,
    rule,
    reason,
  }))
  await rows(
    tx,
    sql`insert into customer_question (org_id, question_id, lead_id, customer_id, rule, reason, asked_at)
      select ${tx.orgId}, question_id, lead_id, customer_id, rule, reason, ${at}
      from jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
        as asked (question_id uuid, lead_id uuid, customer_id uuid, rule jsonb, reason jsonb)
      order by lead_id, customer_id
      on conflict (org_id, lead_id, customer_id) do nothing`,
  )
}

export type QuestionState = 'open' | 'same' | 'different'

export interface Answering {
  /** With whose lead it is now. */
  readonly said: readonly { readonly questionId: string; readonly former: string | null }[]
  readonly state: QuestionState
  readonly by: string
  readonly at: Date
}

/** A question whose answer has changed. */
export interface Answered {
  readonly questionId: string
  readonly leadId: string
  readonly customerId: string
  readonly rule: RuleRef | null
  /** What was said of it before. */
  readonly was: QuestionState
  /** Whose lead it was before somebody said that it is this customer's. */
  readonly former: string | null
}

/** Says what a person answered, or opens questions again; returns those that were not answered so before. */
export async function answer(tx: Tx, { said, state, by, at }: Answering): Promise<Answered[]> {
  const asked = said.map(({ questionId, former }) => ({ question_id: questionId, former }))
  const decided = state === 'open' ? { at: null, by: null } : { at, by }
  return rows(
    tx,
    sql<Answered>`
      with before as (
        select q.question_id, q.state, q.former_customer_id, asked.former from customer_question q
        join jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (question_id uuid, former uuid)
          on asked.question_id = q.question_id
        where q.org_id = ${tx.orgId} and q.state <> ${state} order by q.question_id for update of q
      )
      update customer_question q set state = ${state}, decided_at = ${decided.at}, decided_by = ${decided.by},
        former_customer_id = case when ${state}::text = 'same' then before.former end
      from before where q.org_id = ${tx.orgId} and q.question_id = before.question_id
      returning q.question_id, q.lead_id, q.customer_id, q.rule, before.state as was, before.former_customer_id as former`,
  )
}

/** What was answered of these leads. */
export async function answersOf(
  tx: Tx,
  leadIds: readonly string[],
): Promise<{ leadId: string; customerId: string; state: QuestionState }[]> {
  if (leadIds.length === 0) return []
  return rows(
    tx,
    sql<{ leadId: string; customerId: string; state: QuestionState }>`
      select lead_id, customer_id, state from customer_question
      where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[]) and state <> 'open'`,
  )
}

/** Who a person said is somebody else than these customers. */
export async function othersThan(
  tx: Tx,
  customerIds: readonly string[],
): Promise<{ leadId: string; customerId: string }[]> {
  if (customerIds.length === 0) return []
  return rows(
    tx,
    sql<{ leadId: string; customerId: string }>`select lead_id, customer_id from customer_question
      where org_id = ${tx.orgId} and customer_id = any(${[...customerIds]}::uuid[]) and state = 'different'`,
  )
}

/**
 * Those of the leads of whom a rule still asks something: whether they are one with another lead, or a customer's. Once
 * somebody said whose a lead is, its other questions are no more.
 */
export async function stillAsked(tx: Tx, leadIds: readonly string[]): Promise<Set<string>> {
  if (leadIds.length === 0) return new Set()
  const found = await rows(
    tx,
    sql<{ leadId: string }>`
      select asked.lead_id from unnest(${[...leadIds]}::uuid[]) asked (lead_id)
      where exists (
          select from match_pair p where p.org_id = ${tx.orgId} and p.state = 'open' and p.found_by = 'rule'
            and (p.lead_a = asked.lead_id or p.lead_b = asked.lead_id))
        or exists (
          select from customer_question q where q.org_id = ${tx.orgId} and q.lead_id = asked.lead_id and q.state = 'open')
          and not exists (
            select from customer_question q where q.org_id = ${tx.orgId} and q.lead_id = asked.lead_id and q.state = 'same')`,
  )
  return new Set(found.map(({ leadId }) => leadId))
}

/** Forgets all that was asked about customers who are no longer held; returns the leads that waited for an answer. */
export async function forgetQuestions(tx: Tx, customerIds: readonly string[]): Promise<string[]> {
  if (customerIds.length === 0) return []
  const gone = await rows(
    tx,
    sql<{ leadId: string; state: QuestionState }>`delete from customer_question
      where org_id = ${tx.orgId} and customer_id = any(${[...customerIds]}::uuid[]) returning lead_id, state`,
  )
  return [...new Set(gone.flatMap(({ leadId, state }) => (state === 'open' ? [leadId] : [])))]
}
