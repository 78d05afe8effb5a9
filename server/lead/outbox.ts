import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'
import { uuidv7 } from '../db/id.ts'

/**
 * Takes what waits in the outbox, oldest first, at most `most` rows: whoever commits has taken them, nobody takes them
 * again, and two who take at once take different ones. Returns their ids.
 */
export async function takeOutbox(tx: Tx, most: number, now: Date): Promise<string[]> {
  const taken = await rows(
    tx,
    sql<{ outboxId: string }>`
      with waiting as (
        select outbox_id from outbox where org_id = ${tx.orgId} and spread_at is null
        order by outbox_id limit ${most} for update skip locked
      )
      update outbox set spread_at = ${now} from waiting
      where outbox.org_id = ${tx.orgId} and outbox.outbox_id = waiting.outbox_id
      returning outbox.outbox_id`,
  )
  return taken.map(({ outboxId }) => outboxId)
}

/** Removes up to `most` rows of the outbox that were taken and are older than `before`; returns how many. */
export async function sweepOutbox(tx: Tx, before: Date, most: number): Promise<number> {
  const gone = await rows(
    tx,
    sql`delete from outbox where org_id = ${tx.orgId} and outbox_id in (
        select outbox_id from outbox
        where org_id = ${tx.orgId} and outbox_id < ${uuidv7(before.getTime())} and spread_at is not null
        order by outbox_id limit ${most})
      returning 1 as gone`,
  )
  return gone.length
}
