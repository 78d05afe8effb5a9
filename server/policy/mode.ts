import { sql } from 'kysely'
import { one, type Tx } from '../db/db.ts'

export type Openness = 'open' | 'limited' | 'barred'

/** How far claims, and moves by hand of managers, are open by the assignment policy in force; open where it does not say. */
export async function openness(tx: Tx): Promise<{ claims: Openness; moves: Openness }> {
  const held = await one(
    tx,
    sql<{ claims: Openness | null; moves: Openness | null }>`
      select body #>> '{mode,claims}' as claims, body #>> '{mode,moves}' as moves from policy
      where org_id = ${tx.orgId} and kind = 'assign' and scope = '' and valid_to = 'infinity'`,
  )
  return { claims: held?.claims ?? 'open', moves: held?.moves ?? 'open' }
}
