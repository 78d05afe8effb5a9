import { type RawBuilder, sql } from 'kysely'
import type { CustomerPage, CustomerRow, CustomerSort } from '../../contract/customer.ts'
import { refuse } from '../../contract/refusals.ts'
import { fieldsOf } from '../../rules/fields.ts'
import { one, rows, rowsAfresh, type Tx } from '../db/db.ts'
import { isUuid } from '../db/id.ts'
import { readFields } from '../lead/fields.ts'
import type { Caller } from '../people/caller.ts'
import { maskContacts, maskEmail, maskPhone } from '../people/mask.ts'
import { customerSight, type Scope, scopeOf, type Sight } from '../people/scope.ts'
import type { Customer } from '../rooms/customer/decide/customer.ts'
import { maskCustom, said } from './rows.ts'
import { forSight, type Pattern, patternsOf, under } from './wanted.ts'

/** Which customers are asked for. */
export interface CustomerQuery {
  readonly q?: string | undefined
  readonly stage?: string | undefined
  /** A member's id, or `none`. */
  readonly holder?: string | undefined
  readonly archived?: boolean | undefined
}

export interface CustomerListing extends CustomerQuery {
  readonly sort: CustomerSort
  readonly cursor?: string | undefined
  readonly limit: number
}

interface Read extends Customer {
  readonly holderName: string | null
  readonly mark: string
}

/** What each order goes by, written as its index has it. */
const orders = {
  recent: { value: sql`customer.customer_id`, type: sql`uuid` },
  lastPurchase: { value: sql`coalesce(customer.last_purchase_on, '-infinity')`, type: sql`date` },
  spend: { value: sql`coalesce(customer.spend, -1)`, type: sql`bigint` },
} as const satisfies Record<CustomerSort, { value: RawBuilder<unknown>; type: RawBuilder<unknown> }>

/** A page of customers as the caller sees them. Refuses `cursor.invalid`. */
export async function listCustomers(
  tx: Tx,
  caller: Caller,
  { query, now }: { query: CustomerListing; now: Date },
): Promise<{ items: CustomerRow[]; next: string | null }> {
  const scope = await scopeOf(tx, caller, now)
  const { value, type } = orders[query.sort]
  const after = query.cursor === undefined ? undefined : readCursor(query.cursor, query.sort)
  const from = after
    ? sql`and (${value}, customer.customer_id) < (${after.mark}::${type}, ${after.customerId}::uuid)`
    : sql``
  const found = await rowsAfresh(
    tx,
    sql<Read>`select customer.*, member.name as holder_name, (${value})::text as mark from customer
      left join member on member.org_id = customer.org_id and member.user_id = customer.holder_id
      where ${fits(tx, query, scope)} ${from}
      order by ${value} desc, customer.customer_id desc limit ${query.limit + 1}`,
  )
  const items = found.slice(0, query.limit)
  const last = items.at(-1)
  const mayEdit = editorOf(caller)
  return {
    items: items.map((row) => rowOf(row, scope, mayEdit)),
    next: found.length > query.limit && last ? `${query.sort} ${last.mark} ${last.customerId}` : null,
  }
}

function readCursor(cursor: string, sort: CustomerSort): { mark: string; customerId: string } {
  const [by, mark = '', customerId = ''] = cursor.split(' ')
  const isMark = {
    recent: isUuid(mark),
    lastPurchase: /^(?:-infinity|\d{4}-\d{2}-\d{2})$/.test(mark),
    spend: /^-?\d{1,18}$/.test(mark),
  }
  if (by !== sort || !isMark[sort] || !isUuid(customerId)) throw refuse('cursor.invalid')
  return { mark, customerId }
}

const MOST = 10_000

/** How many customers match, exact up to 10,000. */
export async function countCustomers(
  tx: Tx,
  caller: Caller,
  { query, now }: { query: CustomerQuery; now: Date },
): Promise<{ count: number; exact: boolean }> {
  const scope = await scopeOf(tx, caller, now)
  const held = await one(
    tx,
    sql<{ count: number }>`select count(*)::int as count from (
      select from customer where ${fits(tx, query, scope)} limit ${MOST + 1}) counted`,
  )
  const count = held?.count ?? 0
  return { count: Math.min(count, MOST), exact: count <= MOST }
}

function fits(tx: Tx, { q, stage, holder, archived }: CustomerQuery, scope: Scope): RawBuilder<unknown> {
  return sql`customer.org_id = ${tx.orgId}
    and customer.archived_at is ${archived ? sql`not null` : sql`null`}
    ${stage ? sql`and customer.lifecycle_stage = ${stage}` : sql``}
    ${holder === undefined ? sql`` : holder === 'none' ? sql`and customer.holder_id is null` : sql`and customer.holder_id = ${holder}::uuid`}
    ${q?.trim() ? sql`and ${keyed(tx, q, scope)}` : sql``}`
}

/**
 * Customers who have such a key, as far as the reader may ask for it: of one seen masked a whole phone may be asked,
 * which whoever asks knows already, but not how it ends.
 */
function keyed(tx: Tx, q: string, scope: Scope): RawBuilder<unknown> {
  const patterns = patternsOf(q)
  const others = customerSight(scope, null)
  const all = sql`customer.customer_id in (${having(tx, forSight(patterns, others))})`
  if (others === 'full') return all
  const own = sql`customer.holder_id = any(${scope.userIds}::uuid[])
    and customer.customer_id in (${having(tx, patterns)})`
  return sql`(${all} or (${own}))`
}

function having(tx: Tx, patterns: readonly Pattern[]): RawBuilder<unknown> {
  const none = sql`select null::uuid where false`
  const each = patterns.map(
    (pattern) =>
      sql`select k.customer_id from customer_key k where k.org_id = ${tx.orgId} and ${under(pattern)}`,
  )
  return sql.join([none, ...each], sql` union all `)
}

/** Customers by id as the caller sees them, those put away among them; in no order. */
export async function readCustomerRows(
  tx: Tx,
  caller: Caller,
  { scope, customerIds }: { scope: Scope; customerIds: readonly string[] },
): Promise<CustomerRow[]> {
  if (customerIds.length === 0) return []
  const found = await rows(
    tx,
    sql<Read>`select customer.*, member.name as holder_name, '' as mark from customer
      left join member on member.org_id = customer.org_id and member.user_id = customer.holder_id
      where customer.org_id = ${tx.orgId} and customer.customer_id = any(${[...customerIds]}::uuid[])`,
  )
  return found.map((held) => rowOf(held, scope, editorOf(caller)))
}

/** One customer as the caller sees them, with what they bought. Refuses `not_found`. */
export async function readCustomerPage(
  tx: Tx,
  caller: Caller,
  { customerId, now }: { customerId: string; now: Date },
): Promise<CustomerPage> {
  const scope = await scopeOf(tx, caller, now)
  const held = await one(
    tx,
    sql<Read>`select customer.*, member.name as holder_name from customer
      left join member on member.org_id = customer.org_id and member.user_id = customer.holder_id
      where customer.org_id = ${tx.orgId} and customer.customer_id = ${customerId}`,
  )
  if (!held) throw refuse('not_found')
  const sight = customerSight(scope, held.holderId)
  const purchases = await rows(
    tx,
    sql<
      CustomerPage['purchases'][number]
    >`select lead_id, purchased_on, amount, currency from customer_purchase
      where org_id = ${tx.orgId} and customer_id = ${customerId} order by purchased_on desc, lead_id desc limit 100`,
  )
  return {
    ...rowOf(held, scope, editorOf(caller)),
    note: said(held.note, sight),
    custom: maskCustom(held.attrs, sight, fieldsOf(await readFields(tx))),
    source: held.source,
    createdAt: held.createdAt,
    purchases,
  }
}

/** Who may change a customer at all: a marketer and a program only read. */
function editorOf(caller: Caller): boolean {
  return caller.kind === 'user' && caller.roles.some((role) => role !== 'marketer')
}

function rowOf(held: Read, scope: Scope, mayEdit: boolean): CustomerRow {
  const sight = customerSight(scope, held.holderId)
  const { holderId, holderName, archivedAt, updatedAt, version } = held
  const { externalId, creditCode, region, lifecycleStage, firstPurchaseOn, lastPurchaseOn } = held
  const { name, wechat } = maskContacts(
    { name: held.name, wechat: held.wechat, phone: null, email: null },
    sight,
  )
  return {
    customerId: held.customerId,
    externalId,
    name,
    company: held.company,
    creditCode,
    phones: held.phones.map((phone) => hide(phone, sight, maskPhone)),
    emails: held.emails.map((email) => hide(email, sight, maskEmail)),
    wechat,
    region,
    address: held.address && (sight === 'full' ? held.address : '***'),
    holder: holderId === null ? null : { id: holderId, name: holderName },
    lifecycleStage,
    firstPurchaseOn,
    lastPurchaseOn,
    spend: held.spend,
    currency: held.currency,
    masked: sight !== 'full',
    editable: sight === 'full' && mayEdit,
    archivedAt,
    updatedAt,
    version,
  }
}

function hide(value: string, sight: Sight, mask: (value: string) => string): string {
  if (sight === 'full') return value
  return sight === 'none' ? '***' : mask(value)
}
