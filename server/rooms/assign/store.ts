import { sql } from 'kysely'
import type { AssignPolicy } from '../../../contract/policy.ts'
import { one, rows, type Tx } from '../../db/db.ts'
import { lockLoads } from '../../lead/load.ts'
import { lockTurns } from '../../lead/turns.ts'
import { candidates, type Rep, type Roster } from './decide.ts'

interface Seat {
  teamId: string
  userId: string
}

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
  const teams = await seats(tx, teamIds(policy))
  const roster = { reps: new Map(), teams, turns: new Map() }
  const named = policy.rules.flatMap((rule) => candidates(rule, roster))
  const userIds = [...new Set([...named, ...(at.also ?? [])])].sort()
  const turns = await lockTurns(tx, rotating(policy))
  const reps = await readReps(tx, userIds, at)
  return { reps, teams, turns }
}

function teamIds(policy: AssignPolicy): string[] {
  return policy.rules.flatMap(({ strategy }) => ('teamId' in strategy ? [strategy.teamId] : []))
}

function rotating(policy: AssignPolicy): string[] {
  return policy.rules.filter(({ strategy }) => strategy.kind === 'roundRobin').map(({ id }) => id)
}

async function seats(tx: Tx, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const found = await rows(
    tx,
    sql<Seat>`with recursive below as (
        select team_id as top, team_id from team where org_id = ${tx.orgId} and team_id = any(${ids}::uuid[])
        union
        select below.top, team.team_id from below
          join team on team.org_id = ${tx.orgId} and team.parent_id = below.team_id and team.archived_at is null
      )
      select distinct below.top as team_id, team_member.user_id from below
      join team_member on team_member.org_id = ${tx.orgId} and team_member.team_id = below.team_id
      join member on member.org_id = ${tx.orgId} and member.user_id = team_member.user_id
      where 'rep' = any(member.roles)
      order by 1, 2`,
  )
  const teams = new Map<string, string[]>()
  for (const { teamId, userId } of found) teams.set(teamId, [...(teams.get(teamId) ?? []), userId])
  return teams
}

async function readReps(
  tx: Tx,
  userIds: readonly string[],
  { now, day }: { now: Date; day: string },
): Promise<Map<string, Rep>> {
  const loads = new Map((await lockLoads(tx, userIds, day)).map((load) => [load.userId, load]))
  const members = await rows(
    tx,
    sql<Omit<Rep, 'holding' | 'givenToday'>>`
      select user_id, holding_max, daily_max,
        status <> 'active' or not 'rep' = any(roles) or exists (
          select from absence where absence.org_id = member.org_id and absence.user_id = member.user_id
            and from_at <= ${now} and to_at > ${now}) as away
      from member where org_id = ${tx.orgId} and user_id = any(${userIds}::uuid[]) order by user_id`,
  )
  return new Map(
    members.map((member) => [
      member.userId,
      {
        ...member,
        holding: loads.get(member.userId)?.holding ?? 0,
        givenToday: loads.get(member.userId)?.givenToday ?? 0,
      },
    ]),
  )
}

/** Who leads may be given to by hand: an active member or a pool in use, with the member's cap; undefined for none. */
export async function target(
  tx: Tx,
  { kind, id }: { kind: 'rep' | 'pool'; id: string },
): Promise<{ holdingMax: number | null } | undefined> {
  const found =
    kind === 'rep'
      ? sql<{ holdingMax: number | null }>`select holding_max from member
          where org_id = ${tx.orgId} and user_id = ${id} and status = 'active'`
      : sql<{ holdingMax: number | null }>`select null::integer as holding_max from pool
          where org_id = ${tx.orgId} and pool_id = ${id} and archived_at is null`
  return one(tx, found)
}
