import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'
import type { Decision } from './decision.ts'

/** The same touch delivered again with more known about it: the touch is brought up to date, never a second lead. */
export async function touchAgain(tx: Tx, again: readonly Decision[]): Promise<void> {
  const touches = again
    .filter(({ incoming }) => Object.keys(incoming.raw.touch ?? {}).length > 0)
    .map(({ leadId, incoming }) => ({ lead_id: leadId, touch: incoming.raw.touch }))
  if (touches.length === 0) return
  await rows(
    tx,
    sql`update lead set touch = lead.touch || again.touch
      from jsonb_to_recordset(${JSON.stringify(touches)}::jsonb) as again (lead_id uuid, touch jsonb)
      where lead.org_id = ${tx.orgId} and lead.lead_id = again.lead_id
        and not lead.touch @> again.touch`,
  )
}
