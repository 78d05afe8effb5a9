import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'
import type { Day } from './day.ts'

interface FromSource {
  readonly sourceId: string
  readonly name: string
  readonly held: number
  readonly today: number
  readonly heldToday: number
}

/** How many of each source's leads are in quarantine, in all and of today's; sources with neither are left out. */
export async function quarantineSources(tx: Tx, { from }: Day): Promise<FromSource[]> {
  return rows(
    tx,
    sql<FromSource>`
      with held as (
        select source_id, count(*)::int as held from lead
        where org_id = ${tx.orgId} and holder_kind = 'quarantine' group by source_id
      ), arrived as (
        select source_id, count(*)::int as today,
          count(*) filter (where holder_kind = 'quarantine')::int as held_today
        from lead where org_id = ${tx.orgId} and arrived_at >= ${from} group by source_id
      )
      select source.source_id, source.name, coalesce(held.held, 0) as held, coalesce(arrived.today, 0) as today,
        coalesce(arrived.held_today, 0) as held_today
      from source left join held using (source_id) left join arrived using (source_id)
      where source.org_id = ${tx.orgId} and (held.held > 0 or arrived.today > 0)
      order by held_today desc, held desc, source.name`,
  )
}
