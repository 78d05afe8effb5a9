import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'

/** What changed, for open pages: they ask again for what they show of it. */
export interface Told {
  /** What kind of thing changed: 'lead', 'pool', 'import', 'notice'. */
  topic: string
  ids: readonly string[]
  /** Only these members hear of it; everybody of the organisation unless given. */
  users?: readonly string[]
}

/** As it travels from the database to every server. */
export interface Wire extends Told {
  org: string
  /** More ids changed than are named. */
  many?: true
  at: string
}

export const CHANNEL = 'sluice_live'

// PostgreSQL takes payloads below 8,000 bytes; a UUID in JSON is 39 of them.
const MOST_IDS = 100
const MOST_USERS = 60

/**
 * Tells open pages once the transaction commits: one NOTIFY for a whole batch, since each makes commits queue
 * behind one lock. Beyond 100 ids or 60 users the ids are left out and `many` says that some changed.
 */
export async function tell(tx: Tx, told: Told): Promise<void> {
  const wire = wireOf(tx.orgId, told, new Date())
  await rows(tx, sql`select pg_notify(${CHANNEL}, ${JSON.stringify(wire)})`)
}

/** What is sent for `told`: cut so that it fits whatever was given. */
export function wireOf(org: string, { topic, ids, users }: Told, at: Date): Wire {
  const everybody = users === undefined || users.length > MOST_USERS
  const named = ids.length <= MOST_IDS && (users === undefined || !everybody)
  return {
    org,
    topic,
    ids: named ? ids : [],
    ...(named ? {} : { many: true }),
    ...(everybody ? {} : { users }),
    at: at.toISOString(),
  }
}
