import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'
import { insertRows } from '../db/write.ts'

/** Writes the keys leads are matched and searched by. */
export async function writeKeys(
  tx: Tx,
  keys: readonly { leadId: string; keys: readonly string[] }[],
): Promise<void> {
  const values = keys.flatMap(({ leadId, keys: theirs }) => theirs.map((key) => [tx.orgId, key, leadId]))
  // Keys lie all over the index: in its order neighbours share a page, which saves a quarter of the writing.
  values.sort(byKey)
  await insertRows(tx, 'lead_key', ['org_id', 'key', 'lead_id'], values)
}

const byKey = ([, a = '']: readonly string[], [, b = '']: readonly string[]) => (a < b ? -1 : a > b ? 1 : 0)

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

/** Takes keys from leads. An index by lead would cost every import more than it saves here: keys are told, not sought. */
export async function dropKeys(
  tx: Tx,
  keys: readonly { leadId: string; keys: readonly string[] }[],
): Promise<void> {
  const values = keys.flatMap(({ leadId, keys: theirs }) => theirs.map((key) => ({ lead_id: leadId, key })))
  if (values.length === 0) return
  await rows(
    tx,
    sql`delete from lead_key
      using jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as gone (lead_id uuid, key text)
      where lead_key.org_id = ${tx.orgId} and lead_key.key = gone.key and lead_key.lead_id = gone.lead_id`,
  )
}

/** Which of these keys each of the leads has. Told rather than sought, for the same reason; probed key by key. */
export async function heldKeys(
  tx: Tx,
  keys: readonly string[],
  leadIds: readonly string[],
): Promise<Map<string, string[]>> {
  if (keys.length === 0 || leadIds.length === 0) return new Map()
  const held = await rows(
    tx,
    sql<{ leadId: string; key: string }>`
      select held.lead_id, asked.key from unnest(${[...keys]}::text[]) asked (key)
      cross join lateral (
        select lead_id from lead_key
        where org_id = ${tx.orgId} and lead_key.key = asked.key and lead_key.lead_id = any(${[...leadIds]}::uuid[]) offset 0) held`,
  )
  const byLead = Map.groupBy(held, ({ leadId }) => leadId)
  return new Map([...byLead].map(([leadId, theirs]) => [leadId, theirs.map(({ key }) => key)]))
}
