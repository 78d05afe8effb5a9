import type { Db } from '../server/db/db.ts'

/** Every table that says something of a lead, of who holds it, or of who it is. */
const tables = [
  'lead',
  'lead_key',
  'lead_fast',
  'lead_tag',
  'lead_collaborator',
  'activity',
  'arrival',
  'rep_load',
  'assign_turn',
  'person_key',
  'import_row',
  'verification',
  'verification_due',
  'approval',
  'confirm_turn',
  'consent_same',
  'customer_purchase',
  'dispute',
  'match_pair',
  'quarantine_pattern',
] as const

/** All there is of an organisation's leads, row by row, but for the two columns that every writing moves on, and when it
 * is scored next: whoever comes back from where nothing is scored is scored at once. */
export async function wholeGraph(db: Db, orgId: string): Promise<Record<string, unknown[]>> {
  const dumped: [string, unknown[]][] = []
  for (const table of tables) {
    const { rows } = await db.ownerPool.query<{ row: unknown }>(
      `select to_jsonb(t) - 'version' - 'updated_at' - 'score_changes_at' as row from ${table} t where org_id = $1 order by to_jsonb(t)::text`,
      [orgId],
    )
    dumped.push([table, rows.map(({ row }) => row)])
  }
  return Object.fromEntries(
    dumped.map(([table, all]) => [table, all.map((row) => JSON.stringify(row)).toSorted()]),
  )
}

/** The trail as it stands: what was there once must always be. */
export async function eventIds(db: Db, orgId: string): Promise<string[]> {
  const { rows } = await db.ownerPool.query<{ row: string }>(
    'select t::text as row from lead_event t where org_id = $1 order by event_id',
    [orgId],
  )
  return rows.map(({ row }) => row)
}
