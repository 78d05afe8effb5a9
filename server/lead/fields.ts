import { sql } from 'kysely'
import type { CustomField } from '../../contract/policy.ts'
import type { Field } from '../../rules/fields.ts'
import { rows, type Tx } from '../db/db.ts'

/** A custom field with its id; archived ones are still known to stored conditions and held values. */
export interface OwnField extends Field {
  readonly id: string
  readonly personal: boolean
  readonly archived: boolean
}

interface FieldRow extends Omit<CustomField, 'label'> {
  labelZh: string
  labelEn: string
  archived: boolean
}

/** The organisation's custom fields as the condition language wants them, archived ones too, in their order. */
export async function readFields(tx: Tx): Promise<OwnField[]> {
  const found = await rows(
    tx,
    sql<FieldRow>`select field_id, key, type, label_zh, label_en, options, fast, personal,
        archived_at is not null as archived
      from field where org_id = ${tx.orgId} order by position, key`,
  )
  return found.map(({ fieldId, key, type, labelZh, labelEn, options, fast, personal, archived }) => ({
    id: fieldId,
    key,
    type,
    label: { zh: labelZh, en: labelEn },
    origin: 'custom' as const,
    ...(options.length > 0 ? { options } : {}),
    fast,
    personal,
    archived,
  }))
}
