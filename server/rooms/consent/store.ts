import { type RawBuilder, sql } from 'kysely'
import type { ConsentChannel, ConsentPurpose } from '../../../contract/consent.ts'
import { rows, type Tx } from '../../db/db.ts'
import { uuidv7 } from '../../db/id.ts'
import { insertRows } from '../../db/write.ts'
import { matchKeys } from '../../lead/keys.ts'
import { type LeadState, readLeads } from '../../lead/store.ts'
import type { Actor } from '../../lead/trail.ts'
import { consentOf, type Said, sayStanding, type Standing } from './decide/ledger.ts'

/** A row of the ledger as it is written. */
export interface Entry {
  readonly personId: string
  readonly leadId: string | null
  readonly purpose: string
  readonly channel: ConsentChannel
  readonly granted: boolean
  readonly firm: boolean
  readonly textVersion: string | null
  readonly textHash: Buffer | null
  /** What may stand in the open: door, arrival, form, import, proof. */
  readonly evidence: Readonly<Record<string, unknown>>
  /** The rest of the evidence, sealed with the person's key. */
  readonly sealed: Buffer | null
  readonly importId: string | null
  readonly at: Date
  readonly recordedAt: Date
  readonly actor: Actor
}

const columns = [
  ...'org_id person_id consent_id lead_id purpose channel granted firm text_version text_hash evidence'.split(
    ' ',
  ),
  ...'sealed import_id at recorded_at actor_kind actor_id'.split(' '),
]

/** Appends to the ledger; returns the rows' ids in their order. */
export async function record(tx: Tx, entries: readonly Entry[]): Promise<string[]> {
  const ids = entries.map(() => uuidv7())
  await insertRows(
    tx,
    'consent',
    columns,
    entries.map((entry, i) => [
      tx.orgId,
      entry.personId,
      ids[i],
      entry.leadId,
      entry.purpose,
      entry.channel,
      entry.granted,
      entry.firm,
      entry.textVersion,
      entry.textHash,
      entry.evidence,
      entry.sealed,
      entry.importId,
      entry.at,
      entry.recordedAt,
      entry.actor.kind,
      entry.actor.id,
    ]),
  )
  return ids
}

/** A row of the ledger as it is read. */
export interface Row extends Said {
  readonly personId: string
  readonly leadId: string | null
  readonly void: boolean
  readonly textVersion: string | null
  readonly textHash: Buffer | null
  readonly evidence: Readonly<Record<string, unknown>>
  readonly sealed: Buffer | null
  readonly recordedAt: Date
  readonly actorKind: Actor['kind']
  readonly actorId: string | null
}

/** Somebody whose ledger is asked for: by who they are, by their exact keys, or both. */
export interface Person {
  /** Of the asker's making: what the answer is found by. */
  readonly ref: string
  readonly personId: string | null
  readonly keys: readonly string[]
}

/**
 * All that was ever recorded of each: of themselves, of every lead that has one of their keys, of whoever took consent
 * back under such a key, and of those who turned out to be one with any of them.
 */
export async function ledgers(tx: Tx, people: readonly Person[]): Promise<Map<string, Row[]>> {
  if (people.length === 0) return new Map()
  const found = await rows(
    tx,
    sql<Row & { ref: string }>`with recursive ${persons(tx, people)}
      select everyone.ref, consent.*, consent.granted and coalesce(import.state in ('undoing', 'undone'), false) as void
      from everyone
      join consent on consent.org_id = ${tx.orgId} and consent.person_id = everyone.person_id
      left join import on import.org_id = consent.org_id and import.import_id = consent.import_id
      order by consent.at desc, consent.consent_id desc`,
  )
  return Map.groupBy(found, ({ ref }) => ref)
}

/** By reference, everybody that each of the asked is known as. */
export async function personsOf(tx: Tx, people: readonly Person[]): Promise<Map<string, string[]>> {
  const found = await rows(
    tx,
    sql<{ ref: string; persons: string[] }>`with recursive ${persons(tx, people)}
      select ref, array_agg(person_id) as persons from everyone group by ref`,
  )
  return new Map(found.map((each) => [each.ref, each.persons]))
}

/** Everybody that the asked ones are known as, each with the leads held of them. */
export async function knownAs(tx: Tx, person: Person): Promise<{ personId: string; leadIds: string[] }[]> {
  return rows(
    tx,
    sql<{ personId: string; leadIds: string[] }>`with recursive ${persons(tx, [person])}
      select everyone.person_id, coalesce(array_agg(lead.lead_id) filter (where lead.lead_id is not null), '{}') as lead_ids
      from everyone
      left join lead on lead.org_id = ${tx.orgId} and lead.person_id = everyone.person_id
      group by everyone.person_id order by everyone.person_id`,
  )
}

/** The part of a statement that finds, for each asked, everybody they are known as: `everyone (ref, person_id)`. */
function persons(tx: Tx, people: readonly Person[]): RawBuilder<unknown> {
  const asked = people.map(({ ref, personId, keys }) => ({ ref, person_id: personId, keys }))
  // Keys are probed one by one, as in match/store.ts.
  return sql`asked as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (ref text, person_id uuid, keys text[])
    ), named as (select ref, unnest(keys) as key from asked),
    everyone as (
      select ref, person_id from (
        select ref, person_id from asked where person_id is not null
        union
        select named.ref, lead.person_id from named
          cross join lateral (select lead_id from lead_key
            where org_id = ${tx.orgId} and lead_key.key = named.key offset 0) held
          cross join lateral (select person_id from lead
            where org_id = ${tx.orgId} and lead.lead_id = held.lead_id offset 0) lead
        union
        select named.ref, held.person_id from named
          cross join lateral (select person_id from consent_key
            where org_id = ${tx.orgId} and consent_key.key = named.key offset 0) held
      ) first
      union
      select everyone.ref, same.other_id from everyone
        cross join lateral (
          select other_id from consent_same where org_id = ${tx.orgId} and consent_same.person_id = everyone.person_id
          union all
          select person_id from consent_same where org_id = ${tx.orgId} and consent_same.other_id = everyone.person_id
        ) same
    )`
}

/** A held lead as somebody whose ledger is asked for. */
export function personOf(lead: LeadState): Person {
  return { ref: lead.leadId, personId: lead.personId, keys: matchKeys(lead) }
}

export interface Contact extends Pick<Standing<Row>, 'by'> {
  readonly leadId: string
  readonly may: boolean
  readonly reason: ReturnType<typeof sayStanding>
}

export interface Wish {
  readonly purpose: string
  readonly channel: ConsentChannel
  readonly now: Date
}

/**
 * Whether leads may be contacted for a purpose by a channel, each with the reason and the row that says so; to be asked
 * before anything is sent. No row means no. In the order of `leadIds`; leads that are not held are left out.
 */
export async function mayContact(tx: Tx, leadIds: readonly string[], wish: Wish): Promise<Contact[]> {
  const leads = await readLeads(tx, leadIds)
  const said = await ledgers(tx, leads.map(personOf))
  const known = new Set(leads.map(({ leadId }) => leadId))
  return leadIds
    .filter((leadId) => known.has(leadId))
    .map((leadId) => {
      const { state, by } = consentOf(said.get(leadId) ?? [], wish, wish.now)
      return { leadId, may: state === 'granted', by, reason: sayStanding(state) }
    })
}

/** Notes under which keys people took consent back, so that whoever arrives by one of them later is known. */
export async function keepNamed(
  tx: Tx,
  named: readonly { readonly personId: string; readonly keys: readonly string[] }[],
): Promise<void> {
  const asked = named.flatMap(({ personId, keys }) => keys.map((key) => ({ key, person_id: personId })))
  if (asked.length === 0) return
  await rows(
    tx,
    sql`insert into consent_key (org_id, key, person_id)
      select distinct ${tx.orgId}::uuid, key, person_id
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (key text, person_id uuid)
      on conflict do nothing`,
  )
}

/** The leads in quarantine that a compliance rule keeps there, oldest first. */
export async function barred(tx: Tx): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ leadId: string }>`select lead_id from lead
      where org_id = ${tx.orgId} and holder_kind = 'quarantine'
        and exists (select from jsonb_array_elements(gate_reasons) reason where reason ->> 'code' like 'compliance.%')
      order by lead_id`,
  )
  return found.map(({ leadId }) => leadId)
}

/** Notes that two persons are one, as merging their leads does: from then on each ledger counts for both. */
export async function joinPersons(
  tx: Tx,
  pairs: readonly { personId: string; otherId: string }[],
): Promise<void> {
  const apart = pairs.filter(({ personId, otherId }) => personId !== otherId)
  await rows(
    tx,
    sql`insert into consent_same (org_id, person_id, other_id)
      select ${tx.orgId}, person_id, other_id
      from jsonb_to_recordset(${JSON.stringify(snake(apart))}::jsonb) as pair (person_id uuid, other_id uuid)
      on conflict do nothing`,
  )
}

/** Takes that back, as undoing the merge does. */
export async function partPersons(
  tx: Tx,
  pairs: readonly { personId: string; otherId: string }[],
): Promise<void> {
  await rows(
    tx,
    sql`delete from consent_same
      using jsonb_to_recordset(${JSON.stringify(snake(pairs))}::jsonb) as pair (person_id uuid, other_id uuid)
      where consent_same.org_id = ${tx.orgId}
        and (consent_same.person_id, consent_same.other_id) in
          ((pair.person_id, pair.other_id), (pair.other_id, pair.person_id))`,
  )
}

const snake = (pairs: readonly { personId: string; otherId: string }[]) =>
  pairs.map(({ personId, otherId }) => ({ person_id: personId, other_id: otherId }))

/** Notes that leads were approved by compliance rules; approving twice is approving once. */
export async function approve(
  tx: Tx,
  approvals: readonly { leadId: string; ruleId: string }[],
  { by, now }: { by: string; now: Date },
): Promise<void> {
  const asked = approvals.map(({ leadId, ruleId }) => ({ lead_id: leadId, rule_id: ruleId }))
  await rows(
    tx,
    sql`insert into approval (org_id, lead_id, rule_id, approved_by, at)
      select ${tx.orgId}, lead_id, rule_id, ${by}, ${now}
      from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as asked (lead_id uuid, rule_id text)
      on conflict do nothing`,
  )
}

/** The rules that leads were approved by. */
export async function approvals(tx: Tx, leadIds: readonly string[]): Promise<Map<string, Set<string>>> {
  const found = await rows(
    tx,
    sql<{ leadId: string; rules: string[] }>`select lead_id, array_agg(rule_id) as rules from approval
      where org_id = ${tx.orgId} and lead_id = any(${leadIds}::uuid[]) group by lead_id`,
  )
  return new Map(found.map(({ leadId, rules }) => [leadId, new Set(rules)]))
}

/** The purposes in use as one JSON value, in their order, to be read beside other things. */
export function purposesJson(tx: Tx): RawBuilder<unknown> {
  return sql`select coalesce(jsonb_agg(jsonb_build_object('key', key, 'position', position,
      'label', jsonb_build_object('zh', label_zh, 'en', label_en)) order by position, key), '[]')
    from consent_purpose where org_id = ${tx.orgId} and archived_at is null`
}

/** The purposes in use, in their order. */
export async function listPurposes(tx: Tx): Promise<ConsentPurpose[]> {
  const [held] = await rows(tx, sql<{ purposes: ConsentPurpose[] }>`select (${purposesJson(tx)}) as purposes`)
  return held?.purposes ?? []
}

/** Sets the purposes in use, in this order; others are archived. */
export async function keepPurposes(
  tx: Tx,
  purposes: readonly Omit<ConsentPurpose, 'position'>[],
  now: Date,
): Promise<void> {
  const kept = purposes.map(({ key, label }, position) => ({
    key,
    label_zh: label.zh,
    label_en: label.en,
    position,
  }))
  await rows(
    tx,
    sql`insert into consent_purpose (org_id, key, label_zh, label_en, position, created_at)
      select ${tx.orgId}, key, label_zh, label_en, position, ${now}
      from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as kept (key text, label_zh text, label_en text, position int)
      on conflict (org_id, key) do update set label_zh = excluded.label_zh, label_en = excluded.label_en,
        position = excluded.position, archived_at = null`,
  )
  const keys = kept.map(({ key }) => key)
  await rows(
    tx,
    sql`update consent_purpose set archived_at = ${now}
      where org_id = ${tx.orgId} and archived_at is null and key <> all(${keys}::text[])`,
  )
}
