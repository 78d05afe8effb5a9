import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'

export interface EnqueueOptions {
  /** Not before this moment; else at once after the commit. */
  runAt?: Date
  /** One job per key and organisation: a waiting one is replaced, payload, moment and all. */
  key?: string
  /** A waiting one keeps its moment, so that many who ask in turn do not put it off for ever. */
  keepMoment?: boolean
  /** Tries before it is given up; 25 (over four days) unless told. */
  maxAttempts?: number
  /** Jobs of one queue and organisation run one after the other. */
  queue?: string
}

/**
 * Puts a job into the transaction: it exists if and only if the transaction commits, and starts within
 * milliseconds of that. One for a whole batch, never one per lead.
 */
export async function enqueue(
  tx: Tx,
  name: string,
  payload: object = {},
  { runAt, key, keepMoment, maxAttempts, queue }: EnqueueOptions = {},
): Promise<void> {
  const named = sql`${name}, ${JSON.stringify(payload)}::jsonb, ${runAt ?? null}, ${key ?? null}`
  await rows(
    tx,
    sql`select enqueue_job(${named}, ${keepMoment ?? false}, ${maxAttempts ?? null}, ${queue ?? null})`,
  )
}
