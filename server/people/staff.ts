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

/** Who answers for a rep, or for a pool's teams: the managers who lead one of their teams or a team above it, by rep and pool. */
export async function managersOver(
  tx: Tx,
  { holders, pools }: { holders: readonly string[]; pools: readonly string[] },
): Promise<Map<string, string[]>> {
  const found = await rows(
    tx,
    sql<{ of: string; userIds: string[] }>`
      with recursive above as (
        select user_id as of, team_id from team_member
        where org_id = ${tx.orgId} and user_id = any(${[...holders]}::uuid[])
        union
        select pool_id, member_id from pool_member
        where org_id = ${tx.orgId} and pool_id = any(${[...pools]}::uuid[]) and kind = 'team'
        union
        select above.of, team.parent_id from above
        join team on team.org_id = ${tx.orgId} and team.team_id = above.team_id where team.parent_id is not null
      )
      select above.of, array_agg(distinct leader.user_id) as user_ids from above
      join team_member leader on leader.org_id = ${tx.orgId} and leader.team_id = above.team_id and leader.leads
      join member on member.org_id = ${tx.orgId} and member.user_id = leader.user_id
        and member.status = 'active' and 'manager' = any(member.roles)
      where leader.user_id <> above.of
      group by above.of`,
  )
  return new Map(found.map(({ of, userIds }) => [of, userIds]))
}
