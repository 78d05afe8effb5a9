import { type RawBuilder, sql } from 'kysely'
import type { CustomerStage } from '../../../contract/customer.ts'
import type { CustomerOutcome } from '../../../contract/import.ts'
import { rows, type Tx } from '../../db/db.ts'
import { insertRows } from '../../db/write.ts'
import { type Customer, customerKeys, type CustomerValues } from './decide/customer.ts'
import type { Change } from './decide/merge.ts'
import { addKeys, dropKeys } from './store/keys.ts'

const ours = (tx: Tx) => sql`customer.org_id = ${tx.orgId}`

/** Customers by id with all their columns, locked for change, in the order of their ids (so that no two lockers cross). */
export async function lockCustomers(tx: Tx, customerIds: readonly string[]): Promise<Customer[]> {
  if (customerIds.length === 0) return []
  return rows(
    tx,
    sql<Customer>`select * from customer where ${ours(tx)} and customer_id = any(${customerIds}::uuid[])
      order by customer_id for update`,
  )
}

/** What a customer may be found again by when a file names them. */
export interface Wanted {
  readonly externalIds: readonly string[]
  readonly creditCodes: readonly string[]
  /** E.164. */
  readonly phones: readonly string[]
}

/** The customers with one of these ids, codes or phones; those put away too, the oldest first. */
export async function findCustomers(tx: Tx, wanted: Wanted): Promise<Customer[]> {
  const { externalIds, creditCodes } = wanted
  const keys = wanted.phones.map((phone) => `p:${phone}`)
  // Probed one by one, as in the match room: planned as sets they would read a table whole that has just been filled.
  const by = (column: RawBuilder<unknown>, values: readonly string[]) => sql`
    select customer_id from unnest(${values}::text[]) asked (value) cross join lateral (
      select customer_id from customer where ${ours(tx)} and ${column} = asked.value offset 0) held`
  return rows(
    tx,
    sql<Customer>`
      select customer.* from (
        ${by(sql`external_id`, externalIds)} union ${by(sql`credit_code`, creditCodes)} union
        select customer_id from unnest(${keys}::text[]) asked (value) cross join lateral (
          select customer_id from customer_key k where k.org_id = ${tx.orgId} and k.key = asked.value offset 0) held
      ) found
      cross join lateral (select * from customer where ${ours(tx)} and customer_id = found.customer_id offset 0) customer
      order by customer.customer_id`,
  )
}

export interface NewCustomer extends CustomerValues {
  readonly customerId: string
  readonly source: string | null
}

const columns = (
  'external_id name company credit_code phones emails wechat region address holder_id lifecycle_stage ' +
  'first_purchase_on last_purchase_on spend currency note attrs'
).split(' ')

const cellsOf = (values: CustomerValues) =>
  columns.map((column) => {
    const field = column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
    return values[field as keyof CustomerValues]
  })

/** Writes new customers with their keys. */
export async function addCustomers(tx: Tx, added: readonly NewCustomer[], now: Date): Promise<void> {
  await insertRows(
    tx,
    'customer',
    ['org_id', 'customer_id', 'source', 'created_at', 'updated_at', 'version', ...columns],
    added.map((one) => [tx.orgId, one.customerId, one.source, now, now, 1, ...cellsOf(one)]),
  )
  await insertRows(tx, 'customer_key', ['org_id', 'key', 'customer_id'], keyRows(tx, added))
}

function keyRows(tx: Tx, customers: readonly (CustomerValues & { customerId: string })[]): string[][] {
  return customers.flatMap((one) => customerKeys(one).all.map((key) => [tx.orgId, key, one.customerId]))
}

/** A customer as it was, and as it is to be. */
export interface Rewrite {
  readonly before: Customer
  readonly after: CustomerValues
}

/** Writes changed customers, each once; their keys follow and their versions move on. They must be locked. */
export async function changeCustomers(tx: Tx, changed: readonly Rewrite[], now: Date): Promise<void> {
  if (changed.length === 0) return
  const records = changed.map(({ before, after }) => ({
    customer_id: before.customerId,
    ...Object.fromEntries<unknown>(cellsOf(after).map((cell, i) => [String(columns[i]), cell])),
  }))
  await rows(
    tx,
    sql`update customer set external_id = new.external_id, name = new.name, company = new.company,
        credit_code = new.credit_code, phones = new.phones, emails = new.emails, wechat = new.wechat,
        region = new.region, address = new.address, holder_id = new.holder_id, lifecycle_stage = new.lifecycle_stage,
        first_purchase_on = new.first_purchase_on, last_purchase_on = new.last_purchase_on, spend = new.spend,
        currency = new.currency, note = new.note, attrs = new.attrs, updated_at = ${now}, version = customer.version + 1
      from jsonb_populate_recordset(null::customer, ${JSON.stringify(records)}::jsonb) as new
      where ${ours(tx)} and customer.customer_id = new.customer_id
        and customer.customer_id = any(${changed.map(({ before }) => before.customerId)}::uuid[])`,
  )
  const gone = changed.flatMap(({ before, after }) => {
    const stays = new Set(customerKeys(after).all)
    const { customerId: customer_id } = before
    return customerKeys(before)
      .all.filter((key) => !stays.has(key))
      .map((key) => ({ key, customer_id }))
  })
  await dropKeys(tx, gone)
  const held = changed.flatMap(({ before, after }) =>
    customerKeys(after).all.map((key) => ({ key, customer_id: before.customerId })),
  )
  await addKeys(tx, held)
}

/** Puts a customer away, or takes them back; the version moves on. */
export async function setArchived(
  tx: Tx,
  customerId: string,
  { archived, now }: { archived: boolean; now: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update customer set archived_at = ${archived ? now : null}, updated_at = ${now}, version = version + 1
      where ${ours(tx)} and customer_id = ${customerId}`,
  )
}

/** Gives customers to a member, or to nobody. Returns how many changed hands. */
export async function setHolder(
  tx: Tx,
  customerIds: readonly string[],
  { holderId, now }: { holderId: string | null; now: Date },
): Promise<number> {
  const changed = await rows(
    tx,
    sql`update customer set holder_id = ${holderId}, updated_at = ${now}, version = version + 1
      where ${ours(tx)} and customer_id = any(${customerIds}::uuid[]) and holder_id is distinct from ${holderId}::uuid
      returning customer_id`,
  )
  return changed.length
}

/** Removes customers and what they are recognised by; what imports say of them stays. */
export async function removeCustomers(tx: Tx, customers: readonly Customer[]): Promise<void> {
  const ids = customers.map(({ customerId }) => customerId)
  await dropKeys(
    tx,
    customers.flatMap((one) => customerKeys(one).all.map((key) => ({ key, customer_id: one.customerId }))),
  )
  await rows(
    tx,
    sql`delete from customer_purchase where org_id = ${tx.orgId} and customer_id = any(${ids}::uuid[])`,
  )
  await rows(tx, sql`delete from customer where ${ours(tx)} and customer_id = any(${ids}::uuid[])`)
}

/** Erases customers: all of this room that holds a value of theirs. An import's own rows forget themselves. */
export async function eraseCustomers(tx: Tx, customers: readonly Customer[]): Promise<void> {
  const ids = customers.map(({ customerId }) => customerId)
  await rows(
    tx,
    sql`delete from customer_arrival where org_id = ${tx.orgId} and customer_id = any(${ids}::uuid[])`,
  )
  await removeCustomers(tx, customers)
}

/** Whether somebody belongs to the organisation, or did. */
export async function isMember(tx: Tx, userId: string): Promise<boolean> {
  const held = await rows(tx, sql`select from member where org_id = ${tx.orgId} and user_id = ${userId}`)
  return held.length > 0
}

/** What a lead that converted brought. */
export interface Purchase {
  readonly leadId: string
  readonly customerId: string
  readonly on: string
  /** Minor units. */
  readonly amount: number
  readonly currency: string
}

/** Keeps a purchase; false when that lead's was kept before. */
export async function keepPurchase(tx: Tx, bought: Purchase, now: Date): Promise<boolean> {
  const kept = await rows(
    tx,
    sql`insert into customer_purchase (org_id, lead_id, customer_id, purchased_on, amount, currency, at)
      values (${tx.orgId}, ${bought.leadId}, ${bought.customerId}, ${bought.on}, ${bought.amount}, ${bought.currency}, ${now})
      on conflict do nothing returning lead_id`,
  )
  return kept.length > 0
}

/** Why a row came out as it did: a code, the field, and the sentence in both languages. */
export interface Because {
  readonly code: string
  readonly field?: string
  readonly message: { readonly zh: string; readonly en: string }
}

/** What became of a row of an import, and what it changed of whom. */
export interface Journalled {
  readonly rowNo: number
  /** Null when rejected. */
  readonly customerId: string | null
  readonly status: CustomerOutcome
  readonly reasons: readonly Because[]
  readonly changes: readonly Change[]
}

/** Keeps what became of rows of an import: each once, for a row that is decided again is none. */
export async function journalRows(
  tx: Tx,
  importId: string,
  journal: readonly Journalled[],
  at: Date,
): Promise<void> {
  await insertRows(
    tx,
    'customer_arrival',
    ['org_id', 'import_id', 'row_no', 'customer_id', 'status', 'reasons', 'changes', 'at'],
    journal.map((row) => [
      tx.orgId,
      importId,
      row.rowNo,
      row.customerId,
      row.status,
      row.reasons,
      row.changes,
      at,
    ]),
  )
}

/** The last rows of an import up to a row, the last first, that became something. */
export async function lastOfImport(
  tx: Tx,
  importId: string,
  { upTo, most }: { upTo: number; most: number },
): Promise<Journalled[]> {
  return rows(
    tx,
    sql<Journalled>`select row_no, customer_id, status, reasons, changes from customer_arrival
      where org_id = ${tx.orgId} and import_id = ${importId} and row_no <= ${upTo}
      order by row_no desc limit ${most}`,
  )
}

/** The organisation's own lifecycle stages in their order; none where it has set none. */
export async function ownStages(tx: Tx): Promise<CustomerStage[]> {
  const held = await rows(
    tx,
    sql<{ key: string; labelZh: string; labelEn: string }>`
      select key, label_zh, label_en from customer_stage where org_id = ${tx.orgId} order by position, key`,
  )
  return held.map(({ key, labelZh, labelEn }) => ({ key, label: { zh: labelZh, en: labelEn } }))
}

/** Sets the lifecycle stages. */
export async function writeStages(tx: Tx, stages: readonly CustomerStage[]): Promise<void> {
  await rows(tx, sql`delete from customer_stage where org_id = ${tx.orgId}`)
  await insertRows(
    tx,
    'customer_stage',
    ['org_id', 'key', 'label_zh', 'label_en', 'position'],
    stages.map(({ key, label }, i) => [tx.orgId, key, label.zh, label.en, i]),
  )
}

/** The stages that customers are in. */
export async function stagesInUse(tx: Tx): Promise<string[]> {
  const held = await rows(
    tx,
    sql<{ key: string }>`select distinct lifecycle_stage as key from customer where ${ours(tx)}`,
  )
  return held.map(({ key }) => key)
}
