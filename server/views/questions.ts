import { type RawBuilder, sql } from 'kysely'
import type { CustomerRow } from '../../contract/customer.ts'
import type { LeadRow } from '../../contract/lead.ts'
import { refuse } from '../../contract/refusals.ts'
import { fieldsOf, type Label } from '../../rules/fields.ts'
import { rows, type Tx } from '../db/db.ts'
import { isUuid } from '../db/id.ts'
import { readFields } from '../lead/fields.ts'
import type { Caller } from '../people/caller.ts'
import { type Scope, scopeOf, scopeWhere } from '../people/scope.ts'
import { readCustomerRows } from './customers.ts'
import { readRows } from './rows.ts'

export type State = 'open' | 'same' | 'different'

interface HeldQuestion {
  readonly questionId: string
  readonly leadId: string
  readonly customerId: string
  readonly rule: Record<string, unknown> | null
  readonly reason: { readonly code: string; readonly field?: string; readonly message: Label }
  readonly state: State
  readonly askedAt: Date
  readonly decidedAt: Date | null
  readonly decidedBy: string | null
  readonly decider: string | null
}

type Question = Omit<HeldQuestion, 'leadId' | 'customerId' | 'decidedBy' | 'decider'> & {
  readonly decidedBy: { readonly id: string; readonly name: string | null } | null
  readonly lead: LeadRow
  readonly customer: CustomerRow
}

export interface QuestionQuery {
  readonly state: State
  /** Only those about this lead. */
  readonly lead?: string | undefined
  readonly cursor?: string | undefined
  readonly limit: number
  readonly now: Date
}

/** The lead is in the scope and not over; of a lead that somebody said is one customer's, the other questions are no more. */
function isAsked(tx: Tx, scope: Scope): RawBuilder<boolean> {
  return sql<boolean>`(exists (select from lead where lead.org_id = ${tx.orgId} and lead.lead_id = q.lead_id
      and lead.closed_as is null and ${scopeWhere(scope)})
    and (q.state <> 'open' or not exists (
      select from customer_question said where said.org_id = ${tx.orgId} and said.lead_id = q.lead_id and said.state = 'same')))`
}

/** A page of questions whether leads are of known customers, of leads the caller sees, newest first. Refuses `cursor.invalid`. */
export async function listQuestions(
  tx: Tx,
  caller: Caller,
  { state, lead, cursor, limit, now }: QuestionQuery,
): Promise<{ items: Question[]; next: string | null }> {
  if (cursor !== undefined && !isUuid(cursor)) throw refuse('cursor.invalid')
  const scope = await scopeOf(tx, caller, now)
  const found = await rows(
    tx,
    sql<HeldQuestion>`select q.question_id, q.lead_id, q.customer_id, q.rule, q.reason, q.state, q.asked_at, q.decided_at,
        q.decided_by, member.name as decider
      from customer_question q left join member on member.org_id = q.org_id and member.user_id = q.decided_by
      where q.org_id = ${tx.orgId} and q.state = ${state}
        and (${lead ?? null}::uuid is null or q.lead_id = ${lead ?? null})
        and ${cursor ? sql`q.question_id < ${cursor}::uuid` : sql`true`}
        and ${isAsked(tx, scope)}
      order by q.question_id desc limit ${limit + 1}`,
  )
  const page = found.slice(0, limit)
  const next = found.length > limit ? (page.at(-1)?.questionId ?? null) : null
  return { items: await withSides(tx, caller, { scope, page }), next }
}

async function withSides(
  tx: Tx,
  caller: Caller,
  { scope, page }: { scope: Scope; page: readonly HeldQuestion[] },
): Promise<Question[]> {
  const fields = fieldsOf(await readFields(tx))
  const leads = await readRows(tx, [...new Set(page.map(({ leadId }) => leadId))], { scope, fields })
  const customers = await readCustomerRows(tx, caller, {
    scope,
    customerIds: [...new Set(page.map(({ customerId }) => customerId))],
  })
  const leadOf = new Map(leads.map((lead) => [lead.leadId, lead]))
  const customerOf = new Map(customers.map((customer) => [customer.customerId, customer]))
  return page.flatMap(({ leadId, customerId, decidedBy, decider: name, ...question }) => {
    const [lead, customer] = [leadOf.get(leadId), customerOf.get(customerId)]
    if (!lead || !customer) return []
    return [{ ...question, decidedBy: decidedBy === null ? null : { id: decidedBy, name }, lead, customer }]
  })
}

/** A question as far as answering it looks at it. */
export interface SeenQuestion {
  readonly questionId: string
  readonly leadId: string
  readonly customerId: string
  /** Whose customer it is. */
  readonly holderId: string | null
  readonly archivedAt: Date | null
}

/** Those of the questions whose lead the caller sees. */
export async function seenQuestions(
  tx: Tx,
  caller: Caller,
  { questionIds, now }: { questionIds: readonly string[]; now: Date },
): Promise<SeenQuestion[]> {
  const scope = await scopeOf(tx, caller, now)
  return rows(
    tx,
    sql<SeenQuestion>`select q.question_id, q.lead_id, q.customer_id, customer.holder_id, customer.archived_at
      from customer_question q
      join customer on customer.org_id = q.org_id and customer.customer_id = q.customer_id
      where q.org_id = ${tx.orgId} and q.question_id = any(${[...questionIds]}::uuid[]) and ${isAsked(tx, scope)}`,
  )
}
