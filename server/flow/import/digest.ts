import { sql } from 'kysely'
import { rows, type Tx } from '../../db/db.ts'
import { notify } from '../../lead/announce.ts'
import type { Import } from '../../rooms/import/store.ts'

interface Tally {
  readonly userId: string
  /** Leads the import gave them, and leads of theirs it was a re-enquiry of. */
  readonly assigned: number
  readonly reenquired: number
}

/** Tells every rep once what an import brought them: a million rows are one notice each. */
export async function digest(tx: Tx, { importId, fileName }: Import, at: Date): Promise<void> {
  // Leads are probed one by one: tables an import has just filled have no statistics yet, and without them PostgreSQL
  // compares every arrival with every lead, for minutes.
  const tallies = await rows(
    tx,
    sql<Tally>`
      select lead.holder_id as user_id,
        count(distinct lead.lead_id) filter (where arrival.status = 'created') as assigned,
        count(distinct lead.lead_id) filter (where arrival.status = 'merged') as reenquired
      from arrival cross join lateral (
        select lead_id, holder_kind, holder_id from lead
        where org_id = ${tx.orgId} and lead.lead_id = arrival.lead_id offset 0) lead
      where arrival.org_id = ${tx.orgId} and arrival.import_id = ${importId}
        and arrival.status in ('created', 'merged') and lead.holder_kind = 'rep'
      group by lead.holder_id`,
  )
  const notices = tallies.map(({ userId, assigned, reenquired }) => ({
    userId,
    kind: 'leads.imported',
    leadId: null,
    data: { importId, fileName, assigned, reenquired },
  }))
  await notify(tx, notices, at)
}
