import { sql } from 'kysely'
import type { Role } from '../../contract/endpoint.ts'
import { rows, type Tx } from '../db/db.ts'

/** The ids of the members in office who are any of these. */
export async function staffOf(tx: Tx, roles: readonly Role[]): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ userId: string }>`select user_id from member
      where org_id = ${tx.orgId} and status = 'active' and roles && ${[...roles]}::text[] order by user_id`,
  )
  return found.map(({ userId }) => userId)
}
