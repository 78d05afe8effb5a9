import { sql } from 'kysely'
import type { LiveMessage, LiveTopic } from '../../contract/live.ts'
import { rows, type Tx } from '../db/db.ts'

/** What changed, for open pages: they ask again for what they show of it. */
export interface Told {
  readonly topic: LiveTopic
  /** Left out where there are too many to name. */
  readonly ids?: readonly string[]
  /** The rep who holds these leads now, where it is one. */
  readonly to?: string | undefined
  /** Only these members hear of it; everybody of the organisation unless given. */
  readonly users?: readonly string[]
}

/** As it travels from the database to every server: the message, and whom it is for. */
export interface Wire extends LiveMessage {
  readonly org: string
  readonly users?: readonly string[]
}

export const CHANNEL = 'sluice_live'

// PostgreSQL takes payloads below 8,000 bytes; a UUID in JSON is 39 of them.
const MOST_IDS = 100
const MOST_USERS = 80

/**
 * Tells open pages once the transaction commits: one NOTIFY for a whole batch, since each makes commits queue
 * behind one lock. Beyond 100 ids or 80 users the ids are left out: the pages then read again all they show.
 */
export async function tell(tx: Tx, ...told: readonly Told[]): Promise<void> {
  const now = new Date()
  const wires = told.map((each) => JSON.stringify(wireOf(tx.orgId, each, now)))
  await rows(tx, sql`select pg_notify(${CHANNEL}, wire) from unnest(${wires}::text[]) wire`)
}

/** What is sent for `told`: small enough whatever was given. */
export function wireOf(org: string, { topic, ids, to, users }: Told, at: Date): Wire {
  const wire = { org, topic, at: at.toISOString() }
  // Too many to address: everybody is told, so nobody may be told of what.
  if (users && users.length > MOST_USERS) return wire
  return {
    ...wire,
    ...(users && { users }),
    ...(ids && ids.length <= MOST_IDS && { ids, ...(to && { to }) }),
  }
}
