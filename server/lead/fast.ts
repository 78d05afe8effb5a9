import { sql } from 'kysely'
import { canBeFast, fastValue } from '../../rules/fast.ts'
import type { Fields } from '../../rules/fields.ts'
import { rows, type Tx } from '../db/db.ts'
import { insertRows } from '../db/write.ts'

const columns = ['org_id', 'field_id', 'lead_id', 'text_value', 'number_value']

/** Copies the custom values an admin marked fast into the typed side table that lists filter and sort by. */
export async function writeFast(
  tx: Tx,
  leads: readonly { leadId: string; attrs: Readonly<Record<string, unknown>> }[],
  fields: Fields,
): Promise<void> {
  const fast = [...fields.values()].filter((field) => field.fast && canBeFast(field))
  if (fast.length === 0) return
  const values = leads.flatMap(({ leadId, attrs }) =>
    fast.flatMap((field) => {
      const value = fastValue(field, attrs[field.key])
      return value ? [[tx.orgId, field.id, leadId, value.textValue, value.numberValue]] : []
    }),
  )
  await insertRows(tx, 'lead_fast', columns, values)
}

/** Brings the side table up to date with leads' custom values. */
export async function replaceFast(
  tx: Tx,
  leads: readonly { leadId: string; attrs: Readonly<Record<string, unknown>> }[],
  fields: Fields,
): Promise<void> {
  const asked = [...fields.values()].filter((field) => field.fast && canBeFast(field))
  if (asked.length === 0 || leads.length === 0) return
  const [fieldIds, leadIds] = [asked.map(({ id }) => id), leads.map(({ leadId }) => leadId)]
  await rows(
    tx,
    sql`delete from lead_fast where org_id = ${tx.orgId}
      and field_id = any(${fieldIds}::uuid[]) and lead_id = any(${leadIds}::uuid[])`,
  )
  await writeFast(tx, leads, fields)
}
