import { sql } from 'kysely'
import type { AssignPolicy } from '../../../contract/assign.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { lockLoads } from '../../lead/load.ts'
import { lockTurns } from '../../lead/turns.ts'
import type { Rep, Roster } from './decide.ts'

export interface Occasion {
  readonly now: Date
  readonly day: string
  /** Members who get leads without a rule: loads are locked all at once, or two batches could wait for each other. */
  readonly also?: readonly string[]
}

/**
 * Facts for assignment: the reps any rule may give to with their capacity, the teams, the turns. Locks turns and
 * loads, so that captures that arrive apart are counted one after another.
 */
export async function facts(tx: Tx, policy: AssignPolicy, at: Occasion): Promise<Roster> {
  const [people, turns] = await Promise.all([candidatesOf(tx, policy, at), lockTurns(tx, rotating(policy))])
  const ids = people.map(({ userId }) => userId)
  const loads = new Map((await lockLoads(tx, ids, at.day)).map((load) => [load.userId, load]))
  const reps = people.map(({ teamIds: _, ...person }): [string, Rep] => {
    const { holding = 0, givenToday = 0 } = loads.get(person.userId) ?? {}
    return [person.userId, { ...person, holding, givenToday }]
  })
  return { reps: new Map(reps), teams: teamsOf(people), turns }
}

function rotating(policy: AssignPolicy): string[] {
  return policy.rules.filter(({ strategy }) => strategy.kind === 'roundRobin').map(({ id }) => id)
}

interface Candidate extends Omit<Rep, 'holding' | 'givenToday'> {
  /** The teams that rules give to which they are in, or in one below. */
  readonly teamIds: readonly string[]
}

/** Everybody a rule may give to, by name or by team, and `also`; in the order of their ids. */
function candidatesOf(tx: Tx, policy: AssignPolicy, { now, also = [] }: Occasion): Promise<Candidate[]> {
  const teams = policy.rules.flatMap(({ strategy }) => ('teamId' in strategy ? [strategy.teamId] : []))
  const named = policy.rules.flatMap(({ strategy }) => ('userId' in strategy ? [strategy.userId] : []))
  return rows(
    tx,
    sql<Candidate>`with recursive below as (
        select team_id as top, team_id from team where org_id = ${tx.orgId} and team_id = any(${teams}::uuid[])
        union
        select below.top, team.team_id from below
          join team on team.org_id = ${tx.orgId} and team.parent_id = below.team_id and team.archived_at is null
      ), seat as (
        select distinct below.top, team_member.user_id from below
        join team_member on team_member.org_id = ${tx.orgId} and team_member.team_id = below.team_id
      )
      select user_id, holding_max, daily_max,
        status <> 'active' or not 'rep' = any(roles) or exists (
          select from absence where absence.org_id = member.org_id and absence.user_id = member.user_id
            and from_at <= ${now} and to_at > ${now}) as away,
        case when 'rep' = any(roles)
          then array(select top from seat where seat.user_id = member.user_id) else '{}' end as team_ids
      from member where org_id = ${tx.orgId}
        and (user_id = any(${[...named, ...also]}::uuid[]) or user_id in (select user_id from seat))
      order by user_id`,
  )
}

function teamsOf(people: readonly Candidate[]): Map<string, string[]> {
  const teams = new Map<string, string[]>()
  for (const { userId, teamIds } of people) {
    for (const teamId of teamIds) teams.set(teamId, [...(teams.get(teamId) ?? []), userId])
  }
  return teams
}

/** Who leads may be given to by hand: an active rep or manager, or a pool in use, with the member's cap; undefined for none. */
export async function target(
  tx: Tx,
  { kind, id }: { kind: 'rep' | 'pool'; id: string },
): Promise<{ holdingMax: number | null } | undefined> {
  const found =
    kind === 'rep'
      ? sql<{ holdingMax: number | null }>`select holding_max from member
          where org_id = ${tx.orgId} and user_id = ${id} and status = 'active' and roles && array['rep', 'manager']`
      : sql<{ holdingMax: number | null }>`select null::integer as holding_max from pool
          where org_id = ${tx.orgId} and pool_id = ${id} and archived_at is null`
  return one(tx, found)
}
