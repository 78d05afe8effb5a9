import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'

const SHOWN = 500

interface Undecided {
  readonly arrivalId: string
  readonly door: string
  readonly sourceName: string
  readonly receivedAt: Date
  readonly tries: number
  /** The kind of error; the log has the rest, which may quote personal values. */
  readonly problem: string
}

/** Arrivals that could not be decided yet, the newest first. */
export async function listUndecided(tx: Tx): Promise<Undecided[]> {
  return rows(
    tx,
    sql<Undecided>`
      select arrival.arrival_id, arrival.door, coalesce(source.name, '') as source_name, arrival.received_at,
        arrival.tries, coalesce(arrival.reasons -> 0 ->> 'problem', 'unknown') as problem
      from arrival
      left join source on source.org_id = arrival.org_id and source.source_id = arrival.source_id
      where arrival.org_id = ${tx.orgId} and arrival.status = 'undecided'
      order by arrival.received_at desc, arrival.arrival_id limit ${SHOWN}`,
  )
}
