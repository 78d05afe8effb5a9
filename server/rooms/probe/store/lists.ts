import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'
import { hashOf } from '../../../lead/valuehash.ts'

/** A row of what waits for a provider, as JSON. */
export type DueImage = Readonly<Record<string, unknown>>

/** All that waits for a provider of these leads. */
export async function dueImages(tx: Tx, leadIds: readonly string[]): Promise<DueImage[]> {
  const found = await rows(
    tx,
    sql<{ image: DueImage }>`select to_jsonb(d) as image from verification_due d
      where d.org_id = ${tx.orgId} and d.lead_id = any(${[...leadIds]}::uuid[]) order by d.lead_id, d.field`,
  )
  return found.map(({ image }) => image)
}

/** Takes leads off the list altogether. */
export async function leaveDue(tx: Tx, leadIds: readonly string[]): Promise<void> {
  await rows(
    tx,
    sql`delete from verification_due where org_id = ${tx.orgId} and lead_id = any(${[...leadIds]}::uuid[])`,
  )
}

/** Puts rows on the list again; what waits there already stays as it is. */
export async function putDue(tx: Tx, due: readonly DueImage[]): Promise<void> {
  if (due.length === 0) return
  await rows(
    tx,
    sql`insert into verification_due
      select * from jsonb_populate_recordset(null::verification_due, ${JSON.stringify(due)}::jsonb)
      where org_id = ${tx.orgId} on conflict do nothing`,
  )
}

/** Forgets what was answered about these values, whoever had them. */
export async function forgetResults(
  tx: Tx,
  values: readonly { field: string; value: string }[],
): Promise<void> {
  if (values.length === 0) return
  await rows(
    tx,
    sql`delete from verification_result r
      using jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as gone (field text, value text)
      where r.org_id = ${tx.orgId} and r.field = gone.field
        and r.value_hash = ${hashOf(tx, sql`gone.field`, sql`gone.value`)}`,
  )
}
