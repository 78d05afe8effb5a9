import { type RawBuilder, sql } from 'kysely'
import type { ReferralState } from '../../../contract/referral.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { insertRows } from '../../db/write.ts'
import { type Links, type NewReferrer, referrerKeys, type ReferrerValues } from './decide/referrer.ts'

/** A referrer as its row has it. */
export interface Referrer extends ReferrerValues, Links {
  readonly referrerId: string
  readonly code: string
  readonly state: ReferralState
  readonly reason: string | null
  readonly archivedAt: Date | null
  readonly createdAt: Date
  readonly version: number
}

/** Whom an arrival may mean. */
export interface Found extends Referrer {
  /** The key it was found by; null for its code. */
  readonly key: string | null
  /** Its own company, and that of the customer or lead it is. */
  readonly companies: readonly (string | null)[]
  readonly repId: string | null
}

/** Referrers, those put away among them, whom these codes (in capitals) and keys name. */
export async function findNamed(
  tx: Tx,
  { codes, keys }: { codes: readonly string[]; keys: readonly string[] },
): Promise<Found[]> {
  return rows(
    tx,
    sql<Found>`with named as (
        select referrer_id, null::text as key from referrer
          where org_id = ${tx.orgId} and code = any(${[...codes]}::text[])
        union all
        select referrer_id, key from referrer_key where org_id = ${tx.orgId} and key = any(${[...keys]}::text[]))
      select r.*, named.key, ${companiesOf} as companies, ${repOf} as rep_id from named
      join referrer r on r.org_id = ${tx.orgId} and r.referrer_id = named.referrer_id
      ${ofWhom}`,
  )
}

/** The customer and the lead a referrer `r` is, with the customer of that lead. */
export const ofWhom: RawBuilder<unknown> = sql`
  left join customer rc on rc.org_id = r.org_id and rc.customer_id = r.customer_id
  left join lead rl on rl.org_id = r.org_id and rl.lead_id = r.lead_id
  left join customer lc on lc.org_id = rl.org_id and lc.customer_id = rl.customer_id`

const companiesOf = sql`array[r.company, rc.company, rl.company]`

/**
 * Whose the leads of a referrer `r` are: who was said; else whoever has the customer they are, or the one their lead
 * became; else whoever has their lead.
 */
export const repOf: RawBuilder<unknown> = sql`coalesce(r.rep_id, rc.holder_id, lc.holder_id,
  case when rl.holder_kind = 'rep' then rl.holder_id end)`

/** Referrers by id with their companies and reps; in no order. */
export async function readReferrers(tx: Tx, referrerIds: readonly string[]): Promise<Found[]> {
  return rows(
    tx,
    sql<Found>`select r.*, null as key, ${companiesOf} as companies, ${repOf} as rep_id from referrer r ${ofWhom}
      where r.org_id = ${tx.orgId} and r.referrer_id = any(${[...referrerIds]}::uuid[])`,
  )
}

/** One referrer as it was written, locked for change. */
export async function lockReferrer(tx: Tx, referrerId: string): Promise<Referrer | undefined> {
  return one(
    tx,
    sql<Referrer>`select * from referrer where org_id = ${tx.orgId} and referrer_id = ${referrerId} for update`,
  )
}

const columns = [
  'org_id',
  'referrer_id',
  'code',
  'kind',
  'name',
  'company',
  'phone',
  'email',
  'note',
  'state',
  'customer_id',
  'lead_id',
  'user_id',
  'rep_id',
  'team_id',
  'created_at',
  'created_by',
  'updated_at',
]

/** Writes new referrers with their keys. */
export async function addReferrers(tx: Tx, added: readonly NewReferrer[], now: Date): Promise<void> {
  await insertRows(
    tx,
    'referrer',
    columns,
    added.map((each) => [
      tx.orgId,
      each.referrerId,
      each.code,
      each.kind,
      each.name,
      each.company,
      each.phone,
      each.email,
      each.note,
      each.state,
      each.customerId,
      each.leadId,
      each.userId,
      each.repId,
      each.teamId,
      now,
      each.createdBy,
      now,
    ]),
  )
  await insertRows(
    tx,
    'referrer_key',
    ['org_id', 'key', 'referrer_id'],
    added.flatMap((each) => referrerKeys(each).map((key) => [tx.orgId, key, each.referrerId])),
  )
}

/** Writes what a referrer is now, with its keys. */
export async function changeReferrer(
  tx: Tx,
  referrerId: string,
  { values, links, now }: { values: ReferrerValues; links: Links; now: Date },
): Promise<void> {
  await rows(
    tx,
    sql`update referrer set kind = ${values.kind}, name = ${values.name}, company = ${values.company},
        phone = ${values.phone}, email = ${values.email}, note = ${values.note}, rep_id = ${values.repId},
        team_id = ${values.teamId}, customer_id = ${links.customerId}, lead_id = ${links.leadId},
        user_id = ${links.userId}, updated_at = ${now}, version = version + 1
      where org_id = ${tx.orgId} and referrer_id = ${referrerId}`,
  )
  await rows(tx, sql`delete from referrer_key where org_id = ${tx.orgId} and referrer_id = ${referrerId}`)
  await insertRows(
    tx,
    'referrer_key',
    ['org_id', 'key', 'referrer_id'],
    referrerKeys(values).map((key) => [tx.orgId, key, referrerId]),
  )
}

/** Moves a referrer's state from what it was seen to be; false where it is another by now. */
export async function setReferrerState(
  tx: Tx,
  referrerId: string,
  step: { from: ReferralState; to: ReferralState; reason: string | null; by: string; now: Date },
): Promise<boolean> {
  const moved = await rows(
    tx,
    sql`update referrer set state = ${step.to}, reason = ${step.reason}, state_by = ${step.by}, state_at = ${step.now},
        updated_at = ${step.now}, version = version + 1
      where org_id = ${tx.orgId} and referrer_id = ${referrerId} and state = ${step.from} returning referrer_id`,
  )
  return moved.length > 0
}

/** Puts a referrer away or brings them back; false where there is none. */
export async function archiveReferrer(
  tx: Tx,
  referrerId: string,
  { archived, now }: { archived: boolean; now: Date },
): Promise<boolean> {
  const moved = await rows(
    tx,
    sql`update referrer set archived_at = case when ${archived}::boolean then coalesce(archived_at, ${now}::timestamptz) end,
        updated_at = ${now}, version = version + 1
      where org_id = ${tx.orgId} and referrer_id = ${referrerId} returning referrer_id`,
  )
  return moved.length > 0
}

/** Whom an exact key tells of, among those we know: with a name to call them by. */
export interface Known extends Links {
  readonly key: string
  readonly name: string | null
}

/** The members, customers and leads that have these exact keys; of several of a kind the latest. */
export async function knownBy(tx: Tx, keys: readonly string[]): Promise<Known[]> {
  return rows(
    tx,
    sql<Known>`select asked.key, c.customer_id, l.lead_id, m.user_id, coalesce(m.name, c.name, l.name) as name
      from unnest(${[...keys]}::text[]) as asked (key)
      left join lateral (
        select customer.customer_id, customer.name from customer_key k
        join customer on customer.org_id = k.org_id and customer.customer_id = k.customer_id
        where k.org_id = ${tx.orgId} and k.key = asked.key and customer.archived_at is null
        order by (customer.holder_id is null), customer.customer_id desc limit 1) c on true
      left join lateral (
        select lead.lead_id, lead.name from lead_key k
        join lead on lead.org_id = k.org_id and lead.lead_id = k.lead_id
        where k.org_id = ${tx.orgId} and k.key = asked.key and lead.merged_into is null
        order by (lead.stage <> 'converted'), lead.lead_id desc limit 1) l on true
      left join lateral (
        select member.user_id, member.name from member
        where member.org_id = ${tx.orgId} and member.status = 'active'
          and ('p:' || member.mobile = asked.key or 'e:' || lower(member.email) = asked.key) limit 1) m on true`,
  )
}
