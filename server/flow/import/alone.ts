import { sql } from 'kysely'
import { type Db, one, type Tx } from '../../db/db.ts'

const nameOf = (importId: string) => `sluice import ${importId}`

/**
 * Does `work` unless somebody else is at this import, on this server or another. The lock lives in a connection:
 * it goes with the process, however that ends.
 */
export async function alone(db: Db, importId: string, work: () => Promise<void>): Promise<void> {
  const client = await db.ownerPool.connect()
  let broken: Error | undefined
  try {
    const { rows } = await client.query<{ got: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as got',
      [nameOf(importId)],
    )
    if (!rows[0]?.got) return
    try {
      await work()
    } finally {
      // At once, for whoever is next: a connection that is only let go keeps it a moment longer.
      const unlock = 'select pg_advisory_unlock(hashtextextended($1, 0))'
      await client.query(unlock, [nameOf(importId)]).catch((error: Error) => (broken = error))
    }
  } finally {
    client.release(broken)
  }
}

/** Whether nobody is at this import; until the transaction ends nobody else can begin. */
export async function isIdle(tx: Tx, importId: string): Promise<boolean> {
  const free = await one(
    tx,
    sql<{
      got: boolean
    }>`select pg_try_advisory_xact_lock(hashtextextended(${nameOf(importId)}, 0)) as got`,
  )
  return free?.got === true
}
