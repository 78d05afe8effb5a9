import { sql } from 'kysely'
import { rows, type Tx } from '../../../db/db.ts'
import type { Ground } from '../decide/check.ts'
import { readPeople, repsAmong } from './people.ts'

/** What assignment rules are checked against, beside what other rooms know. Locks nothing. */
export async function readGround(
  tx: Tx,
  now: Date,
): Promise<Pick<Ground, 'reps' | 'people' | 'teams' | 'pools'>> {
  const [members, people, teams, pools] = await Promise.all([
    readPeople(tx),
    rows(
      tx,
      sql<{ id: string; name: string; gone: boolean }>`
        select user_id as id, name, status <> 'active' or not 'rep' = any(roles) as gone
        from member where org_id = ${tx.orgId}`,
    ),
    rows(
      tx,
      sql<{ id: string; name: string; gone: boolean }>`
        select team_id as id, name, archived_at is not null as gone from team where org_id = ${tx.orgId}`,
    ),
    rows(
      tx,
      sql<{ id: string; name: string; gone: boolean; members: number }>`
        select pool_id as id, name, archived_at is not null as gone,
          (select count(*) from pool_member
            where pool_member.org_id = pool.org_id and pool_member.pool_id = pool.pool_id) as members
        from pool where org_id = ${tx.orgId}`,
    ),
  ])
  return {
    reps: byId(repsAmong(members, { rules: [], now }).map((rep) => ({ ...rep, id: rep.userId }))),
    people: byId(people),
    teams: byId(teams),
    pools: byId(pools.map((pool) => ({ ...pool, members: Number(pool.members) }))),
  }
}

const byId = <Each extends { readonly id: string }>(found: readonly Each[]) =>
  new Map(found.map((each) => [each.id, each]))
