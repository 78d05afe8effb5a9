import type pg from 'pg'
import type { Logger } from 'pino'
import { holdLine } from './line.ts'

/** Shows every other server that this one's worker is alive, for as long as its connection is. */
export interface Life {
  /** By the name that stands in `locked_by` of the jobs it works on, and no longer by the one before it. */
  mark(name: string): Promise<void>
  end(): void
}

/** An advisory lock on a line of its own: the database drops it when this process dies, however it dies. */
export async function showLife(lines: pg.Pool, log: Logger): Promise<Life> {
  let name: string | undefined
  const lock = async (client = line.client()) => {
    if (!name) return
    await client?.query('select pg_advisory_unlock_all()')
    await client?.query(locking, [name])
  }
  const line = await holdLine(lines, log, (client, again) => (again ? lock(client) : Promise.resolve()))
  return {
    async mark(given) {
      name = given
      await lock().catch((err: Error) => log.warn({ err }, 'the worker could not show that it is alive'))
    },
    end: () => line.close(),
  }
}

/**
 * Gives the jobs of workers that died (kill -9, a lost machine) back to the queue, which by itself would wait
 * four hours. Returns how many workers it found dead.
 */
export async function freeOrphans(ownerPool: pg.Pool): Promise<number> {
  const { rows } = await ownerPool.query<{ dead: number }>(freeing)
  return rows[0]?.dead ?? 0
}

const locking = "select pg_advisory_lock(hashtextextended('sluice ' || $1, 0))"

// Whoever gets the lock of a name knows that nobody holds it: that worker is dead.
const freeing = `
with holding as materialized (
  select distinct locked_by from graphile_worker._private_jobs where locked_by is not null
), dead as materialized (
  select locked_by from holding where pg_try_advisory_xact_lock(hashtextextended('sluice ' || locked_by, 0))
), freed as (
  select graphile_worker.force_unlock_workers(array_agg(locked_by)) from dead having count(*) > 0
)
select (select count(*) from dead) as dead, (select count(*) from freed) as freed`
