import { sql } from 'kysely'
import { rows, type Tx } from '../db/db.ts'

/** What members and pools are called, by id: the two kinds of holders that have names. */
export async function holderNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const distinct = [...new Set(ids)]
  const found = await rows(
    tx,
    sql<{ id: string; name: string }>`
      select user_id as id, name from member where org_id = ${tx.orgId} and user_id = any(${distinct}::uuid[])
      union all
      select pool_id, name from pool where org_id = ${tx.orgId} and pool_id = any(${distinct}::uuid[])`,
  )
  return new Map(found.map(({ id, name }) => [id, name]))
}
