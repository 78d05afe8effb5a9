import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'
import { insertRows } from '../db/write.ts'

/** Writes the keys leads are matched and searched by. */
export async function writeKeys(
  tx: Tx,
  keys: readonly { leadId: string; keys: readonly string[] }[],
): Promise<void> {
  const values = keys.flatMap(({ leadId, keys: theirs }) => theirs.map((key) => [tx.orgId, key, leadId]))
  await insertRows(tx, 'lead_key', ['org_id', 'key', 'lead_id'], values)
}

/** Adds keys to leads that may have some of them already. */
export async function addKeys(
  tx: Tx,
  keys: readonly { leadId: string; keys: readonly string[] }[],
): Promise<void> {
  const values = keys.flatMap(({ leadId, keys: theirs }) => theirs.map((key) => ({ lead_id: leadId, key })))
  if (values.length === 0) return
  await rows(
    tx,
    sql`insert into lead_key (org_id, key, lead_id)
      select ${tx.orgId}, key, lead_id
      from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as asked (lead_id uuid, key text)
      on conflict do nothing`,
  )
}

/** Replaces a lead's keys after its facts changed; external ids stay, since they name arrivals, not facts. */
export async function replaceKeys(tx: Tx, leadId: string, keys: readonly string[]): Promise<void> {
  await rows(
    tx,
    sql`delete from lead_key
      where org_id = ${tx.orgId} and lead_id = ${leadId} and key not like 'x:%' and key <> all(${keys}::text[])`,
  )
  await addKeys(tx, [{ leadId, keys }])
}
