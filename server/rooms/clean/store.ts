import { sql } from 'kysely'
import { rows, type Tx } from '../../db/db.ts'

/** Notes what the gate still misses of quarantined leads; null once it misses nothing. */
export async function noteReasons(
  tx: Tx,
  leads: readonly { leadId: string; reasons: readonly unknown[] | null }[],
): Promise<void> {
  if (leads.length === 0) return
  const ids = leads.map(({ leadId }) => leadId) // probed one by one, as in lead/hold.ts
  const noted = leads.map(({ leadId, reasons }) => ({ lead_id: leadId, gate_reasons: reasons }))
  await rows(
    tx,
    sql`update lead set gate_reasons = noted.gate_reasons
      from jsonb_populate_recordset(null::lead, ${JSON.stringify(noted)}::jsonb) as noted
      where lead.org_id = ${tx.orgId} and lead.lead_id = noted.lead_id and lead.lead_id = any(${ids}::uuid[])`,
  )
}
