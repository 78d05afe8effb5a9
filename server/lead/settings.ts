import { sql } from 'kysely'
import type { CustomField } from '../../contract/policy.ts'
import { refuse } from '../../contract/refusals.ts'
import { fastRows } from '../../rules/columns.ts'
import { canBeFast } from '../../rules/fast.ts'
import type { Field } from '../../rules/fields.ts'
import { one, rows, type Tx } from '../db/db.ts'
import { recordVersion } from '../people/version.ts'

/** The custom fields in use, in the admin's order. */
export async function listFields(tx: Tx): Promise<CustomField[]> {
  const found = await rows(
    tx,
    sql<Omit<CustomField, 'label'> & { labelZh: string; labelEn: string }>`
      select field_id, key, type, label_zh, label_en, options, fast, personal, position
      from field where org_id = ${tx.orgId} and archived_at is null order by position, key`,
  )
  return found.map(({ labelZh, labelEn, ...field }) => ({ ...field, label: { zh: labelZh, en: labelEn } }))
}

interface Writer {
  readonly by: string | null
  readonly at: Date
}

/**
 * Changes a field in use and returns it as it is now: its key and type stay, since values are kept under them. Refuses
 * `not_found`.
 */
export async function changeField(tx: Tx, wish: CustomField, writer: Writer): Promise<CustomField> {
  const held = await one(
    tx,
    sql<Pick<CustomField, 'key' | 'type'>>`select key, type from field
      where org_id = ${tx.orgId} and field_id = ${wish.fieldId} and archived_at is null for update`,
  )
  if (!held) throw refuse('not_found')
  const field = { ...wish, ...held }
  await keepField(tx, field, writer)
  return field
}

/** Writes a field; a new one when its id is new. Refuses `name.taken` for a key another has. */
export async function keepField(tx: Tx, field: CustomField, { by, at }: Writer): Promise<void> {
  const taken = await one(
    tx,
    sql`select field_id from field where org_id = ${tx.orgId} and key = ${field.key} and field_id <> ${field.fieldId}`,
  )
  if (taken) throw refuse('name.taken', { name: field.key })
  await rows(
    tx,
    sql`insert into field (org_id, field_id, key, type, label_zh, label_en, options, fast, personal, position)
      values (${tx.orgId}, ${field.fieldId}, ${field.key}, ${field.type}, ${field.label.zh}, ${field.label.en},
              ${JSON.stringify(field.options)}::jsonb, ${field.fast}, ${field.personal}, ${field.position})
      on conflict (org_id, field_id) do update set label_zh = excluded.label_zh, label_en = excluded.label_en,
        options = excluded.options, fast = excluded.fast, personal = excluded.personal, position = excluded.position`,
  )
  await rows(
    tx,
    sql`delete from lead_fast where org_id = ${tx.orgId} and field_id = ${field.fieldId} and not ${field.fast}`,
  )
  if (field.fast) await fillFast(tx, field)
  await recordVersion(tx, { subject: 'field', id: field.fieldId, body: { ...field }, at, by })
}

/** Fills the side table for a field that is marked fast, from the values leads hold already. */
async function fillFast(tx: Tx, { fieldId, label, ...field }: CustomField): Promise<void> {
  const asked: Field = { ...field, id: fieldId, label, origin: 'custom' }
  if (!canBeFast(asked)) throw refuse('field.not_fast', { key: field.key })
  await rows(
    tx,
    sql`insert into lead_fast (org_id, field_id, lead_id, text_value, number_value)
      ${fastRows(asked, tx.orgId)} on conflict do nothing`,
  )
}

/** Takes a field out of use; values and stored conditions keep it. Refuses when there is none. */
export async function archiveField(tx: Tx, fieldId: string, { by, at }: Writer): Promise<void> {
  const gone = await one(
    tx,
    sql`update field set archived_at = ${at} where org_id = ${tx.orgId} and field_id = ${fieldId} and archived_at is null returning field_id`,
  )
  if (!gone) throw refuse('not_found')
  await recordVersion(tx, { subject: 'field', id: fieldId, body: null, at, by })
}

export interface SourceRow {
  readonly sourceId: string
  readonly key: string
  readonly name: string
  readonly channel: string
  /** By which right we have its people; null where none is on record. */
  readonly licence?: string | null | undefined
  /** The last day it is valid, '2026-12-31'. */
  readonly licenceUntil?: string | null | undefined
}

/** The sources in use with how many leads each brought in the last 30 days. */
export async function listSources(
  tx: Tx,
  now: Date,
): Promise<(SourceRow & { leads30: number; createdAt: Date })[]> {
  return rows(
    tx,
    sql<SourceRow & { leads30: number; createdAt: Date }>`
      select source_id, key, name, channel, licence, licence_until, created_at,
        (select count(*) from lead where lead.org_id = source.org_id and lead.source_id = source.source_id
          and arrived_at > ${now}::timestamptz - interval '30 days') as leads30
      from source where org_id = ${tx.orgId} and archived_at is null order by created_at, key`,
  )
}

/** Changes a source in use. Refuses `not_found`, and `name.taken` for a key another has. */
export async function changeSource(tx: Tx, source: SourceRow, writer: Writer): Promise<void> {
  const held = await one(
    tx,
    sql`select source_id from source
      where org_id = ${tx.orgId} and source_id = ${source.sourceId} and archived_at is null for update`,
  )
  if (!held) throw refuse('not_found')
  await keepSource(tx, source, writer)
}

/** Writes a source; a new one when its id is new. Refuses `name.taken` for a key another has. */
export async function keepSource(tx: Tx, source: SourceRow, { by, at }: Writer): Promise<void> {
  const taken = await one(
    tx,
    sql`select source_id from source where org_id = ${tx.orgId} and key = ${source.key} and source_id <> ${source.sourceId}`,
  )
  if (taken) throw refuse('name.taken', { name: source.key })
  await rows(
    tx,
    sql`insert into source (org_id, source_id, key, name, channel, licence, licence_until)
      values (${tx.orgId}, ${source.sourceId}, ${source.key}, ${source.name}, ${source.channel},
        ${source.licence || null}, ${source.licenceUntil ?? null}::date)
      on conflict (org_id, source_id) do update set key = excluded.key, name = excluded.name,
        channel = excluded.channel, licence = excluded.licence, licence_until = excluded.licence_until`,
  )
  await recordVersion(tx, { subject: 'source', id: source.sourceId, body: { ...source }, at, by })
}

/** Takes a source out of use; its leads stay. */
export async function archiveSource(tx: Tx, sourceId: string, { by, at }: Writer): Promise<void> {
  const gone = await one(
    tx,
    sql`update source set archived_at = ${at} where org_id = ${tx.orgId} and source_id = ${sourceId} and archived_at is null returning source_id`,
  )
  if (!gone) throw refuse('not_found')
  await recordVersion(tx, { subject: 'source', id: sourceId, body: null, at, by })
}
