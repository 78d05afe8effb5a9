import { type RawBuilder, sql } from 'kysely'
import type { CustomField } from '../../contract/policy.ts'
import type { Field } from '../../rules/fields.ts'
import { one, type Tx } from '../db/db.ts'

/** A custom field with its id; archived ones are still known to stored conditions and held values. */
export interface OwnField extends Field {
  readonly id: string
  readonly personal: boolean
  readonly archived: boolean
}

/** A custom field as its row has it. */
export interface FieldRow extends Omit<CustomField, 'label'> {
  readonly labelZh: string
  readonly labelEn: string
  readonly archived: boolean
}

/** The organisation's custom fields as the condition language wants them, archived ones too, in their order. */
export async function readFields(tx: Tx): Promise<OwnField[]> {
  const held = await one(tx, sql<{ fields: FieldRow[] }>`select (${fieldsJson(tx)}) as fields`)
  return (held?.fields ?? []).map(ownField)
}

/** The rows of `readFields` as one JSON value, to be read beside other things. */
export function fieldsJson(tx: Tx): RawBuilder<unknown> {
  return sql`select coalesce(jsonb_agg(jsonb_build_object(
      'fieldId', field_id, 'key', key, 'type', type, 'labelZh', label_zh, 'labelEn', label_en, 'options', options,
      'fast', fast, 'personal', personal, 'archived', archived_at is not null) order by position, key), '[]')
    from field where org_id = ${tx.orgId}`
}

/** A row of `fieldsJson` as the condition language wants it. */
export function ownField({ fieldId, labelZh, labelEn, options, ...field }: FieldRow): OwnField {
  const { key, type, fast, personal, archived } = field
  return {
    id: fieldId,
    key,
    type,
    label: { zh: labelZh, en: labelEn },
    origin: 'custom',
    ...(options.length > 0 ? { options } : {}),
    fast,
    personal,
    archived,
  }
}
