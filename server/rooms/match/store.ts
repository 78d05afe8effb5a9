import { sql } from 'kysely'
import type { Closing, HolderKind, Stage } from '../../../contract/lead.ts'
import type { Fields } from '../../../rules/fields.ts'
import type { HeldState } from '../../../rules/matching.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import type { LeadValues } from '../../lead/store.ts'
import { type Held, type Holders, remember } from './decide/match.ts'

// Locking every key of a thousand leads ran out of lock memory; 1,024 stripes an organisation do not,
// and two strangers sharing a stripe only wait for one another's batch.
const STRIPES = 1024

/**
 * Makes everybody else who captures one of these keys wait until this transaction ends. Call it before
 * looking: then two captures of one person at the same moment become one lead.
 */
export async function lockKeys(tx: Tx, keys: readonly string[]): Promise<void> {
  const stripes = [...new Set(keys.map(stripeOf))].sort((a, b) => a - b)
  if (stripes.length === 0) return
  await one(
    tx,
    sql`select count(pg_advisory_xact_lock(hashtext(${tx.orgId}), stripe))
      from (select unnest(${stripes}::int[]) as stripe order by 1) ordered`,
  )
}

/** FNV-1a: every server must come to the same stripe, and a batch asks for thousands. */
function stripeOf(key: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193)
  return (hash ^ (hash >>> 16)) & (STRIPES - 1)
}

/** A lead that was found, by one of the probes. */
type Found = LeadValues & {
  readonly probe: string
  readonly leadId: string
  readonly personId: string
  readonly holderKind: HolderKind
  readonly holderId: string | null
  readonly closedAs: Closing | null
  readonly stage: Stage
  readonly arrivedAt: Date
  readonly dueAt: Date | null
}

/**
 * Facts for matching: the leads that are found by these probes (`p:+86138…` whole, `c:仁科*` the beginning of a key,
 * `c:仁科|` and `y:zhangming`, or `n:张明` and `c:仁科*`, on two lines both, `f:KEY=value` of a fast field, `~n:张明` whole, but only the newest leads),
 * oldest first.
 */
export async function facts(tx: Tx, probes: readonly string[], fields: Fields): Promise<Holders> {
  if (probes.length === 0) return new Map()
  const {
    whole = [],
    both = [],
    bothAlike = [],
    beginning = [],
    ofField = [],
    newest = [],
  } = Object.groupBy(probes, kindOf)
  const found = (
    await Promise.all([
      byKey(tx, whole),
      byBoth(tx, both),
      bothAlike.length > FEW ? byFirst(tx, bothAlike) : byBothAlike(tx, bothAlike),
      byBeginning(tx, beginning),
      byField(tx, ofField, fields),
      newestByKey(tx, newest),
    ])
  ).flat()
  return holdersOf(found)
}

/** How a probe is looked up. */
function kindOf(probe: string): 'whole' | 'both' | 'bothAlike' | 'beginning' | 'ofField' | 'newest' {
  if (probe.startsWith('f:')) return 'ofField'
  if (probe.includes('\n')) return probe.includes('*') ? 'bothAlike' : 'both'
  if (probe.startsWith('~')) return 'newest'
  return probe.endsWith('*') ? 'beginning' : 'whole'
}

// Probed key by key: planning `key = any(…)` weighs thousands of keys one by one, for 60 ms, and then reads the whole
// lead table where its size is not known yet.
async function byKey(tx: Tx, keys: readonly string[]): Promise<Found[]> {
  if (keys.length === 0) return []
  return rows(
    tx,
    sql<Found>`
      select asked.key as probe, lead.*
      from unnest(${keys}::text[]) asked (key)
      cross join lateral (
        select lead_id from lead_key where org_id = ${tx.orgId} and lead_key.key = asked.key offset 0) held
      cross join lateral (${leadOf(tx)}) lead`,
  )
}

// Both lists are read and met: which is the shorter nobody knows, and a lead is read only where it stands in both.
async function byBoth(tx: Tx, probes: readonly string[]): Promise<Found[]> {
  if (probes.length === 0) return []
  const keys = probes.map((probe) => probe.split('\n'))
  return rows(
    tx,
    sql<Found>`
      select asked.probe, lead.*
      from unnest(${probes}::text[], ${keys.map(([one]) => one)}::text[], ${keys.map(([, other]) => other)}::text[])
        asked (probe, one, other)
      cross join lateral (
        select lead_id from lead_key where org_id = ${tx.orgId} and key = asked.one
        intersect select lead_id from lead_key where org_id = ${tx.orgId} and key = asked.other offset 0) held
      cross join lateral (${leadOf(tx)}) lead`,
  )
}

/**
 * So many are met in the index one by one. Of more, a file's, the same names come again and again: their leads are read once,
 * and told apart by the rule itself.
 */
const FEW = 24

async function byFirst(tx: Tx, probes: readonly string[]): Promise<Found[]> {
  const asked = Map.groupBy(probes, (probe) => probe.split('\n', 1)[0]!)
  const { whole = [], beginning = [] } = Object.groupBy(asked.keys(), (key) =>
    key.endsWith('*') ? 'beginning' : 'whole',
  )
  const found = (await Promise.all([byKey(tx, whole), byBeginning(tx, beginning)])).flat()
  return found.flatMap((lead) => asked.get(lead.probe)!.map((probe) => ({ ...lead, probe })))
}

/** The same where one of the two, or both, is the beginning of a key. */
async function byBothAlike(tx: Tx, probes: readonly string[]): Promise<Found[]> {
  if (probes.length === 0) return []
  const [ones, others] = [0, 1].map((at) => probes.map((probe) => rangeOf(probe.split('\n')[at]!)))
  const ends = [
    ones!.map(([low]) => low),
    ones!.map(([, high]) => high),
    others!.map(([low]) => low),
    others!.map(([, high]) => high),
  ]
  return rows(
    tx,
    sql<Found>`
      select asked.probe, lead.*
      from unnest(${probes}::text[], ${ends[0]}::text[], ${ends[1]}::text[], ${ends[2]}::text[], ${ends[3]}::text[])
        asked (probe, low, high, other_low, other_high)
      cross join lateral (
        select lead_id from lead_key where org_id = ${tx.orgId} and key >= asked.low and key < asked.high
        intersect select lead_id from lead_key
          where org_id = ${tx.orgId} and key >= asked.other_low and key < asked.other_high offset 0) held
      cross join lateral (${leadOf(tx)}) lead`,
  )
}

/** From where to where the keys lie that a whole key, or a beginning, stands for; no key holds a control character. */
function rangeOf(key: string): readonly [low: string, high: string] {
  if (!key.endsWith('*')) return [key, `${key}\u0001`]
  const beginning = key.slice(0, -1)
  return [beginning, beginning + HIGHEST]
}

/** Leads read of each key an arrival is weighed by: of a common name the newest will do. */
const NEWEST = 50

/** The newest leads by each key; what was merged or erased is nobody to be weighed against. */
async function newestByKey(tx: Tx, probes: readonly string[]): Promise<Found[]> {
  if (probes.length === 0) return []
  return rows(
    tx,
    sql<Found>`
      select asked.probe, lead.*
      from unnest(${probes}::text[], ${probes.map((probe) => probe.slice(1))}::text[]) asked (probe, key)
      cross join lateral (
        select lead_id from lead_key where org_id = ${tx.orgId} and lead_key.key = asked.key
        order by lead_id desc limit ${NEWEST}) held
      cross join lateral (${leadOf(tx)}) lead
      where lead.closed_as is null or lead.closed_as not in ('merged', 'erased')`,
  )
}

async function byBeginning(tx: Tx, probes: readonly string[]): Promise<Found[]> {
  if (probes.length === 0) return []
  const from = probes.map((probe) => probe.slice(0, -1))
  return rows(
    tx,
    sql<Found>`
      select asked.probe, lead.*
      from unnest(${probes}::text[], ${from}::text[], ${from.map((key) => key + HIGHEST)}::text[]) asked (probe, low, high)
      cross join lateral (
        select distinct lead_id from lead_key
        where org_id = ${tx.orgId} and key >= asked.low and key < asked.high offset 0) held
      cross join lateral (${leadOf(tx)}) lead`,
  )
}

async function byField(tx: Tx, probes: readonly string[], fields: Fields): Promise<Found[]> {
  const asked = probes.flatMap((probe) => {
    const cut = probe.indexOf('=')
    const field = fields.get(`custom.${probe.slice(2, cut)}`)
    const text = probe.slice(cut + 1)
    if (!field?.id) return []
    return [{ probe, field_id: field.id, ...(field.type === 'number' ? { number: Number(text) } : { text }) }]
  })
  if (asked.length === 0) return []
  return rows(
    tx,
    sql<Found>`
      select asked.probe, lead.*
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (probe text, field_id uuid, text text, number double precision)
      cross join lateral (
        select lead_id from lead_fast where org_id = ${tx.orgId} and field_id = asked.field_id
          and text_value = asked.text
        union all
        select lead_id from lead_fast where org_id = ${tx.orgId} and field_id = asked.field_id
          and number_value = asked.number offset 0) held
      cross join lateral (${leadOf(tx)}) lead`,
  )
}

/** Above every character a key can hold. */
const HIGHEST = '\u{10FFFF}'

/** A found lead as far as matching looks at it. */
function leadOf(tx: Tx) {
  return sql`
    select lead_id, person_id, holder_kind, holder_id, closed_as, stage, arrived_at, due_at,
      name, company, credit_code, title, phone, email, wechat, region, address, need, note, attrs
    from lead where org_id = ${tx.orgId} and lead.lead_id = held.lead_id offset 0`
}

function holdersOf(found: readonly Found[]): Holders {
  const byLead = Map.groupBy(found, ({ leadId }) => leadId)
  const holders: Holders = new Map()
  const leads = [...byLead.values()].toSorted(
    ([a], [b]) => a!.arrivedAt.getTime() - b!.arrivedAt.getTime() || (a!.leadId < b!.leadId ? -1 : 1),
  )
  for (const hits of leads) {
    const probes = new Set(hits.map(({ probe }) => probe))
    remember(holders, [...probes], heldOf(hits[0]!, probes))
  }
  return holders
}

const states: Readonly<Record<Exclude<HolderKind, 'closed'>, HeldState>> = {
  rep: 'rep',
  pool: 'pool',
  quarantine: 'kept',
  verification: 'kept',
  waiting: 'kept',
  aside: 'kept',
}

function heldOf(found: Found, keys: Set<string>): Held {
  const {
    probe: _,
    leadId,
    personId,
    holderKind,
    holderId,
    closedAs,
    stage,
    arrivedAt,
    dueAt,
    ...values
  } = found
  const over = closedAs === 'converted' ? 'converted' : 'closed'
  return {
    leadId,
    personId,
    known: { ...values, keys },
    state: holderKind === 'closed' ? over : states[holderKind],
    quarantined: holderKind === 'quarantine',
    arrivedAt,
    holder: { kind: holderKind, id: holderId },
    stage,
    closedAs,
    dueAt,
  }
}
