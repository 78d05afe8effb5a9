import { type RawBuilder, sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'
import { probedKey } from '../decide/customer.ts'
import type { Holding } from '../decide/recognise.ts'

/** Above every character a key can hold. */
const HIGHEST = '\u{10FFFF}'

/**
 * The customers that these probes find (`p:+86138…` a whole key of lead/keys.ts, `c:仁科*` the beginning of one,
 * two of these on two lines whoever has both, `f:KEY=value` of a custom field), those put away left out: a row for each such probe.
 */
export async function holdersOf(tx: Tx, probes: readonly string[]): Promise<Holding[]> {
  if (probes.length === 0) return []
  const asked = [...new Set(probes)]
  const isBoth = (probe: string) => probe.includes('\n') && !probe.startsWith('f:')
  const isBeginning = (probe: string) => probe.endsWith('*') && !isBoth(probe) && !probe.startsWith('f:')
  const whole = asked.filter((probe) => !isBeginning(probe) && !isBoth(probe))
  const both = asked.filter(isBoth).map((probe) => ({ probe, ends: probe.split('\n').flatMap(rangeOf) }))
  const low = asked.filter(isBeginning).map((probe) => probe.slice(0, -1))
  const byWhole = held(
    tx,
    sql`unnest(${whole}::text[], ${whole.map(probedKey)}::text[]) asked (probe, key)`,
    sql`customer_key.key = asked.key`,
  )
  const byBeginning = held(
    tx,
    sql`unnest(${low.map((key) => `${key}*`)}::text[], ${low}::text[], ${low.map((key) => key + HIGHEST)}::text[])
      asked (probe, low, high)`,
    sql`customer_key.key >= asked.low and customer_key.key < asked.high`,
  )
  const byBoth = held(
    tx,
    sql`unnest(${both.map(({ probe }) => probe)}::text[], ${both.map(({ ends }) => ends[0])}::text[],
      ${both.map(({ ends }) => ends[1])}::text[], ${both.map(({ ends }) => ends[2])}::text[], ${both.map(({ ends }) => ends[3])}::text[])
      asked (probe, low, high, other_low, other_high)`,
    sql`customer_key.key >= asked.low and customer_key.key < asked.high and exists (
      select from customer_key also where also.org_id = ${tx.orgId} and also.key >= asked.other_low
        and also.key < asked.other_high and also.customer_id = customer_key.customer_id)`,
  )
  const found = await Promise.all([
    whole.length > 0 ? rows(tx, byWhole) : [],
    both.length > 0 ? rows(tx, byBoth) : [],
    low.length > 0 ? rows(tx, byBeginning) : [],
  ])
  return found.flat()
}

/** From where to where the keys lie that a whole key, or a beginning, stands for; no key holds a control character. */
function rangeOf(key: string): [low: string, high: string] {
  if (!key.endsWith('*')) return [key, `${key}\u0001`]
  return [key.slice(0, -1), key.slice(0, -1) + HIGHEST]
}

// Probed one by one, as in the match room: planned as a set they would read a table whole that has just been filled.
function held(tx: Tx, asked: RawBuilder<unknown>, fits: RawBuilder<unknown>) {
  return sql<Holding>`
    select held.probe as key, customer.customer_id, holder_id, lifecycle_stage, first_purchase_on, last_purchase_on, spend,
      currency, name, company, credit_code, phones, emails, wechat, region, address, note, attrs, created_at
    from (
      select distinct asked.probe, key.customer_id from ${asked}
      cross join lateral (
        select customer_id from customer_key where org_id = ${tx.orgId} and ${fits} offset 0) key) held
    cross join lateral (
      select * from customer where customer.org_id = ${tx.orgId} and customer.customer_id = held.customer_id offset 0) customer
    where customer.archived_at is null
    order by customer.customer_id`
}
