import { sql } from 'kysely'
import { one, type Tx } from '../../../db/db.ts'

/** Whether these are members, and this a team in use, of the organisation; who is not said is. */
export async function knownStaff(
  tx: Tx,
  { userIds, teamId }: { userIds: readonly (string | null)[]; teamId: string | null },
): Promise<boolean> {
  const asked = [...new Set(userIds.flatMap((userId) => userId ?? []))]
  const found = await one(
    tx,
    sql<{ members: number; teams: number }>`select
        (select count(*) from member where org_id = ${tx.orgId} and user_id = any(${asked}::uuid[])) as members,
        (select count(*) from team where org_id = ${tx.orgId} and team_id = ${teamId}::uuid and archived_at is null) as teams`,
  )
  return found?.members === asked.length && found.teams === (teamId === null ? 0 : 1)
}
